/** A list that cannot be empty. */
export type NonEmpty<T> = readonly [T, ...T[]]

export function isNonEmpty<T>(items: readonly T[]): items is NonEmpty<T> {
  return items.length > 0
}
