import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { ByteReader } from './byte-reader.ts'
import { catalogueNumber } from './catalogue-number.ts'
import { cipVendorName } from './cip-vendors.ts'
import { type Exchange, type Frame, malformed, noFreeSlot, refused } from './exchange.ts'

const HEADER_BYTES = 24
const REGISTER_SESSION = 0x65
const SEND_RR_DATA = 0x6f
// Insufficient memory to handle the command (CIP volume 2, 2-3.5).
const NO_RESOURCES = 2
// Get_Attributes_All to class 1 (identity), instance 1 (CIP volume 1, 5A-2).
const GET_IDENTITY = [0x01, 0x02, 0x20, 0x01, 0x24, 0x01]
const UNCONNECTED_MESSAGE = 0xb2

/** Registers a session and asks the identity object for all its attributes. */
export async function identifyByCip(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  const registered = await exchange.ask(command(REGISTER_SESSION, 0, [1, 0, 0, 0]), frame)
  if (!registered.ok) return registered
  const status = registered.value.readUInt32LE(8)
  if (registered.value.readUInt16LE(0) !== REGISTER_SESSION) return malformed(target, 'no session')
  if (status === NO_RESOURCES) return noFreeSlot(target, 'it has no resources for one more session')
  if (status !== 0) return refused(target, `encapsulation status ${status}`)
  const session = registered.value.readUInt32LE(4)
  const items = [0, 0, 0, 0, 5, 0, 2, 0, 0, 0, 0, 0, UNCONNECTED_MESSAGE, 0, GET_IDENTITY.length, 0]
  const question = command(SEND_RR_DATA, session, [...items, ...GET_IDENTITY])
  const answer = await exchange.ask(question, frame)
  if (!answer.ok) return answer
  if (answer.value.readUInt16LE(0) !== SEND_RR_DATA) return malformed(target, 'another command')
  const refusedWith = answer.value.readUInt32LE(8)
  if (refusedWith !== 0) return refused(target, `encapsulation status ${refusedWith}`)
  return identityReply(target, answer.value.subarray(HEADER_BYTES))
}

function identityReply(target: ProbeTarget, body: Buffer): Result<DeviceIdentity, ProbeRefusal> {
  const message = unconnectedMessage(body)
  if (message === null) return malformed(target, 'the answer carries no unconnected message')
  const reader = new ByteReader(message)
  const service = reader.u8()
  reader.skip(1)
  const [status, extraWords] = [reader.u8(), reader.u8()]
  reader.skip(extraWords * 2)
  if (!reader.sound() || service !== 0x81)
    return malformed(target, 'the answer is for another service')
  if (status !== 0) return refused(target, `CIP general status ${status}`)
  const identity = identityAttributes(reader)
  return identity === null ? malformed(target, 'the identity is cut short') : accept(identity)
}

/** Attributes 1 to 7 of the identity object; ListIdentity carries the same bytes. */
export function identityAttributes(reader: ByteReader): DeviceIdentity | null {
  const vendor = reader.u16le()
  reader.skip(4)
  const [major, minor] = [reader.u8(), reader.u8()]
  reader.skip(2)
  const serial = reader.u32le()
  const product = reader.text(reader.u8())
  if (!reader.sound()) return null
  return {
    protocol: 'ethernet-ip',
    vendor: cipVendorName(vendor),
    product,
    ...catalogueNumber(product),
    serial: serial.toString(16).toUpperCase().padStart(8, '0'),
    firmware: `${major}.${String(minor).padStart(3, '0')}`,
  }
}

/** The items of SendRRData (CIP volume 2, 2-6): the message is the one of type 0xB2. */
function unconnectedMessage(body: Buffer): Buffer | null {
  const reader = new ByteReader(body)
  reader.skip(6)
  const count = reader.u16le()
  for (let item = 0; item < count && reader.sound(); item++) {
    const [type, length] = [reader.u16le(), reader.u16le()]
    const content = reader.bytes(length)
    if (type === UNCONNECTED_MESSAGE && reader.sound()) return content
  }
  return null
}

function command(code: number, session: number, body: readonly number[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt16LE(code, 0)
  header.writeUInt16LE(body.length, 2)
  header.writeUInt32LE(session, 4)
  return Buffer.concat([header, Buffer.from(body)])
}

const frame: Frame = (received) => {
  if (received.length < HEADER_BYTES) return 0
  const code = received.readUInt16LE(0)
  if (code !== REGISTER_SESSION && code !== SEND_RR_DATA) return -1
  const length = HEADER_BYTES + received.readUInt16LE(2)
  return received.length < length ? 0 : length
}
