/** Both ends belong to it. */
export type Interval<T> = readonly [low: T, high: T]
/** Sorted, not touching: what `normal` makes. */
export type Intervals<T> = readonly Interval<T>[]

type Ordered = bigint | number

const next = <T extends Ordered>(value: T): T =>
  (typeof value === 'bigint' ? value + 1n : Number(value) + 1) as T
const before = <T extends Ordered>(value: T): T =>
  (typeof value === 'bigint' ? value - 1n : Number(value) - 1) as T

/** The same values, sorted, with what touches or overlaps put together. */
export function normal<T extends Ordered>(all: readonly Interval<T>[]): Intervals<T> {
  const sorted = all.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const out: [T, T][] = []
  for (const [low, high] of sorted) {
    const last = out.at(-1)
    if (last !== undefined && low <= next(last[1])) {
      if (high > last[1]) last[1] = high
    } else {
      out.push([low, high])
    }
  }
  return out
}

/** What of the whole is not in `all`; `all` is normal. */
export function complement<T extends Ordered>(all: Intervals<T>, whole: Interval<T>): Intervals<T> {
  const out: Interval<T>[] = []
  let from: T | null = whole[0]
  for (const [low, high] of all) {
    if (from === null) break
    if (high < from) continue
    if (low > whole[1]) break
    if (low > from) out.push([from, before(low)])
    from = high >= whole[1] ? null : next(high)
  }
  if (from !== null) out.push([from, whole[1]])
  return out
}

/** What is in both; both are normal. */
export function common<T extends Ordered>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  const out: Interval<T>[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [aLow, aHigh] = a[i] as Interval<T>
    const [bLow, bHigh] = b[j] as Interval<T>
    const low = aLow > bLow ? aLow : bLow
    const high = aHigh < bHigh ? aHigh : bHigh
    if (low <= high) out.push([low, high])
    if (aHigh < bHigh) i += 1
    else j += 1
  }
  return out
}

/** What of one interval is in `all`, which is sorted; found by halving, for long lists. */
export function part<T extends Ordered>(one: Interval<T>, all: Intervals<T>): Intervals<T> {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle] as Interval<T>)[1] < one[0]) low = middle + 1
    else high = middle
  }
  const first = all[low]
  if (first === undefined || first[0] > one[1]) return []
  if (first[0] <= one[0] && one[1] <= first[1]) return [one]
  return common([one], all.slice(low))
}
