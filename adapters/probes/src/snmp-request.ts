import type { ProbeTarget } from '@holdpoint/core'

const DEFAULT_COMMUNITY = 'public'

/**
 * The system group, the chassis of ENTITY-MIB (RFC 6933), which is entry 1 by custom, and
 * tcpCurrEstab (RFC 4022).
 */
export const askedObjects = {
  description: '2b060102010101 00',
  objectId: '2b060102010102 00',
  name: '2b060102010105 00',
  firmware: '2b060102012f010101010901',
  software: '2b060102012f010101010a01',
  serial: '2b060102012f010101010b01',
  model: '2b060102012f010101010d01',
  connections: '2b060102010609 00',
} as const

/** One GetRequest of SNMP version 2c (RFC 3416) for this target, in hexadecimal; `??` varies. */
export function snmpRequest(target: Pick<ProbeTarget, 'community'>, id = '??'.repeat(4)): string {
  const community = Buffer.from(target.community ?? DEFAULT_COMMUNITY, 'latin1').toString('hex')
  return element('30', element('02', '01') + element('04', community) + snmpPdu(id))
}

/** A GetRequest, in either version. */
export function snmpPdu(
  id: string,
  objects: readonly string[] = Object.values(askedObjects),
): string {
  const bindings = objects.map((oid) =>
    element('30', element('06', oid.replaceAll(' ', '')) + element('05', '')),
  )
  const list = element('30', bindings.join(''))
  return element('a0', element('02', id) + element('02', '00') + element('02', '00') + list)
}

/**
 * Short and long lengths of BER; the content is hexadecimal, two digits a byte. Around a hole the
 * length is one too.
 */
export function element(tag: string, content: string): string {
  if (content.includes('{')) return `${tag}{length}${content}`
  const length = content.length / 2
  const hex = (value: number) => value.toString(16).padStart(2, '0')
  if (length < 0x80) return `${tag}${hex(length)}${content}`
  return `${tag}82${length.toString(16).padStart(4, '0')}${content}`
}
