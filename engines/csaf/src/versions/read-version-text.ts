import { readComparators } from './comparator-list.ts'
import { parseVersion, type Version } from './version.ts'
import type { Axis, Ranges, Requirement, Undecided, VersionCondition } from './version-condition.ts'
import { reword } from './version-words.ts'

type Rule = (text: string) => Omit<Ranges, 'rule' | 'text'> | Undecided['because'] | null

// First rule that answers wins; a rule answers null where the text is not its business.
const rules: readonly { readonly name: string; readonly read: Rule }[] = [
  { name: 'any version', read: anyVersion },
  { name: 'first digits of the serial number', read: serialPrefix },
  { name: 'order code, revision and component in one node', read: packedNode },
  { name: 'hyphen range of major versions', read: hyphenRange },
  { name: 'bound on a component', read: componentBound },
  { name: 'bounds', read: bounds },
]

// The longest text of the corpus has 247 characters; part of a text must never be read as the
// whole.
const TEXT_LENGTH_MAX = 400

/** What a version text asks; text that is not understood whole is undecided, never a guess. */
export function readVersionText(text: string): VersionCondition {
  if (text.length > TEXT_LENGTH_MAX) {
    return { kind: 'undecided', rule: 'too long to read', text, because: 'words' }
  }
  const { text: reworded, rules: used } = reword(text)
  const stripped = reworded.replace(/^vers:[^/|<>=]*\//i, '')
  const misused =
    stripped !== reworded && !/^\s*\*\s*$/.test(stripped) ? ['vers type passed over'] : []
  for (const { name, read } of rules) {
    const found = read(stripped.trim())
    if (found === null) continue
    const rule = [...used, ...misused, name].join(' + ')
    return typeof found === 'string'
      ? { kind: 'undecided', rule, text, because: found }
      : { ...found, rule, text }
  }
  return { kind: 'undecided', rule: 'no rule reads this text', text, because: 'words' }
}

const firmware: Axis = { kind: 'firmware' }

function ranges(
  parts: Partial<Omit<Ranges, 'rule' | 'text' | 'kind'>>,
): Omit<Ranges, 'rule' | 'text'> {
  return {
    kind: 'ranges',
    axis: firmware,
    intervals: [],
    points: [],
    exclusions: [],
    reading: 'plain',
    requirements: [],
    ...parts,
  }
}

function anyVersion(text: string): ReturnType<Rule> {
  const any = /^(?:\*|(?:all|any)(?: (?:firmware|software))?(?: versions?| revisions?)?)$/i
  return any.test(text) ? ranges({ intervals: [{ low: null, high: null }] }) : null
}

const SERIAL = new RegExp(
  '^(<=|<)? ?(?:with )?(?:the )?first (\\d|two|five) +digits of (?:the )?serial number' +
    '(?: are| is)? ?(\\d+)(?: (?:and|or) (?:prior|before|earlier))?$',
  'i',
)
const COUNTS: Readonly<Record<string, number>> = { two: 2, five: 5 }

function serialPrefix(text: string): ReturnType<Rule> {
  const found = SERIAL.exec(text)
  if (found === null) return /\bserial\b/i.test(text) ? 'words' : null
  const [, operator, count, value] = found
  const digits = COUNTS[(count ?? '').toLowerCase()] ?? Number(count)
  const version = parseVersion(value ?? '')
  if (version === null || value?.length !== digits) return 'words'
  // "are 04 or before" keeps its operator in the branch, "<=", or in the words behind.
  const inclusive = operator !== '<'
  const upper = operator !== undefined || / (?:prior|before|earlier)$/i.test(text)
  return upper
    ? ranges({
        axis: { kind: 'serial-prefix', digits },
        intervals: [{ low: null, high: { version, inclusive } }],
      })
    : 'words'
}

const PACKED =
  /^([0-9A-Z]{10,16}) ?(?:\| ?|\(revision index )([A-Z]\d) with ([A-Z]{2,8}) ?(<=|<) ?([^)]+)\)?$/i

function packedNode(text: string): ReturnType<Rule> {
  const found = PACKED.exec(text)
  if (found === null) return null
  const [, order = '', revision = '', component = '', operator, bound = ''] = found
  const version = parseVersion(bound)
  if (version === null) return 'words'
  return ranges({
    axis: { kind: 'component', name: component },
    intervals: [{ low: null, high: { version, inclusive: operator === '<=' } }],
    requirements: [
      { kind: 'order-number', value: order },
      { kind: 'hardware', value: revision },
    ],
  })
}

