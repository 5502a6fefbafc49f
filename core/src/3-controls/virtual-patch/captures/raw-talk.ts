import type { PlacedBytes } from '../vulnerability-facts.ts'
import type { Exchange, MessageOf, ProtocolTalk } from './protocol-talk.ts'

/** Bytes behind the last one that a rule looks at. */
const TAIL = [0x0d, 0x0a]
const ORDINARY_BYTES = 24

/** A message of which only some bytes are known: the others are chosen so that nothing else fits. */
export function rawTalk({ transport, contents }: MessageOf<'raw-bytes'>): ProtocolTalk {
  const message = filled(contents)
  const first = contents[0]
  const changed = first === undefined ? message : withOther(message, first.offset)
  const last = contents.at(-1)
  const end = last === undefined ? 0 : last.offset + last.bytes.length - 1
  const nearMisses = [
    exchange('one byte is another', changed),
    exchange('the last byte is another', withOther(message, end)),
    exchange('one byte later', [fillerOf(contents), ...message]),
    exchange('cut short', message.slice(0, end)),
  ].filter(({ request }) => request.length > 0 && !meets(contents, request))
  const calm = Array.from({ length: ORDINARY_BYTES }, () => fillerOf(contents))
  return {
    ...{ transport, isParsed: false, opening: [] },
    exploits: [exchange('the bytes at their places', message)],
    nearMisses,
    ordinary: [exchange('other bytes', calm)],
  }
}

function exchange(what: string, request: readonly number[]): Exchange {
  return { what: `Bytes: ${what}`, request, answer: [0x06] }
}

function filled(contents: readonly PlacedBytes[]): readonly number[] {
  const out: number[] = []
  for (const { bytes, offset } of contents) {
    while (out.length < offset) out.push(fillerOf(contents))
    out.push(...bytes)
  }
  return [...out, ...TAIL]
}

/** A byte that no pattern has, so that what fills the gaps is never part of it. */
function fillerOf(contents: readonly PlacedBytes[]): number {
  const used = new Set(contents.flatMap(({ bytes }) => bytes))
  for (let byte = 0x55; byte < 0x155; byte += 1) if (!used.has(byte & 0xff)) return byte & 0xff
  return 0x55
}

function withOther(message: readonly number[], at: number): readonly number[] {
  return message.map((byte, index) => (index === at ? byte ^ 0xff : byte))
}

function meets(contents: readonly PlacedBytes[], message: readonly number[]): boolean {
  return contents.every(({ bytes, offset }) =>
    bytes.every((byte, at) => message[offset + at] === byte),
  )
}
