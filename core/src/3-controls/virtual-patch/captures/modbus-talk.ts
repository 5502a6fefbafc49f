import type { ModbusTable } from '../vulnerability-facts.ts'
import { two } from './packet-bytes.ts'
import type { Exchange, MessageOf, ProtocolTalk } from './protocol-talk.ts'

type Known =
  | MessageOf<'modbus-function'>
  | MessageOf<'modbus-registers'>
  | MessageOf<'modbus-raw-function'>

/** What is told of one request, so that an exploit can be told from its neighbours. */
type Said = {
  readonly what: string
  readonly code: number
  readonly sub?: number
  /** Addresses that it reads and writes, of which table. */
  readonly touches?: readonly {
    readonly access: 'read' | 'write'
    readonly table: ModbusTable
    readonly first: number
    readonly last: number
  }[]
  readonly data: readonly number[]
  readonly answer: readonly number[]
}

const UNIT = 1

/** Requests of the Modbus Application Protocol 1.1b3, each with the answer of a device that is well. */
export function modbusTalk(exploit: Known): ProtocolTalk {
  const said = exploitsOf(exploit)
  const isExploit = (one: Said) => meets(exploit, one)
  const calm = ordinary().filter((one) => !isExploit(one))
  return {
    ...{ transport: 'tcp', isParsed: exploit.template !== 'modbus-raw-function' },
    opening: calm.slice(0, 1).map(exchange),
    exploits: said.map(exchange),
    nearMisses: neighboursOf(exploit)
      .filter((one) => !isExploit(one))
      .map(exchange),
    ordinary: calm.map(exchange),
  }
}

/** Whether the rule must name this request. */
function meets(exploit: Known, one: Said): boolean {
  if (exploit.template === 'modbus-registers') {
    return (one.touches ?? []).some(
      ({ access, table, first, last }) =>
        access === exploit.access &&
        table === exploit.table &&
        first <= exploit.last &&
        last >= exploit.first,
    )
  }
  const sub = exploit.template === 'modbus-function' ? exploit.subfunction : exploit.umasCode
  return one.code === exploit.function && (sub === null || one.sub === sub)
}

function exploitsOf(exploit: Known): readonly Said[] {
  if (exploit.template !== 'modbus-registers') {
    const sub = exploit.template === 'modbus-function' ? exploit.subfunction : exploit.umasCode
    return [functionSaid(exploit.function, sub)]
  }
  const { access, table, first, last } = exploit
  const several = Math.min(last, first + 9)
  return [
    touching(access, table, first, first),
    ...(last > first ? [touching(access, table, last, last)] : []),
    ...(several > first ? [touching(access, table, first, several)] : []),
  ]
}

function neighboursOf(exploit: Known): readonly Said[] {
  if (exploit.template === 'modbus-registers') {
    const { access, table, first, last } = exploit
    const other = access === 'read' ? 'write' : 'read'
    const beside = table === 'coils' ? 'holding' : 'coils'
    const isWritten = table === 'coils' || table === 'holding'
    return [
      ...(first > 0 ? [touching(access, table, first - 1, first - 1)] : []),
      ...(last < 65_535 ? [touching(access, table, last + 1, last + 1)] : []),
      ...(other === 'read' || isWritten ? [touching(other, table, first, first)] : []),
      touching(access, beside, first, first),
    ]
  }
  const sub = exploit.template === 'modbus-function' ? exploit.subfunction : exploit.umasCode
  const code = exploit.function
  return [
    ...(sub === null ? [] : [functionSaid(code, sub === 0 ? 1 : sub - 1)]),
    ...[1, 3, 4, 6, 16].map((near) => functionSaid(near, null)),
  ]
}

function ordinary(): readonly Said[] {
  return [
    ...[touching('read', 'holding', 0, 9), touching('read', 'input', 0, 3)],
    ...[touching('read', 'coils', 0, 7), touching('read', 'discretes', 0, 7)],
    ...[functionSaid(17, null), functionSaid(43, null)],
  ]
}