function hyphenRange(text: string): ReturnType<Rule> {
  const found = /^(\d{1,4}) ?- ?(\d{1,4})$/.exec(text)
  const low = parseVersion(found?.[1] ?? '')
  const high = parseVersion(`${found?.[2] ?? ''}.x`)
  if (found === null || low === null || high === null) return null
  if (Number(found[1]) >= Number(found[2])) return 'structure'
  const bound = (version: Version) => ({ version, inclusive: true })
  return ranges({ intervals: [{ low: bound(low), high: bound(high) }] })
}

const COMPONENT = /^(?:all )?(?:with )?([a-z][\w /()-]*?) ?(<=|>=|<|>) ?([^<>|]+)$/i
const NOT_A_COMPONENT = /^(?:all|(?:all )?(?:firmware|software)|application|[a-z]\.\w+)$/i
const CONDITION_WORDS = /\b(?:only|when|if|running|using|and|or|prior|distributed|manufactured)\b/i

function componentBound(text: string): ReturnType<Rule> {
  const found = COMPONENT.exec(text)
  if (found === null) return null
  const [, component = '', operator = '', bound = ''] = found
  if (NOT_A_COMPONENT.test(component) || CONDITION_WORDS.test(component)) return null
  const version = parseVersion(bound)
  if (version === null) return 'words'
  const end = { version, inclusive: operator.endsWith('=') }
  const interval = operator.startsWith('<') ? { low: null, high: end } : { low: end, high: null }
  return ranges({ axis: { kind: 'component', name: component.trim() }, intervals: [interval] })
}

function bounds(text: string): ReturnType<Rule> {
  const { core: listed, exclusions } = splitExclusions(text)
  if (exclusions === null) return 'words'
  const { core, requirements } = splitCondition(listed)
  if (requirements === null) return 'words'
  const plain = core
    .replace(/^\(([^()]*)\)$/, '$1')
    .replace(/^(?:all )?(?:firmware |software )?/i, '')
  if (plain === '' && requirements.length > 0) {
    return ranges({ intervals: [{ low: null, high: null }], requirements, exclusions })
  }
  const found = readComparators(plain)
  return 'because' in found ? found.because : ranges({ ...found, exclusions, requirements })
}

function splitExclusions(text: string) {
  const found = /\(?\b(?:excluding|except(?: for)?)\b ?([^()]*)\)?$/i.exec(text)
  if (found === null) return { core: text, exclusions: [] as Version[] }
  const listed = (found[1] ?? '').split(/,|\||\band\b|\bor\b/i).map((one) => parseVersion(one))
  const exclusions = listed.every((one) => one !== null) ? listed : null
  return { core: text.slice(0, found.index).trim(), exclusions }
}

const IN_BRACKETS = /\s*\(([^()]*\b(?:only|if|when|with|using|running|affected)\b[^()]*)\)$/i
const BEHIND = /(?:^|\s)((?:only|if|when|with|using|running|operating|on)\b.*)$/i
// Words that add products or versions instead of taking some away.
const WIDENING =
  /\b(?:also|prior|earlier|later|newer|older|above|below|previous|other|including)\b/i

/**
 * Splits off a condition that narrows the versions; null where the words could as well widen them.
 */
function splitCondition(text: string): { core: string; requirements: Requirement[] | null } {
  const found = IN_BRACKETS.exec(text) ?? BEHIND.exec(text)
  if (found === null) return { core: text, requirements: [] }
  const words = found[1] ?? ''
  const core = text.slice(0, found.index).trim()
  return { core, requirements: WIDENING.test(words) ? null : [requirementOf(words)] }
}

const FLAG = /^only if (.+?) (?:is|are) (?:used|enabled|installed|activated)$/i
const ONE_OF = /^(\.?[a-z]+) ((?:\d[\d.]*(?:,| and| or)? ?)+)(?:[a-z]+ )?(?:versions )?only$/i

function requirementOf(words: string): Requirement {
  const flag = FLAG.exec(words)
  if (flag !== null) return { kind: 'component-flag', name: flag[1] ?? '' }
  const list = ONE_OF.exec(words)
  if (list === null) return { kind: 'words', text: words }
  const values = (list[2] ?? '').split(/,|\band\b|\bor\b| /i).filter((value) => value !== '')
  return { kind: 'component-one-of', name: list[1] ?? '', values }
}
