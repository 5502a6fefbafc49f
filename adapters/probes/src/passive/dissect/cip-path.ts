import { u16le } from '../big-endian.ts'

/** Where a CIP request goes: which object, and behind which ports of the device. */
export type CipPath = {
  readonly classId: number
  readonly instance: number
  readonly attribute: number
  /** `slot 3`, or null where the device itself is meant. */
  readonly unit: string | null
}

const BACKPLANE = 1
const UNIT_LENGTH_MAX = 80

/** A padded EPATH (CIP volume 1, appendix C); null where a segment is not known. */
export function cipPath(bytes: Buffer, start: number, end: number): CipPath | null {
  const path = { classId: -1, instance: -1, attribute: -1 }
  const hops: string[] = []
  for (let at = start; at < end; ) {
    const first = bytes[at] ?? 0
    if (first === 0) return null
    if (first >> 5 === 0) {
      const hop = portSegment(bytes, at, end)
      if (hop === null) return null
      hops.push(hop.text)
      at = hop.next
      continue
    }
    if (first === 0x34) {
      at += 2 + (bytes[at + 1] ?? 0) * 2
      continue
    }
    if (first >> 5 === 4) {
      // Simple data of a connection: words.
      at += first === 0x80 ? 2 + (bytes[at + 1] ?? 0) * 2 : 2 + even(bytes[at + 1] ?? 0)
      continue
    }
    if (first >> 5 !== 1) return null
    const wide = (first & 3) === 1
    if ((first & 3) > 1) return null
    const value = wide ? u16le(bytes, at + 2) : (bytes[at + 1] ?? 0)
    const kind = (first >> 2) & 7
    if (kind === 0) path.classId = value
    if (kind === 1) path.instance = value
    if (kind === 4) path.attribute = value
    at += wide ? 4 : 2
  }
  const unit = hops.length === 0 ? null : hops.join(', ').slice(0, UNIT_LENGTH_MAX)
  return { ...path, unit }
}

/** A port and the address behind it: a slot of the backplane, or a node of a further network. */
function portSegment(
  bytes: Buffer,
  at: number,
  end: number,
): { readonly text: string; readonly next: number } | null {
  const first = bytes[at] ?? 0
  const port = first & 15
  if (port === 15) return null
  const long = (first & 16) !== 0
  if (!long) {
    const link = bytes[at + 1] ?? 0
    const text = port === BACKPLANE ? `slot ${link}` : `port ${port} node ${link}`
    return { text, next: at + 2 }
  }
  const size = bytes[at + 1] ?? 0
  if (at + 2 + size > end) return null
  const link = bytes.toString('latin1', at + 2, at + 2 + size).replace(/[^\x20-\x7e]/g, '')
  return { text: `port ${port} ${link}`, next: at + 2 + even(size) }
}

function even(size: number): number {
  return size + (size & 1)
}
