import { randomBytes } from 'node:crypto'
import type {
  DeviceIdentity,
  ProbeRefusal,
  ProbeSecret,
  ProbeTarget,
  SnmpUser,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, malformed, refused } from './exchange.ts'
import { elementAt, elementsIn, objectIdentifier } from './passive/dissect/ber.ts'
import { datagramFrame, identityOfAnswers, readPdu } from './snmp.ts'
import { type Snmp3Keys, snmp3Keys } from './snmp3-keys.ts'
import {
  macBytes,
  readSnmp3,
  type Snmp3Parts,
  snmp3Discovery,
  snmp3Get,
  snmp3Scoped,
} from './snmp3-message.ts'

type Read<T> = Result<T, ProbeRefusal>
type Engine = { readonly id: Buffer; readonly boots: number; readonly time: number }

const REPORT = 0xa8
const NOT_IN_TIME = '1.3.6.1.6.3.15.1.1.2.0'
const UNKNOWN_ENGINE = '1.3.6.1.6.3.15.1.1.4.0'
const TIME_WINDOW_SECONDS = 150
/** Counters with which an agent says why it does not answer (RFC 3414, 5). */
const reports: Readonly<Record<string, string>> = {
  '1.3.6.1.6.3.15.1.1.1.0': 'the user has no such level of security there',
  [NOT_IN_TIME]: 'the engine keeps another time than it told',
  '1.3.6.1.6.3.15.1.1.3.0': 'the agent does not know the user',
  [UNKNOWN_ENGINE]: 'the agent does not know its own engine',
  '1.3.6.1.6.3.15.1.1.5.0': 'the words of authentication are not those of the user',
  '1.3.6.1.6.3.15.1.1.6.0': 'the words of privacy are not those of the user',
}

/** Discovery of the engine, then one GetRequest, authenticated and sealed as its user has it. */
export async function identifyBySnmp3(
  target: ProbeTarget,
  user: SnmpUser,
  secret: ProbeSecret | null,
  exchange: Exchange,
): Promise<Read<DeviceIdentity>> {
  if (secret === null) return refused(target, 'the words of its SNMP user are not kept')
  if (user.privacy !== 'none' && secret.privacy === null) {
    return refused(target, 'the words of privacy of its SNMP user are not kept')
  }
  const found = await discovered(target, exchange)
  if (!found.ok) return found
  const ask = (engine: Engine, id: string) => {
    const keys = snmp3Keys(user, secret, engine.id)
    return { keys, request: requestOf(user, engine, keys, id) }
  }
  let engine = found.value
  let asked = ask(engine, '01020304')
  let answer = await exchange.ask(asked.request, datagramFrame)
  if (!answer.ok) return answer
  const told = reportedTime(answer.value, engine, asked.keys)
  if (told !== null) {
    // An engine may tell its time only to who asks with a digest (RFC 3414, 4): then once more.
    engine = told
    asked = ask(engine, '01020305')
    answer = await exchange.ask(asked.request, datagramFrame)
    if (!answer.ok) return answer
  }
  const id = told === null ? '01020304' : '01020305'
  return identityIn(target, answer.value, { user, engine, keys: asked.keys, id })
}

async function discovered(target: ProbeTarget, exchange: Exchange): Promise<Read<Engine>> {
  const id = '01020303'
  const answer = await exchange.ask(Buffer.from(snmp3Discovery(id), 'hex'), datagramFrame)
  if (!answer.ok) return answer
  const parts = readSnmp3(answer.value)
  const engine = parts === null ? null : engineOf(parts)
  const ours = parts?.id.toString('hex') === id
  if (parts === null || engine === null || !ours || reportOf(parts.data) !== UNKNOWN_ENGINE) {
    return malformed(target, 'not the report of an SNMP engine')
  }
  return accept(engine)
}

function engineOf({ engine, boots, time }: Snmp3Parts): Engine | null {
  const [bootCount, seconds] = [numberOf(boots), numberOf(time)]
  if (engine.length < 5 || engine.length > 32 || bootCount === null || seconds === null) return null
  return { id: Buffer.from(engine), boots: bootCount, time: seconds }
}

