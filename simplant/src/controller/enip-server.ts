import { createSocket } from 'node:dgram'
import type { DeviceFace } from './device-face.ts'
import type { Answer, LinkMood, Listener } from './link.ts'

const HEADER_BYTES = 24
const LIST_IDENTITY = 0x63
const REGISTER_SESSION = 0x65
const UNREGISTER_SESSION = 0x66
const SEND_RR_DATA = 0x6f
const ROCKWELL = 1
const COMMUNICATIONS_ADAPTER = 12

/** EtherNet/IP encapsulation: a fixed header whose length field counts what follows it. */
export function enipFrame(buffer: Buffer): number {
  if (buffer.length < HEADER_BYTES) return 0
  const length = HEADER_BYTES + buffer.readUInt16LE(2)
  return buffer.length < length ? 0 : length
}

/** ListIdentity, sessions, and the identity object over unconnected messages. */
export function enipAnswer(face: () => DeviceFace): Answer {
  let session = 0
  return (request) => {
    const command = request.readUInt16LE(0)
    if (command === UNREGISTER_SESSION) return null
    if (command === LIST_IDENTITY) return encapsulated(request, 0, listIdentity(face()))
    if (command === REGISTER_SESSION) {
      session = 0x48500001
      return encapsulated(request, session, request.subarray(HEADER_BYTES))
    }
    if (command !== SEND_RR_DATA) return encapsulated(request, session, Buffer.alloc(0), 1)
    if (session === 0 || request.readUInt32LE(4) !== session) {
      return encapsulated(request, 0, Buffer.alloc(0), 0x64)
    }
    return encapsulated(request, session, unconnected(request.subarray(HEADER_BYTES), face()))
  }
}

/** ListIdentity over UDP, as a broadcast would ask for it. */
export function serveListIdentity(
  port: number,
  face: () => DeviceFace,
  mood: () => LinkMood,
): Promise<Listener> {
  const socket = createSocket('udp4')
  const answer = enipAnswer(face)
  socket.on('message', (message, from) => {
    if (mood().hangs || enipFrame(message) !== message.length) return
    if (message.length < HEADER_BYTES || message.readUInt16LE(0) !== LIST_IDENTITY) return
    const reply = answer(message)
    if (reply !== null) socket.send(reply, from.port, from.address)
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, '127.0.0.1', () => resolve({ close: () => socket.close() }))
  })
}

function encapsulated(request: Buffer, session: number, body: Buffer, status = 0): Buffer {
  const header = Buffer.from(request.subarray(0, HEADER_BYTES))
  header.writeUInt16LE(body.length, 2)
  header.writeUInt32LE(session, 4)
  header.writeUInt32LE(status, 8)
  return Buffer.concat([header, body])
}

function listIdentity(face: DeviceFace): Buffer {
  const identity = Buffer.concat([
    Buffer.from([1, 0]),
    Buffer.from([0, 2, 0xaf, 0x12, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    identityAttributes(face),
    Buffer.from([3]),
  ])
  const item = Buffer.alloc(6)
  item.writeUInt16LE(1, 0)
  item.writeUInt16LE(0x0c, 2)
  item.writeUInt16LE(identity.length, 4)
  return Buffer.concat([item, identity])
}

/** Attributes 1 to 7 of the identity object, class 1 instance 1 (CIP volume 1). */
function identityAttributes(face: DeviceFace): Buffer {
  const name = Buffer.from(face.product, 'latin1')
  const [major = '0', minor = '0'] = face.firmware.split('.')
  const fixed = Buffer.alloc(14)
  fixed.writeUInt16LE(ROCKWELL, 0)
  fixed.writeUInt16LE(COMMUNICATIONS_ADAPTER, 2)
  fixed.writeUInt16LE(166, 4)
  fixed.writeUInt8(Number(major), 6)
  fixed.writeUInt8(Number(minor), 7)
  fixed.writeUInt16LE(0x0030, 8)
  fixed.writeUInt32LE(Number.parseInt(face.serial, 16) >>> 0, 10)
  return Buffer.concat([fixed, Buffer.from([name.length]), name])
}

// Interface handle, time-out, then two items: a null address and an unconnected message.
function unconnected(body: Buffer, face: DeviceFace): Buffer {
  const message = body.length > 16 ? body.subarray(16) : Buffer.alloc(0)
  const asksIdentity = message.equals(Buffer.from([0x01, 0x02, 0x20, 0x01, 0x24, 0x01]))
  const service = (message[0] ?? 0) | 0x80
  const reply = asksIdentity
    ? Buffer.concat([Buffer.from([service, 0, 0, 0]), identityAttributes(face)])
    : Buffer.from([service, 0, 0x08, 0])
  const items = Buffer.alloc(16)
  items.writeUInt16LE(2, 6)
  items.writeUInt16LE(0xb2, 12)
  items.writeUInt16LE(reply.length, 14)
  return Buffer.concat([items, reply])
}
