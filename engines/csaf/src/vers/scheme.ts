import type { Result } from '@holdpoint/std'

export type Order = -1 | 0 | 1

/** How the versions of one vers type are read and ordered. */
export interface VersionScheme {
  /** Null where the text is a version of the scheme; else what is wrong with it. */
  readonly fault: (version: string) => string | null
  /** Only for versions without a fault; a refusal says why their order is not known. */
  readonly compare: (left: string, right: string) => Result<Order, string>
}

/** A scheme that orders every pair of its versions. */
export function totalScheme<V>(rules: {
  readonly read: (version: string) => V | null
  readonly wants: string
  readonly order: (left: V, right: V) => number
}): VersionScheme {
  const read = (version: string) => {
    const value = rules.read(version)
    // `fault` was asked first.
    if (value === null) throw new Error(`${version} is not ${rules.wants}`)
    return value
  }
  return {
    fault: (version) =>
      rules.read(version) === null ? `${JSON.stringify(version)} is not ${rules.wants}` : null,
    compare: (left, right) => ({ ok: true, value: signOf(rules.order(read(left), read(right))) }),
  }
}

export function signOf(difference: number): Order {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0
}

/** By code points, which is also the order of the bytes in UTF-8. */
export function compareText(left: string, right: string): Order {
  if (left === right) return 0
  const [one, other] = [[...left], [...right]]
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const difference = (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? 0)
    if (difference !== 0) return signOf(difference)
  }
  return signOf(one.length - other.length)
}

/** Digits of any length by their number; leading zeros do not count. */
export function compareDigits(left: string, right: string): Order {
  const [one, other] = [left.replace(/^0+(?=\d)/, ''), right.replace(/^0+(?=\d)/, '')]
  if (one.length !== other.length) return signOf(one.length - other.length)
  return one === other ? 0 : one < other ? -1 : 1
}

/** Item by item; where one list ends first, the rest of the other is compared with `missing`. */
export function compareLists<T>(
  left: readonly T[],
  right: readonly T[],
  missing: T,
  order: (left: T, right: T) => number,
): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = order(left[at] ?? missing, right[at] ?? missing)
    if (difference !== 0) return difference
  }
  return 0
}

/** The first decision that is not a draw. */
export function firstOf(...decisions: readonly (() => number)[]): number {
  for (const decide of decisions) {
    const difference = decide()
    if (difference !== 0) return difference
  }
  return 0
}

export const isDigits = (text: string): boolean => /^\d+$/.test(text)
