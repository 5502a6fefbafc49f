import { accept, type Result, refuse } from '@holdpoint/std'

/** Both ends belong to it. Coils, inputs and registers alike: the function says which. */
export type RegisterRange = { readonly from: number; readonly to: number }

/** A request whose bytes say exactly one thing. `ranges` is empty where the function has no addresses. */
export type ModbusRequest = {
  readonly functionCode: number
  readonly ranges: readonly RegisterRange[]
  /** The device's answer begins and measures so, where it is no exception. */
  readonly answer: AnswerShape
}

export type AnswerShape =
  | { readonly kind: 'counted'; readonly byteCount: number }
  | { readonly kind: 'echo'; readonly bytes: Buffer }
  | { readonly kind: 'fixed'; readonly length: number }
  | { readonly kind: 'self-counted' }
  | { readonly kind: 'fifo' }
  | { readonly kind: 'identification'; readonly code: number }

export type OddRequest =
  /** No shape is known for it here: it can be refused, but never allowed. */
  | { readonly kind: 'unknown-function'; readonly functionCode: number }
  | { readonly kind: 'malformed'; readonly functionCode: number; readonly why: string }

type Read = Result<ModbusRequest, OddRequest>

/** Modbus Application Protocol V1.1b3, section 6: the quantities that each function may ask for. */
const QUANTITY_MAX: Readonly<Record<number, number>> = { 1: 2000, 2: 2000, 3: 125, 4: 125 }
const WRITE_QUANTITY_MAX: Readonly<Record<number, number>> = { 15: 0x7b0, 16: 0x7b }
const READ_WITH_WRITE_MAX = 125
const WRITE_WITH_READ_MAX = 121
const MEI_DEVICE_IDENTIFICATION = 14

/** Functions whose requests and answers have a shape that is checked here: only these can be allowed. */
export const knownFunctions = [1, 2, 3, 4, 5, 6, 7, 11, 15, 16, 17, 22, 23, 24, 43] as const

/** Those that only read, and that a policy without a list of its own allows. */
export const readFunctions = [1, 2, 3, 4] as const

export const functionsWithoutAddresses: readonly number[] = [7, 11, 17, 43]

export function readRequest(pdu: Buffer): Read {
  const functionCode = pdu.readUInt8(0)
  switch (functionCode) {
    case 1:
    case 2:
    case 3:
    case 4:
      return readRead(functionCode, pdu)
    case 5:
    case 6:
      return readSingleWrite(functionCode, pdu)
    case 15:
    case 16:
      return readMultipleWrite(functionCode, pdu)
    case 7:
      return readBare(functionCode, pdu, { kind: 'fixed', length: 2 })
    case 11:
      return readBare(functionCode, pdu, { kind: 'fixed', length: 5 })
    case 17:
      return readBare(functionCode, pdu, { kind: 'self-counted' })
    case 22:
      if (pdu.length !== 7) return wrongLength(functionCode, pdu, 7)
      return single(functionCode, pdu, { kind: 'echo', bytes: pdu })
    case 23:
      return readReadWrite(pdu)
    case 24:
      if (pdu.length !== 3) return wrongLength(functionCode, pdu, 3)
      return single(functionCode, pdu, { kind: 'fifo' })
    case 43:
      return readEncapsulated(pdu)
    default:
      return refuse({ kind: 'unknown-function', functionCode })
  }
}

function readRead(functionCode: number, pdu: Buffer): Read {
  if (pdu.length !== 5) return wrongLength(functionCode, pdu, 5)
  const quantity = pdu.readUInt16BE(3)
  const range = rangeOf(pdu.readUInt16BE(1), quantity, QUANTITY_MAX[functionCode] ?? 0)
  if (typeof range === 'string') return malformed(functionCode, range)
  const byteCount = functionCode <= 2 ? Math.ceil(quantity / 8) : quantity * 2
  return accept({ functionCode, ranges: [range], answer: { kind: 'counted', byteCount } })
}

function readSingleWrite(functionCode: number, pdu: Buffer): Read {
  if (pdu.length !== 5) return wrongLength(functionCode, pdu, 5)
  const value = pdu.readUInt16BE(3)
  if (functionCode === 5 && value !== 0 && value !== 0xff00) {
    return malformed(functionCode, `a coil is set to ${value}, not to 0 or 65280`)
  }
  return single(functionCode, pdu, { kind: 'echo', bytes: pdu })
}

