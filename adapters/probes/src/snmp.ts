import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, type Frame, malformed, refused } from './exchange.ts'
import { type Element, elementAt, elementsIn, objectIdentifier } from './passive/dissect/ber.ts'
import { enterpriseName } from './passive/dissect/enterprises.ts'
import { utf8Text } from './passive/readable-text.ts'
import { askedObjects, snmpRequest } from './snmp-request.ts'

const SEQUENCE = 0x30
const RESPONSE = 0xa2
const TEXT = 0x04
const OBJECT = 0x06
const GAUGE = 0x42
type Answers = { readonly [name in keyof typeof askedObjects]?: string }

/** Asks the agent for its description, its maker's number and its chassis, in one datagram. */
export async function identifyBySnmp(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  // The number ties the answer to the question; the agent has only this one from us.
  const id = '01020304'
  const answer = await exchange.ask(Buffer.from(snmpRequest(target, id), 'hex'), datagramFrame)
  if (!answer.ok) return answer
  return identityOfAnswers(target, readAnswers(answer.value, id))
}

export function identityOfAnswers(
  target: ProbeTarget,
  answers: Answers | 'error' | null,
): Result<DeviceIdentity, ProbeRefusal> {
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
    ...(/^\d+$/.test(answers.connections ?? '') ? counted(answers.connections) : {}),
  })
}

const counted = (used: string | undefined) =>
  ({ connections: { used: Number(used), of: null, counts: 'TCP connections' } }) as const

function readAnswers(bytes: Buffer, id: string): Answers | 'error' | null {
  const message = elementAt(bytes, 0, bytes.length)
  if (message?.tag !== SEQUENCE) return null
  const [, , pdu] = elementsIn(bytes, message)
  return pdu === undefined ? null : readPdu(bytes, pdu, id)
}

/** The answers in a response to the request of this number, in either version. */
export function readPdu(bytes: Buffer, pdu: Element, id: string): Answers | 'error' | null {
  if (pdu.tag !== RESPONSE) return null
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
  const found = Object.entries(askedObjects).find(([, hex]) => hex.replaceAll(' ', '') === oid)
  if (found === undefined) return null
  if (value.tag === TEXT) return [found[0], utf8Text(bytes, value.start, value.end) ?? '']
  if (value.tag === OBJECT) return [found[0], objectIdentifier(bytes, value)]
  if (value.tag === GAUGE && value.end > value.start && value.end - value.start <= 5) {
    return [found[0], String(bytes.readUIntBE(value.start, value.end - value.start))]
  }
  return null
}

/** A datagram is whole or not there. */
export const datagramFrame: Frame = (received) => (received[0] === SEQUENCE ? received.length : -1)
