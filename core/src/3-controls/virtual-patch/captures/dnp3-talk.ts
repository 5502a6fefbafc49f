import { lowFirst } from './packet-bytes.ts'
import type { Exchange, MessageOf, ProtocolTalk } from './protocol-talk.ts'

type Known = MessageOf<'dnp3-function'>
type Said = {
  readonly code: number
  readonly object: { readonly group: number; readonly variation: number } | null
}

const MASTER = 1
const OUTSTATION = 10
const RESPONSE = 129
const READ = 1
const ALL_OBJECTS = 0x06

/** DNP3 (IEEE 1815) over TCP: link frame with its checksums, one transport segment, one fragment. */
export function dnp3Talk(exploit: Known): ProtocolTalk {
  const said: Said = { code: exploit.function, object: exploit.object }
  const isExploit = ({ code, object }: Said) =>
    code === exploit.function &&
    (exploit.object === null ||
      (object?.group === exploit.object.group && object.variation === exploit.object.variation))
  const calm = ordinary.filter((one) => !isExploit(one))
  return {
    ...{ transport: 'tcp', isParsed: true },
    opening: calm.slice(0, 1).map(exchange),
    exploits: [exchange(said)],
    nearMisses: neighbours(said)
      .filter((one) => !isExploit(one))
      .map(exchange),
    ordinary: calm.map(exchange),
  }
}

const ordinary: readonly Said[] = [
  { code: READ, object: { group: 60, variation: 2 } },
  { code: READ, object: { group: 30, variation: 1 } },
  { code: 23, object: null },
]

function neighbours({ code, object }: Said): readonly Said[] {
  const beside = code === 13 ? 14 : 13
  const other = object === null ? null : { ...object, variation: (object.variation + 1) % 256 }
  return [
    { code: beside, object: null },
    ...(other === null ? [] : [{ code, object: other }]),
    ...ordinary,
  ]
}

function exchange({ code, object }: Said): Exchange {
  const of = object === null ? '' : `, object ${object.group}:${object.variation}`
  const header = object === null ? [] : [object.group, object.variation, ALL_OBJECTS]
  return {
    what: `DNP3: function ${code}${of}`,
    request: frame(0xc4, OUTSTATION, MASTER, [0xc0, 0xc0, code, ...header]),
    answer: frame(0x44, MASTER, OUTSTATION, [0xc0, 0xc0, RESPONSE, 0x00, 0x00]),
  }
}

/** Start, length, control, destination, source, checksum; then blocks of sixteen with theirs. */
function frame(control: number, to: number, from: number, data: readonly number[]) {
  const head = [0x05, 0x64, data.length + 5, control, ...lowFirst(to, 2), ...lowFirst(from, 2)]
  const out = [...head, ...checksum(head)]
  for (let at = 0; at < data.length; at += 16) {
    const block = data.slice(at, at + 16)
    out.push(...block, ...checksum(block))
  }
  return out
}

/** IEEE 1815, clause 9: polynomial 0x3D65 from the low bit, inverted at the end. */
function checksum(bytes: readonly number[]): readonly number[] {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xa6bc
  }
  return lowFirst(~crc & 0xffff, 2)
}
