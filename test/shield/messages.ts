/** Modbus messages as bytes, made without the shield's own code. */

export function pduOf(functionCode: number, ...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(1 + words.length * 2)
  bytes.writeUInt8(functionCode, 0)
  for (const [at, word] of words.entries()) bytes.writeUInt16BE(word, 1 + at * 2)
  return bytes
}

export function adu(
  pdu: Buffer,
  { transaction = 1, unit = 1 }: { transaction?: number; unit?: number } = {},
) {
  const header = Buffer.alloc(7)
  header.writeUInt16BE(transaction, 0)
  header.writeUInt16BE(pdu.length + 1, 4)
  header.writeUInt8(unit, 6)
  return Buffer.concat([header, pdu])
}

export const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** FC 15 or 16 with a byte count that is right, or is not. */
export function multipleWrite(
  functionCode: 15 | 16,
  from: number,
  quantity: number,
  byteCount = functionCode === 15 ? Math.ceil(quantity / 8) : quantity * 2,
): Buffer {
  const head = pduOf(functionCode, from, quantity)
  return Buffer.concat([head, Buffer.from([byteCount]), Buffer.alloc(byteCount, 1)])
}

export const readHolding = (from: number, quantity: number) => pduOf(3, from, quantity)
export const writeHolding = (at: number, value: number) => pduOf(6, at, value)

/** Every message that the bytes hold; the tests' own reading of the header. */
export function messagesIn(bytes: Buffer): { transaction: number; unit: number; pdu: Buffer }[] {
  const all = []
  for (let at = 0; at + 7 <= bytes.length; ) {
    const end = at + 6 + bytes.readUInt16BE(at + 4)
    if (end > bytes.length) break
    const pdu = bytes.subarray(at + 7, end)
    all.push({ transaction: bytes.readUInt16BE(at), unit: bytes.readUInt8(at + 6), pdu })
    at = end
  }
  return all
}