/** One register or coil, or several, read or written. */
function touching(access: 'read' | 'write', table: ModbusTable, first: number, last: number): Said {
  const count = last - first + 1
  const what = `${access} ${table} ${first}${count === 1 ? '' : ` to ${last}`}`
  const touches = [{ access, table, first, last }]
  const isBits = table === 'coils' || table === 'discretes'
  const at = two(first)
  const bytes = isBits ? Math.ceil(count / 8) : count * 2
  const zeros = Array.from({ length: bytes }, () => 0)
  if (access === 'read') {
    const code = { coils: 1, discretes: 2, holding: 3, input: 4 }[table]
    const answer = [code, bytes, ...zeros]
    return { what, code, touches, data: [...at, ...two(count)], answer }
  }
  if (count === 1) {
    const code = isBits ? 5 : 6
    const data = [...at, ...(isBits ? [0xff, 0x00] : [0x00, 0x01])]
    return { what, code, touches, data, answer: [code, ...data] }
  }
  const code = isBits ? 15 : 16
  const data = [...at, ...two(count), bytes, ...zeros]
  return { what, code, touches, data, answer: [code, ...at, ...two(count)] }
}

/** A legal request of this function; of one that no standard knows the code and one byte. */
function functionSaid(code: number, sub: number | null): Said {
  const what = sub === null ? `function ${code}` : `function ${code}, subfunction ${sub}`
  const known = standardRequest(code, sub)
  if (known !== null) return { ...known, what }
  const data = [0x00, sub ?? 0x02]
  return { what, code, ...(sub === null ? {} : { sub }), data, answer: [code, 0x00, 0xfe] }
}

function standardRequest(code: number, sub: number | null): Said | null {
  const tables: Readonly<Record<number, readonly ['read' | 'write', ModbusTable, number]>> = {
    1: ['read', 'coils', 1],
    2: ['read', 'discretes', 1],
    3: ['read', 'holding', 1],
    4: ['read', 'input', 1],
    5: ['write', 'coils', 1],
    6: ['write', 'holding', 1],
    15: ['write', 'coils', 8],
    16: ['write', 'holding', 2],
  }
  const row = tables[code]
  if (row !== undefined) return touching(row[0], row[1], 100, 99 + row[2])
  const plain: Readonly<Record<number, readonly [readonly number[], readonly number[]]>> = {
    7: [[], [0x00]],
    8: [
      [...two(sub ?? 0), 0x00, 0x00],
      [...two(sub ?? 0), 0x00, 0x00],
    ],
    11: [[], [0x00, 0x00, 0x00, 0x01]],
    12: [[], [0x08, 0x00, 0x00, 0x01, 0x08, 0x01, 0x21, 0x20, 0x00]],
    17: [[], [0x02, 0x01, 0xff]],
    20: [
      [0x07, 0x06, 0x00, 0x04, 0x00, 0x01, 0x00, 0x01],
      [0x04, 0x03, 0x06, 0x00, 0x00],
    ],
    21: [
      [0x09, 0x06, 0x00, 0x04, 0x00, 0x07, 0x00, 0x01, 0x00, 0x00],
      [0x09, 0x06, 0x00, 0x04, 0x00, 0x07, 0x00, 0x01, 0x00, 0x00],
    ],
    22: [
      [0x00, 0x04, 0x00, 0xf2, 0x00, 0x25],
      [0x00, 0x04, 0x00, 0xf2, 0x00, 0x25],
    ],
    23: [
      [0x00, 0x03, 0x00, 0x01, 0x00, 0x0e, 0x00, 0x01, 0x02, 0x00, 0xff],
      [0x02, 0x00, 0xfe],
    ],
    24: [
      [0x04, 0xde],
      [0x00, 0x04, 0x00, 0x01, 0x01, 0xb8],
    ],
    43: [
      [0x0e, 0x01, 0x00],
      [0x0e, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00, 0x02, 0x48, 0x50],
    ],
  }
  const [data, answer] = plain[code] ?? []
  if (data === undefined || answer === undefined) return null
  const said = { what: `function ${code}`, code, data, answer: [code, ...answer] }
  return code === 8 ? { ...said, sub: sub ?? 0 } : said
}

function exchange({ what, code, data, answer }: Said): Exchange {
  const id = two(code & 0x7f)
  return { what: `Modbus: ${what}`, request: adu(id, [code, ...data]), answer: adu(id, answer) }
}

/** MBAP header: transaction, protocol 0, length, unit. */
function adu(id: readonly number[], pdu: readonly number[]): readonly number[] {
  return [...id, 0x00, 0x00, ...two(pdu.length + 1), UNIT, ...pdu]
}
