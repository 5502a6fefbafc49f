import { createHmac } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { ProbeRefusal, ProbeTarget, SnmpUser } from '@holdpoint/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import { mayBeSent } from './allowed-requests.ts'
import { createIdentityProbe } from './identity-probe.ts'
import { element } from './snmp-request.ts'
import { snmp3Keys } from './snmp3-keys.ts'
import { maySnmp3BeSealed, snmp3Discovery, snmp3Get, snmp3Scoped } from './snmp3-message.ts'

const user: SnmpUser = { name: 'reader', auth: 'sha', privacy: 'none' }
const secret = { authentication: 'authentication-words', privacy: null }
const ENGINE = '80001f8880aabbccdd'
const keys = snmp3Keys(user, secret, Buffer.from(ENGINE, 'hex'))

const NOT_IN_TIME = '2b060106030f01010200'
const UNKNOWN_ENGINE = '2b060106030f01010400'
const DESCRIPTION = '2b06010201010100'

type Said = {
  readonly id: string
  readonly engine?: string
  readonly boots?: string
  readonly time?: string
  readonly signed?: boolean
  readonly pdu: string
}

/** A message of an agent, of our own bytes after RFC 3412 and 3414. */
function message({ id, engine = ENGINE, boots = '05', time = '64', signed, pdu }: Said): Buffer {
  const written = (mac: string) => {
    const security = ['04', '02', '02', '04', '04', '04'].map((tag, i) =>
      element(tag, [engine, boots, time, signed ? '726561646572' : '', mac, ''][i] ?? ''),
    )
    const head = `0204${id}02022000040100020103`
    const scoped = element('30', element('04', engine) + element('04', '') + pdu)
    const body = element('30', head) + element('04', element('30', security.join(''))) + scoped
    return Buffer.from(element('30', `020103${body}`), 'hex')
  }
  if (!signed) return written('')
  return written(keys.mac(written('00'.repeat(12))).toString('hex'))
}

const pduOf = (tag: string, id: string, oid: string, value: string) =>
  element(tag, `0204${id}020100020100${element('30', element('30', element('06', oid) + value))}`)

const report =
  (oid: string, more: Partial<Said> = {}) =>
  (id: string) =>
    message({ id, pdu: pduOf('a8', id, oid, '410101'), ...more })
const response =
  (more: Partial<Said> = {}) =>
  (id: string) =>
    message({ id, signed: true, pdu: pduOf('a2', id, DESCRIPTION, element('04', '5357')), ...more })

type Answer = (id: string) => Buffer

/** Each request gets the next answer; the last one again and again. */
async function asking(...answers: readonly Answer[]) {
  const agent = createSocket('udp4')
  let asked = 0
  agent.on('message', (request, from) => {
    const answer = answers[Math.min(asked, answers.length - 1)]
    asked += 1
    // The number of the message is the first thing in its head.
    const at = request.indexOf('0204010203', 0, 'hex') + 2
    if (answer !== undefined) agent.send(answer(request.toString('hex', at, at + 4)), from.port)
  })
  agent.bind(0, '127.0.0.1')
  await once(agent, 'listening')
  const target: ProbeTarget = {
    ...{ protocol: 'snmp', host: '127.0.0.1', port: agent.address().port },
    snmpUser: user,
  }
  const result = await createIdentityProbe({ gapMs: 0, answerMs: 500 }).identify(target, secret)
  const closed = once(agent, 'close')
  agent.close()
  await closed
  return { result, asked }
}

const discovered = report(UNKNOWN_ENGINE)
const kindOf = (result: { ok: boolean; refusal?: ProbeRefusal }) =>
  result.refusal?.kind ?? 'an identity'

describe('an SNMP agent of version 3 that lies', () => {
  test('the honest one is read: the others differ from it in one thing', async () => {
    const { result, asked } = await asking(discovered, response())
    expect(result).toMatchObject({ ok: true, value: { product: 'SW' } })
    expect(asked).toBe(2)
  })

  test.each([
    ['without a digest', response({ signed: false })],
    ['of another number', () => response()('01020399')],
    ['of another engine', response({ engine: '80001f8880aabbccde' })],
    ['of an earlier start', response({ boots: '04' })],
    ['of another time', response({ time: '020000' })],
    ['changed on its way', (id: string) => flipped(response()(id))],
  ] as const)('an answer %s is no identity', async (_, answer) => {
    expect(kindOf((await asking(discovered, answer)).result)).toBe('probe-malformed-answer')
  })

  test.each([
    ['too long', { engine: 'aa'.repeat(33) }],
    ['too short', { engine: 'aabb' }],
    ['of a negative time', { time: 'ff' }],
    ['of a time too great', { time: '0100000000' }],
  ] as const)('an engine that is %s is asked nothing', async (_, more) => {
    const { result, asked } = await asking(report(UNKNOWN_ENGINE, more))
    expect(kindOf(result)).toBe('probe-malformed-answer')
    expect(asked).toBe(1)
  })

  test('an engine may correct its time once, with a digest; never twice, never without', async () => {
    const corrects = report(NOT_IN_TIME, { signed: true, time: '03e8' })
    const good = await asking(discovered, corrects, response({ time: '03e8' }))
    expect(good.result.ok).toBe(true)
    expect(good.asked).toBe(3)
    const twice = await asking(discovered, corrects)
    expect(kindOf(twice.result)).toBe('probe-refused')
    expect(twice.asked).toBe(3)
    const forged = await asking(discovered, report(NOT_IN_TIME, { time: '03e8' }))
    expect(kindOf(forged.result)).toBe('probe-refused')
    expect(forged.asked).toBe(2)
  })

  test(`hostile bytes give a refusal, never a throw or an identity (seed ${SEED})`, async () => {
    const tails = fc.sample(fc.uint8Array({ maxLength: 80 }), { seed: SEED, numRuns: 60 })
    for (const [index, tail] of tails.entries()) {
      const hostile = (id: string) => {
        const whole = response()(id)
        return Buffer.concat([whole.subarray(0, index), Buffer.from(tail)])
      }
      expect((await asking(discovered, hostile)).result.ok).toBe(false)
      expect((await asking(hostile)).result.ok).toBe(false)
    }
  })
})

