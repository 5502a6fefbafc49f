import type { CapturedField } from '../captured-fact.ts'
import type { FactBook } from '../fact-book.ts'
import type { KnownDevice } from '../known-device.ts'
import type { Datagram } from '../network/dissector.ts'
import { utf8Text } from '../readable-text.ts'
import { type Element, elementAt, elementsIn, objectIdentifier } from './ber.ts'
import { tellDescription } from './description-facts.ts'
import { enterpriseName } from './enterprises.ts'

const SEQUENCE = 0x30
const INTEGER = 0x02
const TEXT = 0x04
const OBJECT = 0x06
const REQUESTS: readonly number[] = [0xa0, 0xa1, 0xa3, 0xa5]
const RESPONSE = 0xa2
const TRAP_V1 = 0xa4
const NOTIFICATIONS: readonly number[] = [0xa6, 0xa7]

const SYSTEM = '1.3.6.1.2.1.1.'
const SYSTEM_DESCRIPTION = `${SYSTEM}1.0`
const SYSTEM_OBJECT = `${SYSTEM}2.0`
/** The first entry of ENTITY-MIB's table is the chassis by custom (RFC 6933). */
const ENTITY = /^1\.3\.6\.1\.2\.1\.47\.1\.1\.1\.1\.(\d+)\.1$/

/** Siemens' own description of a device, beside the standard one. */
const siemensFields = {
  '1.3.6.1.4.1.4329.6.3.2.1.1.2.0': 'orderNumber',
  '1.3.6.1.4.1.4329.6.3.2.1.1.3.0': 'serial',
  '1.3.6.1.4.1.4329.6.3.2.1.1.4.0': 'hardware',
  '1.3.6.1.4.1.4329.6.3.2.1.1.5.0': 'firmware',
} as const

const textFields: Readonly<Record<string, CapturedField>> = {
  [`${SYSTEM}5.0`]: 'name',
  [`${SYSTEM}6.0`]: 'location',
  ...siemensFields,
}
const entityFields = {
  8: 'hardware',
  9: 'bootLoader',
  10: 'firmware',
  11: 'serial',
  12: 'vendor',
  13: 'product',
} as const

/** SNMP v1 and v2c: the system group and the chassis entity, as agents answer them. */
export function snmp(book: FactBook, { bytes, start, end, from, to }: Datagram): void {
  const message = elementAt(bytes, start, end)
  if (message?.tag !== SEQUENCE) return
  const [version, community, pdu] = elementsIn(bytes, message)
  if (version?.tag !== INTEGER || version.end - version.start !== 1) return
  const number = bytes[version.start] ?? 9
  if (number > 1 || community?.tag !== TEXT || pdu === undefined) return
  if (REQUESTS.includes(pdu.tag)) {
    book.seen(from, 'snmp', 'client')
    return
  }
  const isTrap = pdu.tag === TRAP_V1
  if (pdu.tag !== RESPONSE && !isTrap && !NOTIFICATIONS.includes(pdu.tag)) return
  book.seen(from, 'snmp', 'device')
  if (pdu.tag === RESPONSE) book.seen(to, 'snmp', 'client')
  const device = book.of(from)
  const parts = elementsIn(bytes, pdu)
  if (isTrap && parts[0]?.tag === OBJECT) tellObject(device, objectIdentifier(bytes, parts[0]))
  const bindings = parts.at(-1)
  if (bindings?.tag !== SEQUENCE) return
  for (const binding of elementsIn(bytes, bindings)) tellBinding(device, bytes, binding)
}

function tellBinding(device: KnownDevice, bytes: Buffer, binding: Element): void {
  const [name, value] = elementsIn(bytes, binding)
  if (name?.tag !== OBJECT || value === undefined) return
  const oid = objectIdentifier(bytes, name)
  if (oid === SYSTEM_OBJECT && value.tag === OBJECT) {
    tellObject(device, objectIdentifier(bytes, value))
  }
  if (value.tag !== TEXT) return
  const text = utf8Text(bytes, value.start, value.end)
  if (oid === SYSTEM_DESCRIPTION) tellDescription(device, 'snmp', text)
  const field = textFields[oid]
  if (field !== undefined) device.fact('snmp', field, text)
  const column = ENTITY.exec(oid)?.[1]
  const entity = column === undefined ? undefined : entityFields[Number(column) as 8]
  if (entity !== undefined) device.fact('snmp', entity, text)
}

function tellObject(device: KnownDevice, oid: string): void {
  device.fact('snmp', 'objectId', oid)
  const vendor = enterpriseName(oid)
  if (vendor !== null) device.fact('snmp', 'vendor', vendor)
}
