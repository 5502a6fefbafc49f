import type { Interval } from './interval.ts'
import type { Box } from './packet.ts'

const sides = [
  'source',
  'destination',
  'protocol',
  'sourcePort',
  'destinationPort',
  'state',
] as const

/**
 * What of some sets of packets is in none of others, as sets that do not overlap where the first
 * did not. Null where it falls into more than `most` pieces.
 */
export function subtract(
  from: readonly Box[],
  others: readonly Box[],
  most = 100_000,
): readonly Box[] | null {
  let rest = from
  for (const other of others) {
    const next: Box[] = []
    for (const box of rest) next.push(...without(box, other))
    if (next.length > most) return null
    rest = next
  }
  return rest
}

/** One box without another: at most two pieces for each side. */
function without(box: Box, other: Box): readonly Box[] {
  const out: Box[] = []
  let left: Box = box
  for (const side of sides) {
    const [low, high] = left[side] as Interval<bigint>
    const [from, to] = other[side] as Interval<bigint>
    if (from > high || to < low) return [box]
    if (low < from) out.push({ ...left, [side]: [low, before(from)] })
    if (to < high) out.push({ ...left, [side]: [after(to), high] })
    left = { ...left, [side]: [low < from ? from : low, to < high ? to : high] }
  }
  return out
}

const before = (value: bigint | number) => (typeof value === 'bigint' ? value - 1n : value - 1)
const after = (value: bigint | number) => (typeof value === 'bigint' ? value + 1n : value + 1)
