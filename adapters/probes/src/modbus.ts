import type { ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { ByteReader } from './byte-reader.ts'
import { type Exchange, type Frame, malformed, refused } from './exchange.ts'

const MBAP_BYTES = 7
// For a device that is addressed directly (Modbus Messaging on TCP/IP V1.0b, 4.4.2.2).
const UNIT_DIRECT = 255

export type ModbusSession = {
  /** Sends one PDU and gives back the PDU of the answer, of the same function. */
  ask(pdu: readonly number[]): Promise<Result<Buffer, ProbeRefusal>>
}

/** Modbus over TCP: the transaction identifier ties an answer to its question. */
export function modbusSession(target: ProbeTarget, exchange: Exchange): ModbusSession {
  let transaction = 0
  return {
    ask: async (pdu) => {
      transaction = (transaction + 1) & 0xffff
      const unit = target.unit ?? UNIT_DIRECT
      const head = [transaction >> 8, transaction & 0xff, 0, 0, 0, pdu.length + 1, unit]
      const answer = await exchange.ask(Buffer.from([...head, ...pdu]), frame)
      if (!answer.ok) return answer
      if (answer.value.readUInt16BE(0) !== transaction) {
        return malformed(target, 'the answer belongs to another question')
      }
      return pduOf(target, answer.value.subarray(MBAP_BYTES), pdu[0] ?? 0)
    },
  }
}

export type IdentificationObjects = ReadonlyMap<number, string>

const ROUNDS_MAX = 32
const REGULAR = 2
const BASIC = 1

/** Function 43/14: regular objects, or only the basic ones where the device has no more. */
export async function readIdentification(
  target: ProbeTarget,
  session: ModbusSession,
): Promise<Result<IdentificationObjects, ProbeRefusal>> {
  const regular = await identification(target, session, REGULAR)
  if (regular.ok || regular.refusal.kind !== 'probe-refused') return regular
  return identification(target, session, BASIC)
}

async function identification(
  target: ProbeTarget,
  session: ModbusSession,
  code: number,
): Promise<Result<IdentificationObjects, ProbeRefusal>> {
  const objects = new Map<number, string>()
  let next = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const answer = await session.ask([43, 14, code, next])
    if (!answer.ok) return answer
    const part = identificationPart(answer.value)
    if (part === null) return malformed(target, 'not a device identification')
    for (const [id, text] of part.objects) objects.set(id, text)
    if (!part.moreFollows) return accept(objects)
    // A device that names an object again would keep us here for ever.
    if (part.next <= next) return malformed(target, 'the identification does not advance')
    next = part.next
  }
  return malformed(target, 'the identification does not end')
}

/**
 * One answer of function 43/14 (Modbus Application Protocol V1.1b3, 6.21), from its function code
 * on.
 */
export function identificationPart(pdu: Uint8Array): {
  readonly moreFollows: boolean
  readonly next: number
  readonly objects: IdentificationObjects
} | null {
  const reader = new ByteReader(pdu)
  const [functionCode, mei] = [reader.u8(), reader.u8()]
  reader.skip(2)
  const [more, next, count] = [reader.u8(), reader.u8(), reader.u8()]
  const objects = new Map<number, string>()
  for (let index = 0; index < count && reader.sound(); index++) {
    const id = reader.u8()
    objects.set(id, reader.text(reader.u8()))
  }
  const sound = reader.sound() && functionCode === 43 && mei === 14 && (more === 0 || more === 0xff)
  return sound ? { moreFollows: more === 0xff, next, objects } : null
}

const frame: Frame = (received) => {
  if (received.length < 6) return 0
  const length = received.readUInt16BE(4)
  if (received.readUInt16BE(2) !== 0 || length < 3 || length > 254) return -1
  return received.length < 6 + length ? 0 : 6 + length
}

function pduOf(target: ProbeTarget, pdu: Buffer, asked: number): Result<Buffer, ProbeRefusal> {
  if (pdu[0] === (asked | 0x80)) return refused(target, `exception code ${pdu[1] ?? 'missing'}`)
  if (pdu[0] !== asked) return malformed(target, 'the answer is for another function')
  return accept(pdu)
}
