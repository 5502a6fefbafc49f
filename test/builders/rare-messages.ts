/** Identity as devices tell it in protocols of which no recorded capture is at hand. */
import { tpkt } from './plant-messages.ts'

const uaText = (text: string): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.byteLength(text))
  return Buffer.concat([length, Buffer.from(text)])
}

const uaWord = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** One whole message of a channel without encryption. */
function uaMessage(request: number, type: number, body: Buffer): Buffer {
  const node = Buffer.from([1, 0, type & 255, type >> 8])
  const words = Buffer.concat([uaWord(1), uaWord(1), uaWord(request), uaWord(request)])
  const length = uaWord(8 + words.length + node.length + body.length)
  return Buffer.concat([Buffer.from('MSGF'), length, words, node, body])
}

/** Asks for the values of these nodes of the server object. */
export function uaRead(request: number, nodes: readonly number[]): Buffer {
  const header = Buffer.concat([
    ...[Buffer.from([0, 0]), Buffer.alloc(8), uaWord(1), uaWord(0), uaWord(0xffffffff)],
    ...[uaWord(1000), Buffer.from([0, 0, 0])],
  ])
  const reads = nodes.map((node) =>
    Buffer.concat([
      ...[Buffer.from([1, 0, node & 255, node >> 8]), uaWord(13), uaWord(0xffffffff)],
      ...[Buffer.from([0, 0]), uaWord(0xffffffff)],
    ]),
  )
  const ask = Buffer.concat([Buffer.alloc(8), uaWord(3), uaWord(nodes.length), ...reads])
  return uaMessage(request, 631, Buffer.concat([header, ask]))
}

const responseHeader = Buffer.concat([Buffer.alloc(8), uaWord(1), uaWord(0), Buffer.from([0])])
const noTable = Buffer.concat([uaWord(0xffffffff), Buffer.from([0, 0, 0])])

export function uaTexts(request: number, texts: readonly string[]): Buffer {
  const values = texts.map((text) => Buffer.concat([Buffer.from([1, 12]), uaText(text)]))
  const body = Buffer.concat([responseHeader, noTable, uaWord(texts.length), ...values])
  return uaMessage(request, 634, Buffer.concat([body, uaWord(0xffffffff)]))
}

export function uaBuildInfo(request: number, texts: readonly string[]): Buffer {
  const info = Buffer.concat([...texts.map(uaText), Buffer.alloc(8)])
  const extension = Buffer.concat([Buffer.from([1, 22, 1, 0, 340 & 255, 340 >> 8, 1])])
  const value = Buffer.concat([extension, uaWord(info.length), info])
  const body = Buffer.concat([responseHeader, noTable, uaWord(1), value, uaWord(0xffffffff)])
  return uaMessage(request, 634, body)
}

/** The answer to a read of device attributes, each a text. */
export function dnp3Attributes(texts: Readonly<Record<number, string>>): Buffer {
  const objects = Object.entries(texts).flatMap(([variation, text]) => {
    return [0, Number(variation), 0, 0, 0, 1, text.length, ...Buffer.from(text, 'latin1')]
  })
  const user = Buffer.from([0xc0, 0xc0, 0x81, 0, 0, ...objects])
  const head = Buffer.from([0x05, 0x64, 5 + user.length, 0x44, 1, 0, 10, 0])
  const blocks: Buffer[] = [head, crc(head)]
  for (let at = 0; at < user.length; at += 16) {
    const block = user.subarray(at, at + 16)
    blocks.push(block, crc(block))
  }
  return Buffer.concat(blocks)
}

/** Bit by bit, as the standard draws it; the product has a table. */
function crc(bytes: Buffer): Buffer {
  let value = 0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xa6bc : value >> 1
  }
  const out = Buffer.alloc(2)
  out.writeUInt16LE(~value & 0xffff)
  return out
}

const ber = (tag: number, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, 0x81, body.length]), body])
}

/** MMS Identify, answered through session and presentation. */
export function mmsIdentity(vendor: string, model: string, revision: string): Buffer {
  const texts = [vendor, model, revision].map((text, i) => ber(0x80 + i, Buffer.from(text)))
  const pdu = ber(0xa1, Buffer.from([2, 1, 1]), ber(0xa2, ...texts))
  const values = ber(0x30, Buffer.from([2, 1, 3]), ber(0xa0, pdu))
  const session = Buffer.from([1, 0, 1, 0])
  return tpkt(Buffer.concat([Buffer.from([2, 0xf0, 0x80]), session, ber(0x61, values)]))
}

export type Identification = {
  readonly vendor: number
  readonly orderNumber: string
  readonly serial: string
  readonly hardware: number
  readonly firmware: readonly [string, number, number, number]
  readonly slot: number
}

/** PROFINET: the answer to a read of I&M 0, over RPC in little-endian order. */
export function profinetIdentification(told: Identification): Buffer {
  const im = Buffer.alloc(60)
  im.writeUInt16BE(0x20, 0)
  im.writeUInt16BE(56, 2)
  im[4] = 1
  im.writeUInt16BE(told.vendor, 6)
  im.write(told.orderNumber.padEnd(20), 8, 'latin1')
  im.write(told.serial.padEnd(16), 28, 'latin1')
  im.writeUInt16BE(told.hardware, 44)
  const [prefix, ...numbers] = told.firmware
  im.write(prefix, 46, 'latin1')
  im.set(numbers, 47)
  const read = Buffer.alloc(64)
  read.writeUInt16BE(0x8009, 0)
  read.writeUInt16BE(60, 2)
  read[4] = 1
  read.writeUInt16BE(told.slot, 28)
  read.writeUInt16BE(1, 30)
  read.writeUInt16BE(0xaff0, 34)
  read.writeUInt32BE(im.length, 36)
  const content = Buffer.concat([read, im])
  const counts = [0, content.length, content.length, 0, content.length].map(uaWord)
  const rpc = Buffer.alloc(80)
  rpc.set([4, 2, 0x0a, 0, 0x10], 0)
  rpc.set(Buffer.from('0000a0de976cd111827100010123002a', 'hex'), 8)
  rpc.set(Buffer.from('0100a0de976cd111827100a02442df7d', 'hex'), 24)
  rpc.writeUInt32LE(1, 60)
  rpc.writeUInt16LE(2, 68)
  rpc.writeUInt16LE(content.length + 20, 74)
  return Buffer.concat([rpc, ...counts, content])
}
