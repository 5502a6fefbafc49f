import type { JsonValue } from '@holdpoint/std'
import { networkOf, readAddress } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import { field, textOf } from './json.ts'

/** `10.0.0.1`, `{prefix}` or `{range}` as addresses; null where it is none of them. */
export function addressesOf(value: JsonValue | undefined): Interval<bigint> | null {
  const one = textOf(value)
  if (one !== null) {
    const address = readAddress(one)
    return address === null ? null : [address, address]
  }
  const prefix = field(value, 'prefix')
  if (prefix !== undefined) {
    const address = readAddress(textOf(field(prefix, 'addr')) ?? '')
    const length = field(prefix, 'len')
    return address === null || typeof length !== 'number' ? null : networkOf(address, length)
  }
  const range = field(value, 'range')
  if (!Array.isArray(range) || range.length !== 2) return null
  const [low, high] = range.map((end) => readAddress(textOf(end as JsonValue) ?? ''))
  if (low === null || low === undefined || high === null || high === undefined) return null
  return low <= high ? [low, high] : null
}

/** A number or name, or a range of them, by what the field calls its values. */
export function numbersOf(
  value: JsonValue | undefined,
  read: (one: string | number) => number | null,
): Interval<number> | null {
  if (typeof value === 'string' || typeof value === 'number') {
    const one = read(value)
    return one === null ? null : [one, one]
  }
  const range = field(value, 'range')
  if (!Array.isArray(range) || range.length !== 2) return null
  const ends = range.map((end) =>
    typeof end === 'string' || typeof end === 'number' ? read(end) : null,
  )
  const [low, high] = ends
  if (low === null || low === undefined || high === null || high === undefined) return null
  return low <= high ? [low, high] : null
}

/** An element of a set without its timeout, comment or counter. */
export function bare(element: JsonValue): JsonValue {
  const inner = field(element, 'elem')
  const value = field(inner, 'val')
  return value === undefined ? element : value
}
