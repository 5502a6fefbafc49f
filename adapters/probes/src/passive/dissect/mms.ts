import type { Conversation } from '../network/dissector.ts'
import { utf8Text } from '../readable-text.ts'
import { type Element, elementAt, elementsIn } from './ber.ts'

const SESSION_DATA = 0x01
const SESSION_CONNECT: readonly number[] = [0x0d, 0x0e]
/** Give tokens and data transfer, both without parameters, before the user data. */
const SESSION_HEADER_BYTES = 4
/** The abstract syntax of MMS (ISO 9506-2), as it is proposed and agreed. */
const ABSTRACT_SYNTAX = Buffer.from([0x06, 0x05, 0x28, 0xca, 0x22, 0x02, 0x01])
const USER_DATA = 0x61
const VALUES = 0x30
const ONE_VALUE = 0xa0
const CONFIRMED_RESPONSE = 0xa1
const IDENTIFY = 0xa2
/** MMS has fourteen kinds of PDU, tagged in order. */
const PDU_TAGS = { first: 0xa0, last: 0xad }

/** MMS as IEC 61850 stations speak it: presence, and the answer to Identify. */
export function mms(
  conversation: Conversation,
  bytes: Buffer,
  start: number,
  end: number,
  fromClient: boolean,
): boolean {
  const kind = bytes[start] ?? 0
  if (SESSION_CONNECT.includes(kind)) return bytes.subarray(start, end).includes(ABSTRACT_SYNTAX)
  if (kind !== SESSION_DATA || bytes[start + 1] !== 0) return false
  const pdu = pduIn(bytes, start + SESSION_HEADER_BYTES, end)
  if (pdu === null || pdu.tag < PDU_TAGS.first || pdu.tag > PDU_TAGS.last) return false
  if (pdu.tag === CONFIRMED_RESPONSE && !fromClient) identify(conversation, bytes, pdu)
  return true
}

/** Fully encoded data (ISO 8823-1): a list of one value in the syntax that was agreed. */
function pduIn(bytes: Buffer, at: number, end: number): Element | null {
  const userData = elementAt(bytes, at, end)
  if (userData?.tag !== USER_DATA) return null
  const list = elementAt(bytes, userData.start, userData.end)
  if (list?.tag !== VALUES) return null
  const value = elementsIn(bytes, list).find(({ tag }) => tag === ONE_VALUE)
  return value === undefined ? null : elementAt(bytes, value.start, value.end)
}

function identify({ book, server }: Conversation, bytes: Buffer, pdu: Element): void {
  const answer = elementsIn(bytes, pdu)[1]
  if (answer?.tag !== IDENTIFY) return
  const [vendor, model, revision] = elementsIn(bytes, answer)
  const isIdentify = vendor?.tag === 0x80 && model?.tag === 0x81 && revision?.tag === 0x82
  if (!isIdentify) return
  const device = book.of(server)
  device.fact('mms', 'vendor', utf8Text(bytes, vendor.start, vendor.end))
  device.fact('mms', 'product', utf8Text(bytes, model.start, model.end))
  device.fact('mms', 'firmware', utf8Text(bytes, revision.start, revision.end))
}
