import { unreachable } from '@holdpoint/std'
import type { Product } from '../advisory.ts'
import { readVersionText } from './read-version-text.ts'
import {
  type Ranges,
  type Standing,
  standingIn,
  type VersionCondition,
} from './version-condition.ts'

/** The two places where an advisory writes versions. They sometimes disagree, so both are kept. */
export interface ProductVersions {
  readonly branch: VersionCondition
  /** The version words of the full product name; null where it has none. */
  readonly name: VersionCondition | null
  readonly trust: Trust
}

/**
 * `both`: they must agree. `name`: the branch lost something that the name still has. `branch`:
 * the name lost something. `same`: both read alike, so one is enough. `name-says-more`: the name has numbers that the branch lacks, in words
 * we do not understand.
 */
export type Trust = 'both' | 'same' | 'name' | 'branch' | 'name-says-more'

/** Where an asset's version stands, and what says so. */
export type VersionFinding =
  | TextFinding
  /** What is said elsewhere than in the version text. */
  | {
      readonly standing: Standing
      readonly rule: string
      readonly because: 'identifier'
      readonly words: string
    }

/** What the version text alone says. */
export type TextFinding = {
  readonly standing: Standing
  readonly rule: string
  readonly because: Because
}

type Because = 'branch' | 'both' | 'says-more' | 'branch-lost' | 'name-settles' | 'disagree'

export function versionsOf(product: Product): ProductVersions {
  const branch = readBranch(product)
  const tail = nameTail(product)
  const name = tail === null ? null : readVersionText(tail)
  return { branch, name, trust: name === null ? 'branch' : trustOf(branch, name) }
}

/** The branch alone, or together with what only the product's name says. */
function readBranch({ versionText, productName }: Product): VersionCondition {
  const written = versionText ?? ''
  const branch = readVersionText(written)
  if (branch.kind === 'ranges' || productName === null) return branch
  for (const { rule, complete } of COMPLETIONS) {
    const completed = complete(written, productName)
    if (completed === null) continue
    const found = readVersionText(completed)
    if (found.kind === 'ranges') return { ...found, text: written, rule: `${rule} + ${found.rule}` }
  }
  return branch
}

type Complete = (written: string, productName: string) => string | null

const COMPLETIONS: readonly { readonly rule: string; readonly complete: Complete }[] = [
  { rule: 'product named again in its bound', complete: withoutName },
  { rule: 'release taken from the product name', complete: withRelease },
]

const NAMED_BOUND = /^((?:all versions )?(?:<=|<|>=|>) ?)([a-z][a-z /()-]*?) (?=v?\d)/i

/** `< SIMATIC WinAC RTX 2010 SP3`: every word before the number is of the product's own name. */
function withoutName(written: string, productName: string): string | null {
  const [all, operator, words] = NAMED_BOUND.exec(written) ?? []
  if (all === undefined || operator === undefined || words === undefined) return null
  const own = wordsOf(productName)
  return wordsOf(words).every((word) => own.includes(word))
    ? `${operator}${written.slice(all.length)}`
    : null
}

const FRAGMENT_BOUND = /^((?:all versions )?(?:<=|<|>=|>) ?)(?=(?:SP|FP|Update|Upd|HF|R) ?\d)/i
const RELEASE_LAST = /(?:^|\s)v?((?:19|20)\d\d(?: R\d)?|\d+(?:\.\d+)+)$/i

