import type { DeviceFace } from './device-face.ts'
import type { Answer } from './link.ts'
import type { ProcessImage } from './program.ts'

/** What the server may touch; a write is kept by the device, which decides what survives. */
export type ModbusDevice = {
  image(): ProcessImage
  face(): DeviceFace
  written(): void
}

const ILLEGAL_FUNCTION = 1
const ILLEGAL_ADDRESS = 2
const ILLEGAL_VALUE = 3
const MBAP_BYTES = 7

/** Modbus/TCP framing: the length field counts the unit identifier and the PDU. */
export function modbusFrame(buffer: Buffer): number {
  if (buffer.length < MBAP_BYTES) return 0
  const length = buffer.readUInt16BE(4)
  if (buffer.readUInt16BE(2) !== 0 || length < 2 || length > 254) return -1
  return buffer.length < 6 + length ? 0 : 6 + length
}

/** Functions 1 to 6, 15, 16 and 43/14 of the Modbus Application Protocol V1.1b3. */
export function modbusAnswer(device: ModbusDevice): Answer {
  return (request) => {
    const header = Buffer.from(request.subarray(0, MBAP_BYTES))
    const pdu = answerPdu(request.subarray(MBAP_BYTES), device)
    header.writeUInt16BE(pdu.length + 1, 4)
    return Buffer.concat([header, pdu])
  }
}

function answerPdu(pdu: Buffer, device: ModbusDevice): Buffer {
  const [functionCode = 0] = pdu
  if (functionCode === 43) return identification(pdu, device.face())
  if (pdu.length < 5) return exception(functionCode, ILLEGAL_VALUE)
  const image = device.image()
  switch (functionCode) {
    case 1:
      return readBits(pdu, image.coils)
    case 2:
      return readBits(pdu, image.discrete)
    case 3:
      return readWords(pdu, image.holding)
    case 4:
      return readWords(pdu, image.input)
    case 5:
    case 6:
    case 15:
    case 16:
      return write(pdu, image, device)
    default:
      return exception(functionCode, ILLEGAL_FUNCTION)
  }
}

function readBits(pdu: Buffer, table: readonly boolean[]): Buffer {
  const [start, count] = [pdu.readUInt16BE(1), pdu.readUInt16BE(3)]
  if (count < 1 || count > 2000) return exception(pdu[0] ?? 0, ILLEGAL_VALUE)
  if (start + count > table.length) return exception(pdu[0] ?? 0, ILLEGAL_ADDRESS)
  const bytes = Buffer.alloc(Math.ceil(count / 8))
  for (let bit = 0; bit < count; bit++) {
    if (table[start + bit]) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
  }
  return Buffer.concat([Buffer.from([pdu[0] ?? 0, bytes.length]), bytes])
}

function readWords(pdu: Buffer, table: readonly number[]): Buffer {
  const [start, count] = [pdu.readUInt16BE(1), pdu.readUInt16BE(3)]
  if (count < 1 || count > 125) return exception(pdu[0] ?? 0, ILLEGAL_VALUE)
  if (start + count > table.length) return exception(pdu[0] ?? 0, ILLEGAL_ADDRESS)
  const bytes = Buffer.alloc(count * 2)
  for (let word = 0; word < count; word++) bytes.writeUInt16BE(table[start + word] ?? 0, word * 2)
  return Buffer.concat([Buffer.from([pdu[0] ?? 0, bytes.length]), bytes])
}

function write(pdu: Buffer, image: ProcessImage, device: ModbusDevice): Buffer {
  const functionCode = pdu[0] ?? 0
  const start = pdu.readUInt16BE(1)
  const multiple = functionCode >= 15
  const count = multiple ? pdu.readUInt16BE(3) : 1
  const bits = functionCode === 5 || functionCode === 15
  const table = bits ? image.coils : image.holding
  if (start + count > table.length) return exception(functionCode, ILLEGAL_ADDRESS)
  const byteCount = bits ? Math.ceil(count / 8) : count * 2
  const wrongLength = pdu.length !== 6 + byteCount || pdu[5] !== byteCount
  if (multiple && (count === 0 || wrongLength)) return exception(functionCode, ILLEGAL_VALUE)
  const single = pdu.readUInt16BE(3)
  if (functionCode === 5 && single !== 0 && single !== 0xff00) return exception(5, ILLEGAL_VALUE)
  for (let item = 0; item < count; item++) {
    if (bits) image.coils[start + item] = multiple ? bitAt(pdu, item) : single === 0xff00
    else image.holding[start + item] = multiple ? pdu.readUInt16BE(6 + item * 2) : single
  }
  device.written()
  return pdu.subarray(0, 5)
}

function bitAt(pdu: Buffer, item: number): boolean {
  return (((pdu[6 + (item >> 3)] ?? 0) >> (item & 7)) & 1) === 1
}

// Section 6.21: basic objects 0 to 2, regular objects 4 and 5; conformity 0x82 is "regular, stream
// and individual access".
function identification(pdu: Buffer, face: DeviceFace): Buffer {
  const [, mei, code, first = 0] = pdu
  if (pdu.length !== 4 || mei !== 14) return exception(43, ILLEGAL_FUNCTION)
  const objects = new Map([
    [0, face.vendor],
    [1, face.orderNumber],
    [2, face.firmware],
    [4, face.product],
    [5, face.series === null ? face.orderNumber : `${face.orderNumber}/${face.series}`],
  ])
  if (code === 4 && !objects.has(first)) return exception(43, ILLEGAL_ADDRESS)
  if (code === undefined || code < 1 || code > 4) return exception(43, ILLEGAL_VALUE)
  const last = code === 1 ? 2 : 5
  const asked = [...objects].filter(([id]) =>
    code === 4 ? id === first : id >= first && id <= last,
  )
  const listed = asked.map(([id, text]) => {
    const value = Buffer.from(text, 'latin1')
    return Buffer.concat([Buffer.from([id, value.length]), value])
  })
  return Buffer.concat([Buffer.from([43, 14, code, 0x82, 0, 0, listed.length]), ...listed])
}

function exception(functionCode: number, code: number): Buffer {
  return Buffer.from([functionCode | 0x80, code])
}
