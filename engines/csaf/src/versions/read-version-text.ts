import { readComparators } from './comparator-list.ts'
import { oneSided, splitCondition } from './conditions-beside.ts'
import { parseDays } from './days.ts'
import { namedValuesIn } from './named-values.ts'
import { parseRevision, parseVersion, type Version } from './version.ts'
import type { Axis, Ranges, Undecided, VersionCondition } from './version-condition.ts'
import { reword } from './version-words.ts'

type Found = Omit<Ranges, 'rule' | 'text'> & { readonly shape?: string }
type Rule = (text: string) => Found | Undecided['because'] | null

// First rule that answers wins; a rule answers null where the text is not its business.
const rules: readonly { readonly name: string; readonly read: Rule }[] = [
  { name: 'no version', read: noVersion },
  { name: 'any version', read: anyVersion },
  { name: 'first digits of the serial number', read: serialPrefix },
  { name: 'order code, revision and component in one node', read: packedNode },
  { name: 'order number and version in one node', read: orderAndVersion },
  { name: 'bound on a day', read: dayBound },
  { name: 'hyphen range', read: hyphenRange },
  { name: 'letter revisions', read: letterRevisions },
  { name: 'bound on a component', read: componentBound },
  { name: 'bounds', read: bounds },
  { name: 'names that stand for themselves', read: named },
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
    if (typeof found === 'string') return { kind: 'undecided', rule: name, text, because: found }
    const { shape = name, ...condition } = found
    return { ...condition, rule: [...used, ...misused, shape].join(' + '), text }
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

/** A later revision of an advisory may say so of a product that it once listed. */
function noVersion(text: string): ReturnType<Rule> {
  return /^(?:no|none)(?: versions?)?$/i.test(text) ? ranges({}) : null
}

function anyVersion(text: string): ReturnType<Rule> {
  const any = /^(?:\*|(?:all|any)(?: (?:firmware|software))?(?: versions?| revisions?)?)$/i
  return any.test(text) ? ranges({ intervals: [{ low: null, high: null }] }) : null
}

const SERIAL = new RegExp(
  '^(<=|<)? ?(?:with )?(?:the )?first (\\d|two|three|four|five) +digits of (?:the )?serial number' +
    '(?: are| is)? ?(\\d+|\\d+X)(?: (?:and|or) (?:prior|before|earlier))?$',
  'i',
)
const COUNTS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5 }

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

const ORDER_FIRST =
  /^(?:article (?:number|no\.?) )?(\d{7}|[0-9A-Z]{10,16})(?: \([^()]*\))? (\*|[<>v\d].*)$/i
const MODEL_LAST = /^(v?\d[\w.]*) model ([A-Z0-9-]{5,20})$/i

function orderAndVersion(text: string): ReturnType<Rule> {
  const [, first, behind = ''] = ORDER_FIRST.exec(text) ?? []
  const [, before = '', last] = MODEL_LAST.exec(text) ?? []
  const value = first ?? last
  if (value === undefined || !/\d/.test(value) || /^(?:19|20)\d{6}/.test(value)) return null
  const core = first === undefined ? before : behind
  const found = core === '*' ? anyVersion(core) : bounds(core)
  if (found === null || typeof found === 'string') return null
  const { shape: _, ...condition } = found
  const requirements = [...found.requirements, { kind: 'order-number' as const, value }]
  return { ...condition, requirements }
}

const MADE = 'distributed|manufactured|shipped|made|production[ _]date'
const DAY = new RegExp(
  `^(?:(?:all )?(?:devices|units|products) )?(${MADE}|released|build)? ?(<=|<|>=|>) ?(${MADE}|build)? ?(.+)$`,
  'i',
)

function dayBound(text: string): ReturnType<Rule> {
  const [, before, operator = '', behind, written = ''] = DAY.exec(text) ?? []
  const days = parseDays(written)
  if (days === null) return null
  const inclusive = operator.endsWith('=')
  const isUpper = operator.startsWith('<')
  // "Up to December" takes all of December in, "before December" none of it.
  const day = isUpper === inclusive ? days.last : days.first
  const interval = oneSided(operator, day)
  if (interval === null) return null
  const of = new RegExp(`^(?:${MADE})$`, 'i').test(before ?? behind ?? '') ? 'made' : 'released'
  return ranges({ axis: { kind: 'day', of }, intervals: [interval] })
}

const MAJORS = /^v?(\d{1,4}) ?- ?v?(\d{1,4})$/i
const DOTTED_ENDS = /^(v?\d+(?:\.\d+)+[a-z]?) ?- ?(v?\d+(?:\.\d+)+[a-z]?)$/i

