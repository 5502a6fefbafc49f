/** A table of words as it stands in a text, for looking up. */
export function wordSet(table: string): ReadonlySet<string> {
  return new Set(table.split(/\s+/).filter((word) => word !== ''))
}
