import { adu, multipleWrite, pduOf } from '../messages.ts'
import type { AttackLab } from './attack-lab.ts'

/** One column: what a client tries that may only read. */
export type Attack = {
  readonly name: string
  /** False for what it may do: a defence should not stand in its way. */
  readonly forbidden: boolean
  /** The unit identifier marks what belongs to it, whatever came between. */
  readonly unit: number
  /** Reads among it that a defence should answer. */
  readonly reads: number
  send(lab: AttackLab, tools: { readonly smuggle: string; readonly port: number }): Promise<Seen>
}

/** What came back to the client. */
type Seen = { readonly answers: readonly Buffer[]; readonly ended: string | null }

const FORBIDDEN: readonly (readonly [string, Buffer])[] = [
  ['FC5', pduOf(5, 7, 0xff00)],
  ['FC6', pduOf(6, 7, 1234)],
  ['FC15', multipleWrite(15, 7, 8)],
  ['FC16', multipleWrite(16, 7, 2)],
  ['FC8', pduOf(8, 1, 0)],
  ['FC43', Buffer.from([43, 14, 1, 0])],
  ['FC90', Buffer.from([90, 0, 0x40, 1, 0])],
]

const READ = pduOf(3, 0, 2)
/** A vendor's own function, 12 bytes with its header as a read has. */
const VENDOR = Buffer.from([90, 0, 0x40, 1, 0])
const WRITE = pduOf(6, 7, 1234)
const FIRST_OF_MORE = FORBIDDEN.length + 1

const single = FORBIDDEN.map(
  ([name, pdu], at): Attack => ({
    ...{ name, forbidden: true, unit: at + 1, reads: 0 },
    send: (lab) => lab.exchange({ segments: [adu(pdu, { unit: at + 1 })], answers: 1 }),
  }),
)

const streams: readonly Attack[] = [
  {
    ...{ name: 'read+write in one', forbidden: true, unit: FIRST_OF_MORE, reads: 1 },
    send(lab) {
      const { unit } = this
      const both = Buffer.concat([adu(READ, { unit }), adu(WRITE, { unit, transaction: 2 })])
      return lab.exchange({ segments: [both], answers: 2 })
    },
  },
  ...cut('FC6', WRITE, FIRST_OF_MORE + 1),
  ...cut('FC90', VENDOR, FIRST_OF_MORE + 3),
  {
    ...{ name: 'overlapping segments', forbidden: true, unit: FIRST_OF_MORE + 5, reads: 1 },
    async send(lab, { smuggle, port }) {
      const [read, write] = [READ, WRITE].map((pdu) => adu(pdu, { unit: this.unit }))
      const back = await lab.smuggle(smuggle, {
        ...{ port, read: read as Buffer, write: write as Buffer },
      })
      if (back === null) return { answers: [], ended: 'no connection' }
      return { answers: wholes(back), ended: null }
    },
  },
]

/** In two segments behind its header, and in one segment a byte. */
function cut(name: string, pdu: Buffer, unit: number, forbidden = true): readonly Attack[] {
  const reads = forbidden ? 0 : 1
  return [
    {
      ...{ name: `${name} cut 7+5`, forbidden, unit, reads },
      send(lab) {
        const write = adu(pdu, { unit })
        const segments = [write.subarray(0, 7), write.subarray(7)]
        return lab.exchange({ segments, gapMs: 20, answers: 1 })
      },
    },
    {
      ...{ name: `${name} bytewise`, forbidden, unit: unit + 1, reads },
      send(lab) {
        const segments = [...adu(pdu, { unit: unit + 1 })].map((byte) => Buffer.from([byte]))
        return lab.exchange({ segments, gapMs: 5, answers: 1 })
      },
    },
  ]
}

const LEGAL = FIRST_OF_MORE + 6

const legal: readonly Attack[] = [
  {
    ...{ name: '2 reads in one', forbidden: false, unit: LEGAL, reads: 2 },
    send(lab) {
      const { unit } = this
      const both = [1, 2].map((transaction) => adu(READ, { unit, transaction }))
      return lab.exchange({ segments: [Buffer.concat(both)], answers: 2 })
    },
  },
  ...cut('FC3', READ, LEGAL + 1, false),
]

export const attacks: readonly Attack[] = [...single, ...streams, ...legal]

function wholes(bytes: Buffer): Buffer[] {
  const all = []
  for (let at = 0; at + 7 <= bytes.length; ) {
    const end = at + 6 + bytes.readUInt16BE(at + 4)
    all.push(bytes.subarray(at, end))
    at = end
  }
  return all
}

/** What became of one attack at one defence. */
export type Cell = {
  readonly reached: boolean
  /** Of the reads in it, how many were answered. */
  readonly readsAnswered: number
  /** The Modbus exception that the client got, or null. */
  readonly exception: number | null
  readonly ended: string | null
}

export function cellOf({ unit }: Attack, seen: Seen, received: readonly Buffer[]): Cell {
  const isRead = (code: number | undefined) => code !== undefined && code >= 1 && code <= 4
  const own = received.filter((one) => one[6] === unit)
  const refused = seen.answers.find((one) => ((one[7] ?? 0) & 0x80) !== 0)
  return {
    reached: own.some((one) => !isRead(one[7])),
    readsAnswered: seen.answers.filter((one) => isRead(one[7])).length,
    exception: refused?.[8] ?? null,
    ended: seen.ended,
  }
}

export function wordsOf({ forbidden, reads }: Attack, cell: Cell): string {
  if (!forbidden) return cell.readsAnswered === reads ? 'answered' : 'LOST'
  if (cell.reached) return 'REACHED'
  if (cell.exception !== null) return `exc. ${cell.exception}`
  return cell.ended === 'no connection' ? 'no conn.' : 'blocked'
}
