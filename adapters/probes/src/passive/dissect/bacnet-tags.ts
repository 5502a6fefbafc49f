import { u16be, u32be } from '../big-endian.ts'

/** One tag of BACnet's encoding (ASHRAE 135, 20.2.1) and where its value lies. */
export type Tag = {
  readonly number: number
  readonly isContext: boolean
  readonly isOpening: boolean
  readonly isClosing: boolean
  readonly start: number
  readonly end: number
}

const EXTENDED_NUMBER = 15
const EXTENDED_LENGTH = 5
const OPENING = 6
const CLOSING = 7
const BOOLEAN = 1
const UNSIGNED = 2
const TEXT = 7
const UTF8 = 0
const UCS2 = 4
const LATIN1 = 5

export function tagAt(bytes: Buffer, at: number, end: number): Tag | null {
  if (at >= end) return null
  const first = bytes[at] ?? 0
  const isContext = (first & 8) !== 0
  let number = first >> 4
  let start = at + 1
  if (number === EXTENDED_NUMBER) number = bytes[start++] ?? 0
  let length = first & 7
  const isOpening = isContext && length === OPENING
  const isClosing = isContext && length === CLOSING
  if (isOpening || isClosing) length = 0
  // A boolean of the application class lies in the length itself.
  else if (!isContext && number === BOOLEAN) length = 0
  else if (length === EXTENDED_LENGTH) {
    length = bytes[start++] ?? 0
    if (length === 254) {
      length = u16be(bytes, start)
      start += 2
    } else if (length === 255) {
      length = u32be(bytes, start)
      start += 4
    }
  }
  const tag = { number, isContext, isOpening, isClosing, start, end: start + length }
  return tag.end <= end ? tag : null
}

export function unsigned(bytes: Buffer, { start, end }: Tag): number {
  let value = 0
  for (let at = start; at < end && at < start + 6; at++) value = value * 256 + (bytes[at] ?? 0)
  return value
}

/** Text and numbers as text; null for whatever else a property may hold. */
export function valueText(bytes: Buffer, tag: Tag): string | null {
  if (tag.isContext) return null
  if (tag.number === UNSIGNED) return String(unsigned(bytes, tag))
  if (tag.number !== TEXT || tag.end - tag.start < 1) return null
  const content = bytes.subarray(tag.start + 1, tag.end)
  const set = bytes[tag.start]
  if (set === UTF8) return content.toString('utf8')
  if (set === LATIN1) return content.toString('latin1')
  if (set === UCS2 && content.length % 2 === 0) {
    return Buffer.from(content).swap16().toString('utf16le')
  }
  return null
}

/** Where the list that opened at `opening` ends: behind its closing tag, or null. */
export function skipList(bytes: Buffer, opening: Tag, end: number): number | null {
  let depth = 1
  for (let at = opening.end; at < end; ) {
    const tag = tagAt(bytes, at, end)
    if (tag === null) return null
    if (tag.isOpening) depth++
    if (tag.isClosing) depth--
    at = tag.end
    if (depth === 0) return at
  }
  return null
}
