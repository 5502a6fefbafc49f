import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, type Frame, malformed, refused } from './exchange.ts'
import { type Element, elementAt, elementsIn, objectIdentifier } from './passive/dissect/ber.ts'
import { enterpriseName } from './passive/dissect/enterprises.ts'
import { utf8Text } from './passive/readable-text.ts'

const SEQUENCE = 0x30
const RESPONSE = 0xa2
const TEXT = 0x04
const OBJECT = 0x06
const DEFAULT_COMMUNITY = 'public'

/** The system group, and the chassis of ENTITY-MIB (RFC 6933), which is entry 1 by custom. */
const asked = {
  description: '2b060102010101 00',
  objectId: '2b060102010102 00',
  name: '2b060102010105 00',
  firmware: '2b060102012f010101010901',
  software: '2b060102012f010101010a01',
  serial: '2b060102012f010101010b01',
  model: '2b060102012f010101010d01',
} as const

type Answers = { readonly [name in keyof typeof asked]?: string }

/** One GetRequest of SNMP version 2c (RFC 3416) for this target, in hexadecimal; `??` varies. */
export function snmpRequest(target: Pick<ProbeTarget, 'community'>, id = '??'.repeat(4)): string {
  const community = Buffer.from(target.community ?? DEFAULT_COMMUNITY, 'latin1').toString('hex')
  const bindings = Object.values(asked).map((oid) =>
    element('30', element('06', oid.replaceAll(' ', '')) + element('05', '')),
  )
  const list = element('30', bindings.join(''))
  const request = element(
    'a0',
    element('02', id) + element('02', '00') + element('02', '00') + list,
  )
  return element('30', element('02', '01') + element('04', community) + request)
}

/** Short and long lengths of BER; the content is hexadecimal, two digits a byte. */
function element(tag: string, content: string): string {
  const length = content.length / 2
  const hex = (value: number) => value.toString(16).padStart(2, '0')
  if (length < 0x80) return `${tag}${hex(length)}${content}`
  return `${tag}82${length.toString(16).padStart(4, '0')}${content}`
}

/** Asks the agent for its description, its maker's number and its chassis, in one datagram. */
export async function identifyBySnmp(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  // The number ties the answer to the question; the agent has only this one from us.
  const id = '01020304'
  const answer = await exchange.ask(Buffer.from(snmpRequest(target, id), 'hex'), frame)
  if (!answer.ok) return answer
  const answers = readAnswers(answer.value, id)
  if (answers === null) return malformed(target, 'not an answer to this request')
  if (answers === 'error') return refused(target, 'the agent answered with an error')
  const { description, objectId } = answers
  if (description === undefined) return malformed(target, 'the agent does not describe itself')
  return accept({
    protocol: 'snmp',
    vendor: (objectId === undefined ? null : enterpriseName(objectId)) ?? 'not said',
    product: description,
    orderNumber: answers.model || null,
    series: null,
    serial: answers.serial || null,
    firmware: answers.firmware || answers.software || null,
  })
}

function readAnswers(bytes: Buffer, id: string): Answers | 'error' | null {
  const message = elementAt(bytes, 0, bytes.length)
  if (message?.tag !== SEQUENCE) return null
  const [, , pdu] = elementsIn(bytes, message)
  if (pdu?.tag !== RESPONSE) return null
  const [number, status, , list] = elementsIn(bytes, pdu)
  if (number === undefined || status === undefined || list === undefined) return null
  if (bytes.toString('hex', number.start, number.end) !== id) return null
  if (bytes.readUIntBE(status.start, Math.min(4, status.end - status.start || 1)) !== 0) {
    return 'error'
  }
  return Object.fromEntries(
    elementsIn(bytes, list).flatMap((binding) => {
      const answered = readBinding(bytes, binding)
      return answered === null ? [] : [answered]
    }),
  )
}

function readBinding(bytes: Buffer, binding: Element): readonly [string, string] | null {
  const [name, value] = elementsIn(bytes, binding)
  if (name === undefined || value === undefined) return null
  const oid = bytes.toString('hex', name.start, name.end)
  const found = Object.entries(asked).find(([, hex]) => hex.replaceAll(' ', '') === oid)
  if (found === undefined) return null
  if (value.tag === TEXT) return [found[0], utf8Text(bytes, value.start, value.end) ?? '']
  if (value.tag === OBJECT) return [found[0], objectIdentifier(bytes, value)]
  return null
}

/** A datagram is whole or not there. */
const frame: Frame = (received) => (received[0] === SEQUENCE ? received.length : -1)
