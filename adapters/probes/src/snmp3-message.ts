import type { SnmpUser } from '@holdpoint/core'
import { type Element, elementAt, elementsIn } from './passive/dissect/ber.ts'
import { matchesPattern } from './request-pattern.ts'
import { element, snmpPdu } from './snmp-request.ts'

const SEQUENCE = 0x30
const MODEL_USM = '03'
const MESSAGE_BYTES_MAX = '02022000'
const [REPORTABLE, AUTHENTICATED, SEALED] = [4, 1, 2]
const ENGINE_BYTES_MAX = 32
/** The part of the digest that is sent (RFC 3414, 6.3.1; RFC 7860, 4.1). */
export const macBytes = { sha: 12, 'sha-256': 24 } as const satisfies {
  readonly [auth in SnmpUser['auth']]: number
}

/** What an answer decides or only the key gives, each in hexadecimal or as a hole. */
export type Snmp3Values = {
  readonly engine: string
  readonly boots: string
  readonly time: string
  readonly mac: string
  readonly salt: string
  /** In place of what is asked, where it is sealed. */
  readonly sealed: string
}

export const snmp3Holes: Snmp3Values = {
  engine: '{engine}',
  boots: '{boots}',
  time: '{time}',
  mac: '{mac}',
  salt: '{salt}',
  sealed: '{sealed}',
}

const VARIES = '??'.repeat(4)

/** Asks nothing but for the number of the engine, its boots and its time (RFC 3414, 4). */
export function snmp3Discovery(id = VARIES): string {
  const security = { engine: '', boots: '00', time: '00', user: '', mac: '', salt: '' }
  const scoped = element('30', element('04', '') + element('04', '') + snmpPdu(id, []))
  return message({ id, flags: REPORTABLE, security, data: scoped })
}

/** The one GetRequest; without its seal. */
export function snmp3Scoped(engine: string, id = VARIES): string {
  return element('30', element('04', engine) + element('04', '') + snmpPdu(id))
}

export function snmp3Get(user: SnmpUser, values: Snmp3Values, id = VARIES): string {
  const name = Buffer.from(user.name, 'utf8').toString('hex')
  const sealed = user.privacy !== 'none'
  const { engine, boots, time, mac } = values
  const security = { engine, boots, time, user: name, mac, salt: sealed ? values.salt : '' }
  return message({
    id,
    flags: REPORTABLE | AUTHENTICATED | (sealed ? SEALED : 0),
    security,
    data: sealed ? element('04', values.sealed) : snmp3Scoped(engine, id),
  })
}

type Security = {
  readonly [field in 'engine' | 'boots' | 'time' | 'user' | 'mac' | 'salt']: string
}

function message(given: {
  readonly id: string
  readonly flags: number
  readonly security: Security
  readonly data: string
}): string {
  const { engine, boots, time, user, mac, salt } = given.security
  const security = [
    element('04', engine) + element('02', boots) + element('02', time),
    element('04', user) + element('04', mac) + element('04', salt),
  ].join('')
  const flags = element('04', given.flags.toString(16).padStart(2, '0'))
  const head = element('02', given.id) + MESSAGE_BYTES_MAX + flags + element('02', MODEL_USM)
  const body = [element('30', head), element('04', element('30', security)), given.data]
  return element('30', element('02', '03') + body.join(''))
}

/** A message of version 3 (RFC 3412, 6), its parts as they lie in the bytes. */
export type Snmp3Parts = {
  readonly id: Buffer
  readonly flags: number
  readonly engine: Buffer
  readonly boots: Buffer
  readonly time: Buffer
  readonly user: Buffer
  readonly mac: Buffer
  readonly macAt: number
  readonly salt: Buffer
  readonly sealed: boolean
  /** The content of the seal, or the whole scoped PDU. */
  readonly data: Buffer
}

export function readSnmp3(bytes: Buffer): Snmp3Parts | null {
  const whole = elementAt(bytes, 0, bytes.length)
  if (whole?.tag !== SEQUENCE || whole.end !== bytes.length) return null
  const [version, head, security, data] = elementsIn(bytes, whole)
  if (version === undefined || head === undefined || security === undefined) return null
  if (bytes.toString('hex', version.start, version.end) !== '03') return null
  const inner = elementAt(bytes, security.start, security.end)
  if (inner === null || data === undefined) return null
  const [id, , flags] = elementsIn(bytes, head)
  const [engine, boots, time, user, mac, salt] = elementsIn(bytes, inner)
  if (!id || !flags || !engine || !boots || !time || !user || !mac || !salt) return null
  const sealed = data.tag !== SEQUENCE
  const of = (one: Element) => bytes.subarray(one.start, one.end)
  return {
    id: of(id),
    flags: bytes[flags.start] ?? 0,
    engine: of(engine),
    boots: of(boots),
    time: of(time),
    user: of(user),
    mac: of(mac),
    macAt: mac.start,
    salt: of(salt),
    sealed,
    data: sealed ? of(data) : bytes.subarray(security.end, data.end),
  }
}

/**
 * Whether this is the discovery or the one GetRequest of this user. What stands in the holes is
 * taken out and must have its form; the message is then written anew around it, and compared.
 */
export function maySnmp3BeSent(user: SnmpUser, request: Uint8Array): boolean {
  const bytes = Buffer.from(request)
  if (matchesPattern(snmp3Discovery(), bytes)) return true
  const parts = readSnmp3(bytes)
  if (parts === null) return false
  const { engine, boots, time, mac, salt, data } = parts
  const hex = (part: Buffer) => part.toString('hex')
  const engineFits = engine.length >= 5 && engine.length <= ENGINE_BYTES_MAX
  const numbersFit = [boots, time].every((number) => number.length >= 1 && number.length <= 4)
  if (!engineFits || !numbersFit || mac.length !== macBytes[user.auth]) return false
  if (user.privacy !== 'none') {
    const plain = snmp3Scoped(hex(engine)).length / 2
    if (salt.length !== 8 || data.length !== plain) return false
  }
  const values = {
    ...{ engine: hex(engine), boots: hex(boots), time: hex(time) },
    ...{ mac: hex(mac), salt: hex(salt), sealed: hex(data) },
  }
  return matchesPattern(snmp3Get(user, values), bytes)
}

/** What goes under the seal is compared before, for nobody can afterwards. */
export function maySnmp3BeSealed(engine: Buffer, scoped: Uint8Array): boolean {
  return matchesPattern(snmp3Scoped(engine.toString('hex')), scoped)
}