function readMultipleWrite(functionCode: number, pdu: Buffer): Read {
  if (pdu.length < 7) return malformed(functionCode, `the PDU has ${pdu.length} bytes, too few`)
  const quantity = pdu.readUInt16BE(3)
  const range = rangeOf(pdu.readUInt16BE(1), quantity, WRITE_QUANTITY_MAX[functionCode] ?? 0)
  if (typeof range === 'string') return malformed(functionCode, range)
  const byteCount = functionCode === 15 ? Math.ceil(quantity / 8) : quantity * 2
  const counted = countedBytes(functionCode, pdu, { at: 5, byteCount })
  if (counted !== null) return counted
  const bytes = pdu.subarray(0, 5)
  return accept({ functionCode, ranges: [range], answer: { kind: 'echo', bytes } })
}

function readReadWrite(pdu: Buffer): Read {
  if (pdu.length < 12) return malformed(23, `the PDU has ${pdu.length} bytes, too few`)
  const read = rangeOf(pdu.readUInt16BE(1), pdu.readUInt16BE(3), READ_WITH_WRITE_MAX)
  if (typeof read === 'string') return malformed(23, read)
  const quantity = pdu.readUInt16BE(7)
  const written = rangeOf(pdu.readUInt16BE(5), quantity, WRITE_WITH_READ_MAX)
  if (typeof written === 'string') return malformed(23, written)
  const counted = countedBytes(23, pdu, { at: 9, byteCount: quantity * 2 })
  if (counted !== null) return counted
  const byteCount = pdu.readUInt16BE(3) * 2
  return accept({
    functionCode: 23,
    ranges: [read, written],
    answer: { kind: 'counted', byteCount },
  })
}

/** The byte count, the quantity and the bytes that are there must tell the same. */
function countedBytes(
  functionCode: number,
  pdu: Buffer,
  { at, byteCount }: { readonly at: number; readonly byteCount: number },
): Read | null {
  const said = pdu.readUInt8(at)
  if (said !== byteCount) {
    return malformed(functionCode, `the byte count is ${said}, the quantity makes ${byteCount}`)
  }
  const length = at + 1 + byteCount
  return pdu.length === length ? null : wrongLength(functionCode, pdu, length)
}

/** Only "read device identification" of function 43; what else it carries has no shape here. */
function readEncapsulated(pdu: Buffer): Read {
  if (pdu.length < 2) return malformed(43, 'the PDU names no MEI type')
  if (pdu.readUInt8(1) !== MEI_DEVICE_IDENTIFICATION) {
    return refuse({ kind: 'unknown-function', functionCode: 43 })
  }
  if (pdu.length !== 4) return wrongLength(43, pdu, 4)
  const code = pdu.readUInt8(2)
  if (code < 1 || code > 4) return malformed(43, `the read device ID code is ${code}, not 1 to 4`)
  return accept({ functionCode: 43, ranges: [], answer: { kind: 'identification', code } })
}

function readBare(functionCode: number, pdu: Buffer, answer: AnswerShape): Read {
  if (pdu.length !== 1) return wrongLength(functionCode, pdu, 1)
  return accept({ functionCode, ranges: [], answer })
}

function single(functionCode: number, pdu: Buffer, answer: AnswerShape): Read {
  const from = pdu.readUInt16BE(1)
  return accept({ functionCode, ranges: [{ from, to: from }], answer })
}

function rangeOf(from: number, quantity: number, quantityMax: number): RegisterRange | string {
  if (quantity < 1 || quantity > quantityMax) {
    return `the quantity is ${quantity}, not 1 to ${quantityMax}`
  }
  const to = from + quantity - 1
  return to > 0xffff ? `${quantity} from ${from} lead beyond 65535` : { from, to }
}

function wrongLength(functionCode: number, pdu: Buffer, length: number): Read {
  return malformed(functionCode, `the PDU has ${pdu.length} bytes, not ${length}`)
}

function malformed(functionCode: number, why: string): Read {
  return refuse({ kind: 'malformed', functionCode, why })
}