/** A number of 31 bits, as engines count (RFC 3414, 2.4). */
function numberOf(bytes: Buffer): number | null {
  if (bytes.length < 1 || bytes.length > 4 || (bytes[0] ?? 0) >= 0x80) return null
  return bytes.readUIntBE(0, bytes.length)
}

function requestOf(user: SnmpUser, engine: Engine, keys: Snmp3Keys, id: string): Buffer {
  const { boots, time } = engine
  const salt = randomBytes(8)
  const scoped = Buffer.from(snmp3Scoped(engine.id.toString('hex'), id), 'hex')
  const sealed =
    user.privacy === 'none' ? '' : keys.seal(scoped, { boots, time, salt }).toString('hex')
  const values = {
    engine: engine.id.toString('hex'),
    boots: integer(boots),
    time: integer(time),
    mac: '00'.repeat(macBytes[user.auth]),
    salt: salt.toString('hex'),
    sealed,
  }
  // The digest is taken over the message with zeros in its place (RFC 3414, 6.3.1).
  const mac = keys.mac(Buffer.from(snmp3Get(user, values, id), 'hex')).toString('hex')
  return Buffer.from(snmp3Get(user, { ...values, mac }, id), 'hex')
}

/** The fewest bytes that hold it; none begins with a bit that would make it negative. */
function integer(value: number): string {
  const hex = value.toString(16)
  const whole = hex.length % 2 === 0 ? hex : `0${hex}`
  return Number.parseInt(whole.slice(0, 2), 16) >= 0x80 ? `00${whole}` : whole
}

/** The engine's time where it says, with a digest, that ours was wrong. */
function reportedTime(answer: Buffer, engine: Engine, keys: Snmp3Keys): Engine | null {
  const parts = readSnmp3(answer)
  if (parts === null || parts.sealed || reportOf(parts.data) !== NOT_IN_TIME) return null
  if (!keys.isGenuine(answer, parts) || !parts.engine.equals(engine.id)) return null
  return engineOf(parts)
}

type Asked = {
  readonly user: SnmpUser
  readonly engine: Engine
  readonly keys: Snmp3Keys
  readonly id: string
}

function identityIn(target: ProbeTarget, answer: Buffer, asked: Asked): Read<DeviceIdentity> {
  const { user, engine, keys, id } = asked
  const parts = readSnmp3(answer)
  if (parts === null) return malformed(target, 'not an answer of SNMP version 3')
  const report = parts.sealed ? null : reportOf(parts.data)
  if (report !== null) return refused(target, reports[report] ?? `the agent reports ${report}`)
  const now = engineOf(parts)
  const name = parts.user.toString('utf8')
  if (
    now === null ||
    !now.id.equals(engine.id) ||
    parts.id.toString('hex') !== id ||
    name !== user.name
  ) {
    return malformed(target, 'not an answer to this request')
  }
  if (!keys.isGenuine(answer, parts)) return malformed(target, 'the digest of the answer is wrong')
  const inTime = Math.abs(now.time - engine.time) <= TIME_WINDOW_SECONDS
  if (now.boots !== engine.boots || !inTime) return malformed(target, 'an answer of another time')
  if (parts.sealed !== (user.privacy !== 'none') || (parts.sealed && parts.salt.length !== 8)) {
    return malformed(target, 'the answer is not sealed as the request was')
  }
  const { boots, time } = now
  const scoped = parts.sealed
    ? keys.open(parts.data, { boots, time, salt: parts.salt })
    : parts.data
  const pdu = pduOf(scoped)
  const answers = pdu === null ? null : readPdu(scoped, pdu, id)
  return identityOfAnswers(target, answers)
}

function pduOf(scoped: Buffer) {
  const whole = elementAt(scoped, 0, scoped.length)
  return whole === null ? null : (elementsIn(scoped, whole)[2] ?? null)
}

/** The counter that a report carries; null where it is none. */
function reportOf(scoped: Buffer): string | null {
  const pdu = pduOf(scoped)
  if (pdu?.tag !== REPORT) return null
  const list = elementsIn(scoped, pdu)[3]
  const binding = list === undefined ? undefined : elementsIn(scoped, list)[0]
  const name = binding === undefined ? undefined : elementsIn(scoped, binding)[0]
  return name === undefined ? 'nothing' : objectIdentifier(scoped, name)
}
