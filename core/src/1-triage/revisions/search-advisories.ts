import { type DocumentTerms, termFields } from '@holdpoint/csaf'

/** The fields by which advisories are searched, filtered and sorted. */
export const advisoryFields: readonly string[] = termFields

export const searchOperators = ['contains', 'equals', 'at-least', 'at-most'] as const

export type SearchCondition = {
  readonly field: string
  readonly is: (typeof searchOperators)[number]
  readonly value: string
}

/** Every condition holds for some value of its field. Texts of a feed are compared literally. */
export function meetsConditions(
  terms: DocumentTerms,
  conditions: readonly SearchCondition[],
): boolean {
  return conditions.every(({ field, is, value }) =>
    (terms[field] ?? []).some((found) => holdsFor(found, is, value)),
  )
}

function holdsFor(found: string, is: SearchCondition['is'], value: string): boolean {
  switch (is) {
    case 'contains':
      return found.toLowerCase().includes(value.toLowerCase())
    case 'equals':
      return found.toLowerCase() === value.toLowerCase()
    case 'at-least':
      return compareValues(found, value) >= 0
    case 'at-most':
      return compareValues(found, value) <= 0
  }
}

/** By the highest value of a field; a document without one comes last in both directions. */
export function compareByField(field: string, order: 'up' | 'down') {
  const sign = order === 'up' ? 1 : -1
  return (a: DocumentTerms, b: DocumentTerms): number => {
    const left = highest(a[field] ?? [])
    const right = highest(b[field] ?? [])
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * compareValues(left, right)
  }
}

function highest(values: readonly string[]): string | null {
  return values.toSorted(compareValues).at(-1) ?? null
}

/** The words of CSAF's severities, from none to critical, sort by what they mean. */
const severities = ['none', 'low', 'moderate', 'medium', 'important', 'high', 'critical']

function compareValues(a: string, b: string): number {
  const numbers = [Number(a), Number(b)] as const
  if (numbers.every((one) => Number.isFinite(one))) return numbers[0] - numbers[1]
  const ranks = [severities.indexOf(a.toLowerCase()), severities.indexOf(b.toLowerCase())] as const
  if (ranks.every((rank) => rank >= 0)) return ranks[0] - ranks[1]
  if (a === b) return 0
  return a < b ? -1 : 1
}
