import type { DeviceFace } from './device-face.ts'
import type { Answer } from './link.ts'

/** TPKT (RFC 1006): version 3, then the length of the whole packet. */
export function s7Frame(buffer: Buffer): number {
  if (buffer.length < 4) return 0
  const length = buffer.readUInt16BE(2)
  if (buffer[0] !== 3 || length < 7) return -1
  return buffer.length < length ? 0 : length
}

/** COTP connection, S7 set-up, and the two system status lists that identify a CPU. */
export function s7Answer(face: () => DeviceFace): Answer {
  return (request) => {
    const [, , , , , pduType] = request
    if (pduType === 0xe0) return connectionConfirm(request)
    if (pduType !== 0xf0 || request.length < 17 || request[7] !== 0x32) return null
    const reference = request.subarray(11, 13)
    if (request[8] === 0x01) return data(setupAnswer(reference))
    if (request[8] === 0x07) return data(statusListAnswer(request.subarray(7), reference, face()))
    return null
  }
}

function connectionConfirm(request: Buffer): Buffer {
  const source = request.subarray(8, 10)
  const confirm = Buffer.from([
    17, 0xd0, 0, 0, 0, 1, 0, 0xc0, 1, 0x0a, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2,
  ])
  source.copy(confirm, 2)
  return tpkt(confirm)
}

function setupAnswer(reference: Buffer): Buffer {
  const head = Buffer.from([0x32, 0x03, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  reference.copy(head, 4)
  return Buffer.concat([head, Buffer.from([0xf0, 0, 0, 1, 0, 1, 0, 240])])
}

/** Userdata, CPU functions, "read SZL". */
function statusListAnswer(request: Buffer, reference: Buffer, face: DeviceFace): Buffer {
  const list = request.length >= 26 ? request.readUInt16BE(22) : 0
  const records = list === 0x0011 ? moduleRecords(face) : list === 0x001c ? nameRecords(face) : []
  const known = records.length > 0
  const size = records[0]?.length ?? 0
  const szl = Buffer.alloc(8)
  szl.writeUInt16BE(list, 0)
  szl.writeUInt16BE(size, 4)
  szl.writeUInt16BE(records.length, 6)
  const payload = known ? Buffer.concat([szl, ...records]) : Buffer.alloc(0)
  const dataHead = Buffer.from([known ? 0xff : 0x0a, 0x09, 0, 0])
  dataHead.writeUInt16BE(payload.length, 2)
  const error = known ? [0, 0] : [0xd4, 0x01]
  const parameter = Buffer.from([0, 1, 0x12, 8, 0x12, 0x84, 0x01, request[17] ?? 0, 0, 0, ...error])
  const head = Buffer.from([0x32, 0x07, 0, 0, 0, 0, 0, parameter.length, 0, 0])
  reference.copy(head, 4)
  head.writeUInt16BE(dataHead.length + payload.length, 8)
  return Buffer.concat([head, parameter, dataHead, payload])
}

// SZL 0x0011: index, order number of 20 characters, three words. Index 7 carries the firmware as
// 'V' and three numbers.
function moduleRecords(face: DeviceFace): Buffer[] {
  const version = face.firmware.replace(/^V/, '').split('.').map(Number)
  const [major = 0, minor = 0, patch = 0] = version
  return [
    record(1, spaced(face.orderNumber), [0, 0xc0, 0, 5, 0, 1]),
    record(6, spaced(face.orderNumber), [0, 0xc0, 0, 5, 0, 1]),
    record(7, '', [0, 0xc0, 0x56, major, minor, patch]),
  ]
}

function record(index: number, text: string, words: readonly number[]): Buffer {
  return Buffer.from([0, index, ...Buffer.from(text.padEnd(20, ' '), 'latin1'), ...words])
}

/** SZL 0x001C: index and 32 characters; 1 is the system's name, 5 the serial, 7 the module type. */
function nameRecords(face: DeviceFace): Buffer[] {
  const type = face.product.replace(/^SIMATIC S7-300 /, '')
  const texts: readonly (readonly [number, string])[] = [
    [1, 'Northbrook'],
    [2, type],
    [4, 'Original Siemens Equipment'],
    [5, face.serial],
    [7, type],
  ]
  return texts.map(([index, text]) =>
    Buffer.concat([Buffer.from([0, index]), Buffer.from(text.padEnd(32, '\0'), 'latin1')]),
  )
}

/** The devices write a space after the first four characters; catalogues do not. */
function spaced(orderNumber: string): string {
  return `${orderNumber.slice(0, 4)} ${orderNumber.slice(4)}`
}

function data(pdu: Buffer): Buffer {
  return tpkt(Buffer.concat([Buffer.from([2, 0xf0, 0x80]), pdu]))
}

function tpkt(content: Buffer): Buffer {
  const head = Buffer.from([3, 0, 0, 0])
  head.writeUInt16BE(content.length + 4, 2)
  return Buffer.concat([head, content])
}
