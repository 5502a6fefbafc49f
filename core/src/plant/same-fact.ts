import { normalVendor } from '@holdpoint/csaf'
import type { JsonValue } from '@holdpoint/std'
import type { FactField } from './asset-fact.ts'

/** Equal as JSON, whatever the order of keys. */
export function sameValue(one: JsonValue, other: JsonValue): boolean {
  return one === other || ordered(one) === ordered(other)
}

/**
 * Two sources that mean the same and spell it differently do not contradict each other. Only where
 * spelling carries nothing: a version is taken letter by letter.
 */
export function sameFact(field: FactField, one: JsonValue, other: JsonValue): boolean {
  if (sameValue(one, other)) return true
  const spell = spellings[field]
  if (spell === undefined || typeof one !== 'string' || typeof other !== 'string') return false
  return spell(one) === spell(other)
}

const letters = (text: string) => text.toLowerCase()
const closedUp = (text: string) => text.toLowerCase().replaceAll(/[\s-]/g, '')

const spellings: Readonly<Partial<Record<FactField, (text: string) => string>>> = {
  vendor: normalVendor,
  orderNumber: closedUp,
  serial: closedUp,
  product: letters,
  tag: letters,
  hostname: letters,
  zone: letters,
}

function ordered(value: JsonValue): string {
  return JSON.stringify(value, (_key, inner: JsonValue) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