function hyphenRange(text: string): ReturnType<Rule> {
  const bound = (version: Version) => ({ version, inclusive: true })
  const dotted = DOTTED_ENDS.exec(text)
  if (dotted !== null) return bounds(`>= ${dotted[1]} | <= ${dotted[2]}`)
  const found = MAJORS.exec(text)
  const low = parseVersion(found?.[1] ?? '')
  const high = parseVersion(`${found?.[2] ?? ''}.x`)
  if (found === null || low === null || high === null) return null
  if (Number(found[1]) >= Number(found[2])) return 'structure'
  return ranges({ intervals: [{ low: bound(low), high: bound(high) }] })
}

const LETTERS = /^(?:(<=|<|>=|>) ?([A-Z]{1,2})|(?:[Rr]ev(?:ision|\.)? )?([A-Z])-([A-Z]))$/

/** `<= LF`, `Rev B-M`: capitals alone, in the order of the alphabet. */
function letterRevisions(text: string): ReturnType<Rule> {
  const [, operator, bound, first, last] = LETTERS.exec(text) ?? []
  if (operator !== undefined) {
    const interval = oneSided(operator, bound ?? '')
    return interval === null ? null : ranges({ intervals: [interval] })
  }
  const [low, high] = [parseRevision(first ?? ''), parseRevision(last ?? '')]
  if (low === null || high === null || (first ?? '') >= (last ?? '')) return null
  const ends = { low: { version: low, inclusive: true }, high: { version: high, inclusive: true } }
  return ranges({ intervals: [ends] })
}

const COMPONENT = /^(?:all )?(?:with )?([a-z][\w /()-]*?) ?(<=|>=|<|>) ?([^<>|]+)$/i
const NOT_A_COMPONENT = /^(?:all|(?:all )?(?:firmware|software)|application|[a-z]\.\w+|with)$/i
const CONDITION_WORDS =
  /\b(?:only|when|if|running|using|and|or|prior|distributed|manufactured|installed|released|digits)\b/i

function componentBound(text: string): ReturnType<Rule> {
  const found = COMPONENT.exec(text)
  if (found === null) return null
  const [, component = '', operator = '', bound = ''] = found
  if (NOT_A_COMPONENT.test(component) || CONDITION_WORDS.test(component)) return null
  // "A10 < A11" and "V14 < V14 SP3" are two ends of one range.
  if (COUNTED_ALIKE.test(component) && parseVersion(bound) !== null) {
    return bounds(`>= ${component} | ${operator} ${bound}`)
  }
  const { core, requirements } = splitCondition(bound)
  const interval = oneSided(operator, core)
  if (interval === null || requirements === null) return 'words'
  return ranges({
    axis: { kind: 'component', name: component.trim() },
    intervals: [interval],
    requirements,
  })
}

const COUNTED_ALIKE = /^[a-z]\d[\d.]*$/i

function bounds(text: string): ReturnType<Rule> {
  const { core: listed, exclusions } = splitExclusions(text)
  if (exclusions === null) return 'words'
  const { core, requirements } = splitCondition(listed)
  if (requirements === null) return 'words'
  const plain = core
    .replace(/^\(([^()]*)\)$/, '$1')
    .replace(/^(?:all )?(?:firmware |software )?(?:with )?/i, '')
    .trim()
  if (/^(?:\*|all)$/i.test(plain) || (plain === '' && requirements.length > 0)) {
    const everything = [{ low: null, high: null }]
    return { ...ranges({ intervals: everything, requirements, exclusions }), shape: 'any version' }
  }
  const found = readComparators(plain)
  if ('because' in found) return found.because === 'words' ? null : found.because
  return { ...ranges({ ...found, exclusions, requirements }), shape: shapeOf(found) }
}

type Listed = Pick<Ranges, 'intervals' | 'points' | 'reading'>

function shapeOf({ intervals, points, reading }: Listed): string {
  if (reading === 'trains') return 'upper bounds of several trains'
  if (intervals.length === 0) return points.length === 1 ? 'one version' : 'list of versions'
  if (points.length > 0) return 'bound and single versions'
  if (intervals.length > 1) return 'several ranges'
  const [one] = intervals
  if (one?.low === null) return 'upper bound'
  return one?.high === null ? 'lower bound' : 'two bounds'
}

function splitExclusions(text: string) {
  const found = /\(?\b(?:excluding|except(?: for)?)\b ?([^()]*)\)?$/i.exec(text)
  if (found === null) return { core: text, exclusions: [] as Version[] }
  const listed = (found[1] ?? '').split(/,|\||\band\b|\bor\b/i).map((one) => parseVersion(one))
  const exclusions = listed.every((one) => one !== null) ? listed : null
  return { core: text.slice(0, found.index).trim(), exclusions }
}

function named(text: string): ReturnType<Rule> {
  const values = namedValuesIn(text)
  return values === null ? null : ranges({ axis: { kind: 'named', values } })
}
