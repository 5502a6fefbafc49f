import { compareVersions } from './compare-versions.ts'
import { parseVersion, type Version } from './version.ts'
import type { Bound, Interval, Ranges } from './version-condition.ts'

/** What a list of operators and versions says, or why it says nothing. */
export type Comparators =
  | Pick<Ranges, 'intervals' | 'points' | 'reading'>
  | { readonly because: 'structure' | 'words' }

type Operator = '<' | '<=' | '>' | '>='

interface Item {
  readonly operator: Operator | null
  readonly version: Version
  /**
   * How it is joined to the item before: side by side, by a list sign, or "as well as the limited
   * version".
   */
  readonly joined: 'side-by-side' | 'list' | 'limited'
}

const STRUCTURE = { because: 'structure' } as const
const ITEM =
  /(\|!|[|,;&]|\band\b|\bor\b)|(<=|>=|<|>|=)|([^|,;&<>=]+?(?=\||,|;|&|<|>|=|\band\b|\bor\b|$))/giy

/**
 * Reads `>= A < B`, `< A | < B`, `A | B`, `<= A | B`, `A <= B`. Every character must be
 * understood.
 */
export function readComparators(text: string): Comparators {
  const items = itemsOf(text)
  if (items === null) return { because: 'words' }
  if (items.length === 0) return STRUCTURE
  return shapeOf(items)
}

function itemsOf(text: string): readonly Item[] | null {
  const items: Item[] = []
  const pattern = new RegExp(ITEM)
  let joined: Item['joined'] = 'list'
  let operator: Operator | null = null
  let end = 0
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    end = pattern.lastIndex
    const [, sign, comparison, words] = found
    if (sign !== undefined) {
      // "and 5.028": something before it was lost.
      if (items.length === 0) return null
      joined = sign === '|!' ? 'limited' : 'list'
    } else if (comparison !== undefined) {
      if (operator !== null) return null
      operator = comparison === '=' ? null : (comparison as Operator)
    } else if ((words ?? '').trim() !== '') {
      const version = parseVersion(words ?? '')
      if (version === null || (operator === null && !looksLikeVersion(version))) return null
      items.push({ operator, version, joined })
      operator = null
      joined = 'side-by-side'
    }
  }
  const hanging = joined !== 'side-by-side' && items.length > 0
  return operator === null && !hanging && end === text.length ? items : null
}

const DOTTED = /^(?:v|ver|r|rev|fw|sw|sv)?[. ]?\d+\.(?:\d|x|\*)/i
const COUNTED = /^(?:v|ver|r|rev|fw|sw|sv)?[. ]?(?:\d{1,2}|(?:19|20)\d\d)(?: ?(?:x|\*))?$/i
const RELEASE = /^(?:r\d{1,3}[a-z]?|[a-z]\.\d+\w*)$/i

/** Without an operator a token may just as well be a model (`1763-L16BWA`, `M221`, `2131`). */
function looksLikeVersion({ text, qualifiers }: Version): boolean {
  const qualified = Object.values(qualifiers).some((value) => value !== null)
  return (
    DOTTED.test(text) ||
    COUNTED.test(text) ||
    RELEASE.test(text) ||
    (qualified && /^v?\d/i.test(text))
  )
}

function shapeOf(items: readonly Item[]): Comparators {
  const intervals: Interval[] = []
  const openUppers: Bound[] = []
  const points: Version[] = []
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as Item
    const next = items[at + 1]
    if (isUpper(item.operator)) {
      openUppers.push({ version: item.version, inclusive: item.operator === '<=' })
      continue
    }
    const startsRange =
      next !== undefined &&
      isUpper(next.operator) &&
      (item.operator !== null || next.joined === 'side-by-side')
    if (startsRange) {
      const interval = intervalOf(item, next)
      if (interval === null) return STRUCTURE
      intervals.push(interval)
      at++
    } else if (item.operator !== null) {
      if (next !== undefined) return STRUCTURE
      intervals.push({ low: boundOf(item), high: null })
    } else {
      // "5.011 | < 8.011": an operator was probably lost.
      if (next !== undefined && isUpper(next.operator)) return STRUCTURE
      points.push(item.version)
    }
  }
  const limited = items.some(({ joined }) => joined === 'limited')
  return combined({ intervals, openUppers, points, limited })
}

interface Shape {
  readonly intervals: readonly Interval[]
  readonly openUppers: readonly Bound[]
  readonly points: readonly Version[]
  readonly limited: boolean
}

function combined({ intervals, openUppers, points, limited }: Shape): Comparators {
  const open = openUppers.map((high) => ({ low: null, high }))
  if (openUppers.length === 0) return { intervals, points, reading: 'plain' }
  if (intervals.length > 0) {
    return openUppers.length === 1 && points.length === 0 && isBelowAll(open[0]?.high, intervals)
      ? { intervals: [...open, ...intervals], points, reading: 'plain' }
      : STRUCTURE
  }
  if (points.length > 0) return { intervals: open, points, reading: limited ? 'plain' : 'either' }
  return { intervals: open, points, reading: openUppers.length === 1 ? 'plain' : 'trains' }
}

function isBelowAll(high: Bound | undefined, intervals: readonly Interval[]): boolean {
  return intervals.every(
    ({ low }) =>
      low !== null &&
      high !== undefined &&
      ['less', 'equal'].includes(compareVersions(high.version, low.version).order),
  )
}

function intervalOf(low: Item, high: Item): Interval | null {
  const { order } = compareVersions(low.version, high.version)
  const bounds = { low: boundOf(low), high: boundOf(high) }
  if (order === 'less') return bounds
  const closed = bounds.low.inclusive && bounds.high.inclusive
  return (order === 'equal' || order === 'within') && closed ? bounds : null
}

function boundOf({ version, operator }: Item): Bound {
  return { version, inclusive: operator !== '<' && operator !== '>' }
}

function isUpper(operator: Operator | null): boolean {
  return operator === '<' || operator === '<='
}
