/** Null where there is none, and beyond what a calendar can say: a hostile time stamp. */
export function instantText(at: number): string | null {
  return at > 0 && at < 8.64e15 ? new Date(at).toISOString() : null
}