/** `< SP3 Update 6` of "Process Historian 2014" is "< 2014 SP3 Update 6". */
function withRelease(written: string, productName: string): string | null {
  const [operator] = FRAGMENT_BOUND.exec(written) ?? []
  const [, release] = RELEASE_LAST.exec(productName.trim()) ?? []
  if (operator === undefined || release === undefined) return null
  return `${operator}${release} ${written.slice(operator.length)}`
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/**
 * Where an observed version stands; `observe` gives what the asset has on the axis of the
 * condition.
 */
export function findVersion(
  versions: ProductVersions,
  observe: (condition: Ranges) => readonly string[],
): TextFinding {
  const { branch, name, trust } = versions
  const ofBranch = standing(branch, observe)
  if (trust === 'branch' || name === null) return found(ofBranch, branch, 'branch')
  if (trust === 'same') return found(ofBranch, branch, 'both')
  const ofName = standing(name, observe)
  if (trust === 'name-says-more') return found('unknown', branch, 'says-more')
  if (trust === 'name') {
    // The text of the branch itself may be what the plant wrote down, with the same loss.
    const lost = ofBranch === 'inside' && ofName === 'outside'
    return found(lost ? 'unknown' : ofName, name, 'branch-lost')
  }
  return agreed({ branch, name, ofBranch, ofName })
}

function agreed(both: {
  branch: VersionCondition
  name: VersionCondition
  ofBranch: Standing
  ofName: Standing
}): TextFinding {
  const { branch, name, ofBranch, ofName } = both
  if (name.kind === 'undecided' || ofBranch === ofName) return found(ofBranch, branch, 'both')
  const settled =
    branch.kind === 'ranges' && branch.reading === 'either' && name.reading === 'plain'
  if (ofBranch === 'unknown' && settled) return found(ofName, name, 'name-settles')
  if (ofName === 'unknown') return found(ofBranch, branch, 'both')
  return found('unknown', branch, 'disagree')
}

function found(standing: Standing, by: VersionCondition, because: Because): TextFinding {
  return { standing, rule: by.rule, because }
}

/** What a finding rests on, in words; only made where somebody reads it. */
export function versionWords({ branch, name }: ProductVersions, { because }: TextFinding): string {
  const said = name?.text ?? ''
  switch (because) {
    case 'branch':
    case 'both': {
      if (branch.kind === 'undecided') return `the version text "${branch.text}" is not understood`
      const checked = because === 'both' ? ', as does the product name' : ''
      return `the advisory says "${branch.text}"${checked}`
    }
    case 'says-more':
      return `the name says "${said}", which is not understood beside "${branch.text}"`
    case 'branch-lost':
      return `the name says "${said}", of which the branch "${branch.text}" lost a part`
    case 'name-settles':
      return `the name says how to read the list: "${said}"`
    case 'disagree':
      return `the branch says "${branch.text}" and the name "${said}"; they disagree here`
    default:
      return unreachable(because)
  }
}

function standing(
  condition: VersionCondition,
  observe: (of: Ranges) => readonly string[],
): Standing {
  if (condition.kind === 'undecided') return 'unknown'
  if (isNothing(condition)) return 'outside'
  const observed = observe(condition)
  let outside = false
  for (const one of observed) {
    const own = standingIn(condition, one)
    if (own === 'inside') return own
    outside ||= own === 'outside'
  }
  if (observed.length > 0) return outside ? 'outside' : 'unknown'
  const everything = condition.intervals.some(({ low, high }) => low === null && high === null)
  return everything && condition.exclusions.length === 0 ? 'inside' : 'unknown'
}

function isNothing({ axis, intervals, points }: Ranges): boolean {
  return axis.kind === 'firmware' && intervals.length === 0 && points.length === 0
}

// Words that could change which versions are meant; none of our rules understood them where they
// stand.
const CHANGING = new RegExp(
  '\\b(?:only|if|when|with|using|running|operating|on|except|excluding|possibly|also|others?|' +
    'later|newer|above)\\b',
  'i',
)

function trustOf(branch: VersionCondition, name: VersionCondition): Trust {
  const digits = (text: string) => text.replace(/\D/g, '')
  if (name.kind === 'undecided') {
    const more = numbersOf(name.text).some((number) => !numbersOf(branch.text).includes(number))
    const unconditional = branch.kind === 'ranges' && branch.requirements.length === 0
    return more || (unconditional && CHANGING.test(name.text)) ? 'name-says-more' : 'branch'
  }
  if (branch.kind === 'undecided') return branch.because === 'structure' ? 'name' : 'branch'
  if (lostZeros(branch, name)) return 'name'
  if (isAlike(branch, name)) return 'same'
  // "20-33" became "2033" where a dash was lost in the name.
  const dashLost = /\d\D+\d/.test(branch.text) && lastWord(name.text) === digits(branch.text)
  return dashLost ? 'branch' : 'both'
}

function isAlike(branch: Ranges, name: Ranges): boolean {
  const meaning = ({ rule: _, text: __, ...condition }: Ranges) =>
    JSON.stringify(condition, (key, value) => (key === 'text' ? undefined : value))
  return meaning(branch) === meaning(name)
}

/** `7.4` in the branch, `v7.40` in the name: a spreadsheet took the version for a number. */
function lostZeros(branch: Ranges, name: Ranges): boolean {
  const [one] = branch.points
  const [other] = name.points
  if (one === undefined || other === undefined) return false
  if (branch.points.length !== 1 || name.points.length !== 1) return false
  const [short, long] = [lastWord(one.text), lastWord(other.text).replace(/^v/i, '')]
  return long !== short && /^\d+\.\d*0+$/.test(long) && Number(long) === Number(short)
}

function lastWord(text: string): string {
  return text.trim().split(/\s+/).at(-1) ?? ''
}

function numbersOf(text: string): readonly string[] {
  return (text.match(/\d+/g) ?? []).map((digits) => digits.replace(/^0+(?=\d)/, ''))
}

/** What the full product name adds behind the name of the product. */
export function nameTail({ name, productName }: Product): string | null {
  const full = name.replace(/\s+/g, ' ').trim()
  const short = (productName ?? '').replace(/\s+/g, ' ').trim()
  const colon = full.lastIndexOf(': ')
  const behind =
    short !== '' && full.startsWith(`${short}:`)
      ? full.slice(short.length + 1)
      : colon < 0
        ? ''
        : full.slice(colon + 2)
  const written = behind.trim()
  const repeated = short !== '' && written.startsWith(`${short} `)
  const tail = repeated ? written.slice(short.length + 1) : written
  return /\d|\*/.test(tail) && !short.includes(tail) ? tail : null
}