function flipped(bytes: Buffer): Buffer {
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return bytes
}

describe('the list of what may be sent over SNMP version 3', () => {
  const target: ProbeTarget = { protocol: 'snmp', host: 'a', port: 161, snmpUser: user }
  const values = {
    ...{ engine: ENGINE, boots: '05', time: '0100', mac: 'ab'.repeat(12), salt: '', sealed: '' },
  }
  const get = Buffer.from(snmp3Get(user, values, '01020304'), 'hex')
  const sealing: ProbeTarget = { ...target, snmpUser: { ...user, privacy: 'aes-128' } }

  test('the discovery and the one Get of this user are on it', () => {
    expect(mayBeSent(target, Buffer.from(snmp3Discovery('01020303'), 'hex'))).toBe(true)
    expect(mayBeSent(target, get)).toBe(true)
  })

  test.each([
    ['a set', get.map((byte) => (byte === 0xa0 ? 0xa3 : byte))],
    ['a get of another user', swapped(get, 'reader', 'writer')],
    ['one byte more', Buffer.concat([get, Buffer.from([0])])],
    ['an engine of 33 bytes', engineOf('aa'.repeat(33))],
    ['a digest of another length', Buffer.from(snmp3Get(user, { ...values, mac: 'ab' }), 'hex')],
  ] as const)('%s is not on it', (_, request) => {
    expect(mayBeSent(target, request)).toBe(false)
  })

  test('a sealed message is as long as the one Get, and only that Get is sealed', () => {
    const scoped = Buffer.from(snmp3Scoped(ENGINE, '01020304'), 'hex')
    const engine = Buffer.from(ENGINE, 'hex')
    const sealed = (hex: string) => {
      const given = { ...values, salt: '11'.repeat(8), sealed: hex }
      const asUser = { ...user, privacy: 'aes-128' } as const
      return mayBeSent(sealing, Buffer.from(snmp3Get(asUser, given, '01020304'), 'hex'))
    }
    expect(sealed('00'.repeat(scoped.length))).toBe(true)
    expect(sealed('00'.repeat(scoped.length + 1))).toBe(false)
    expect(mayBeSent(sealing, get)).toBe(false)
    expect(maySnmp3BeSealed(engine, scoped)).toBe(true)
    const set = scoped.map((byte) => (byte === 0xa0 ? 0xa3 : byte))
    expect(maySnmp3BeSealed(engine, set)).toBe(false)
    const sealer = snmp3Keys({ ...user, privacy: 'aes-128' }, { ...secret, privacy: 'w' }, engine)
    const iv = { boots: 5, time: 9, salt: Buffer.alloc(8) }
    expect(() => sealer.seal(Buffer.from(set), iv)).toThrow(/only what is on its list/)
  })

  function engineOf(engine: string): Buffer {
    return Buffer.from(snmp3Get(user, { ...values, engine }, '01020304'), 'hex')
  }
})

function swapped(bytes: Buffer, from: string, to: string): Buffer {
  const hex = (text: string) => Buffer.from(text).toString('hex')
  return Buffer.from(bytes.toString('hex').replace(hex(from), hex(to)), 'hex')
}

describe('keys of SNMP version 3', () => {
  // RFC 3414, A.3.2: the words "maplesyrup", for the engine 00 … 02.
  test('are those of the standard’s own example', () => {
    const engine = Buffer.from('000000000000000000000002', 'hex')
    const words = { authentication: 'maplesyrup', privacy: null }
    const key = Buffer.from('6695febc9288e36282235fc7151f128497b38f3f', 'hex')
    const message = Buffer.from('a message')
    expect(snmp3Keys(user, words, engine).mac(message)).toEqual(
      createHmac('sha1', key).update(message).digest().subarray(0, 12),
    )
  })
})
