import { invariant } from '@holdpoint/std'

/** The length of an entry is written in 16 bits. */
export const ENTRY_BYTES_MAX = 65_535

/** C2SP tlog-tiles: each entry after its length, big-endian. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    invariant(entry.length <= ENTRY_BYTES_MAX, 'longer entries are refused before they come here')
    bytes[at] = entry.length >> 8
    bytes[at + 1] = entry.length & 0xff
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

export interface SplitBundle {
  readonly entries: readonly Uint8Array[]
  /** Bytes after the last whole entry; 0 in a sound bundle. */
  readonly leftOver: number
}

export function splitBundle(bytes: Uint8Array): SplitBundle {
  const entries: Uint8Array[] = []
  let at = 0
  while (at + 2 <= bytes.length) {
    const end = at + 2 + (((bytes[at] as number) << 8) | (bytes[at + 1] as number))
    if (end > bytes.length) break
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return { entries, leftOver: bytes.length - at }
}
