import { unreachable } from '@holdpoint/std'
import type { Frame } from './frames.ts'
import type { ModbusRequest } from './requests.ts'

/** A FIFO queue holds at most 31 registers (Modbus Application Protocol V1.1b3, 6.18). */
const FIFO_COUNT_MAX = 31

/** Why this is no answer to that request; null where it is one. */
export function answerFault(
  asked: { readonly transaction: number; readonly unit: number; readonly request: ModbusRequest },
  answer: Frame,
): string | null {
  const { functionCode } = asked.request
  const headed = headerFault({ ...asked, functionCode }, answer)
  if (headed !== null) return headed
  const { pdu } = answer
  if (pdu.readUInt8(0) !== functionCode) {
    return pdu.length === 2 ? null : `an exception has 2 bytes, this one ${pdu.length}`
  }
  return shapeFault(asked.request, pdu)
}

/** As above for a function of which no shape is known: only the header can be compared. */
export function headerFault(
  asked: { readonly transaction: number; readonly unit: number; readonly functionCode: number },
  { transaction, unit, pdu }: Frame,
): string | null {
  if (transaction !== asked.transaction) {
    return `the transaction is ${transaction}, ${asked.transaction} was asked`
  }
  if (unit !== asked.unit) return `the unit is ${unit}, ${asked.unit} was asked`
  const functionCode = pdu.readUInt8(0)
  const answers = functionCode === asked.functionCode || functionCode === asked.functionCode + 0x80
  return answers ? null : `the function is ${functionCode}, ${asked.functionCode} was asked`
}

function shapeFault({ answer }: ModbusRequest, pdu: Buffer): string | null {
  switch (answer.kind) {
    case 'counted':
      return countFault(pdu, answer.byteCount)
    case 'echo':
      return pdu.equals(answer.bytes) ? null : 'the echo is not what was asked'
    case 'fixed':
      return lengthFault(pdu, answer.length)
    case 'self-counted':
      return pdu.length < 2 ? 'the byte count is missing' : countFault(pdu, pdu.readUInt8(1))
    case 'fifo':
      return fifoFault(pdu)
    case 'identification':
      return identificationFault(pdu, answer.code)
    default:
      return unreachable(answer)
  }
}

function countFault(pdu: Buffer, byteCount: number): string | null {
  const said = pdu.length < 2 ? 0 : pdu.readUInt8(1)
  if (said !== byteCount) return `the byte count is ${said}, ${byteCount} was asked`
  return lengthFault(pdu, 2 + byteCount)
}

function lengthFault(pdu: Buffer, length: number): string | null {
  return pdu.length === length ? null : `the PDU has ${pdu.length} bytes, not ${length}`
}

function fifoFault(pdu: Buffer): string | null {
  if (pdu.length < 5) return `the PDU has ${pdu.length} bytes, too few`
  const count = pdu.readUInt16BE(3)
  if (count > FIFO_COUNT_MAX) return `the FIFO count is ${count}, more than ${FIFO_COUNT_MAX}`
  if (pdu.readUInt16BE(1) !== 2 + 2 * count) return 'byte count and FIFO count do not agree'
  return lengthFault(pdu, 5 + 2 * count)
}

function identificationFault(pdu: Buffer, code: number): string | null {
  if (pdu.length < 7) return `the PDU has ${pdu.length} bytes, too few`
  if (pdu.readUInt8(1) !== 14 || pdu.readUInt8(2) !== code) return 'another thing was asked'
  let at = 7
  for (let object = 0; object < pdu.readUInt8(6); object += 1) {
    if (at + 2 > pdu.length) return 'an object is cut'
    at += 2 + pdu.readUInt8(at + 1)
  }
  return lengthFault(pdu, at)
}
