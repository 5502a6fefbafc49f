import { readShieldPolicy } from '@holdpoint/shield'
import { describe, expect, test } from 'vitest'
import { judgeOf } from '../../adapters/shield/src/judge.ts'
import { readRequest } from '../../adapters/shield/src/requests.ts'
import { Sightings } from '../../adapters/shield/src/sightings.ts'
import { SEED } from '../builders/seed.ts'
import { Random } from '../reach/random.ts'
import { aPolicy, aPolicyText } from './a-shield.ts'
import { hex, pduOf } from './messages.ts'

const unit = (...allow: object[]) => ({ units: [{ unit: 1, allow }] })

test.each([
  ['a comma too many', '{"a": 1,}', 'line 1', 'a key'],
  ['a name twice', '{"conduit": "a", "conduit": "b"}', 'line 1', 'conduit'],
])('a file with %s is refused, with its line', (_, text, where, why) => {
  const read = readShieldPolicy(Buffer.from(text))
  expect(read.ok ? null : read.refusal[0].where).toBe(where)
  expect(read.ok ? null : read.refusal[0].why).toMatch(why)
})

test.each([
  ['a field nobody knows', { readOnly: true }, '/'],
  ['no name', { conduit: ' ' }, '/conduit'],
  ['a host name', { device: { address: 'plc', port: 502 } }, '/device/address'],
  ['port 0', { listen: { address: '127.0.0.1', port: 0 } }, '/listen/port'],
  ['itself as the device', { device: { address: '127.0.0.1', port: 1502 } }, '/device'],
  ['function 90', unit({ function: 90 }), '/units/0/allow/0/function'],
  ['function 8', unit({ function: 8 }), '/units/0/allow/0/function'],
  ['no addresses', unit({ function: 3 }), '/units/0/allow/0'],
  ['addresses of 43', unit({ function: 43, from: 0, to: 1 }), '/units/0/allow/0'],
  ['from after to', unit({ function: 3, from: 9, to: 1 }), '/units/0/allow/0'],
  ['nobody who signed', { failMode: { mode: 'open' } }, '/failMode/signedBy'],
  ['a third way to fail', { failMode: { mode: 'ajar' } }, '/failMode/mode'],
  ['a longer wait than the client', { upstreamTimeoutMs: 1000 }, '/upstreamTimeoutMs'],
  ['no patience', { limits: { idleMs: 900 } }, '/limits/idleMs'],
])('a policy with %s is refused, with the place', (_, fields, where) => {
  const read = readShieldPolicy(Buffer.from(JSON.stringify(aPolicyText(fields))))
  expect(read.ok ? [] : read.refusal.map((one) => one.where)).toContain(where)
})

test('a unit that stands twice, and an exception that ends before it begins, are named together', () => {
  const allow = [{ function: 3, from: 0, to: 1 }]
  const who = { approvedBy: 'M. Keller', reason: 'permit', unit: 1, allow }
  const times = { from: '2026-11-24T04:00:00Z', until: '2026-11-24T03:00:00Z' }
  const fields = { units: [{ unit: 1, allow }], exceptions: [{ ...who, ...times }] }
  const read = readShieldPolicy(Buffer.from(JSON.stringify(aPolicyText(fields))))
  expect(read.ok ? [] : read.refusal.map((one) => one.where)).toEqual(['/exceptions/0/until'])
  const twice = { units: [fields.units[0], fields.units[0]] }
  const again = readShieldPolicy(Buffer.from(JSON.stringify(aPolicyText(twice))))
  expect(again.ok ? [] : again.refusal.map((one) => one.where)).toEqual(['/units/1/unit'])
})

describe('what is asked', () => {
  const NOW = Date.parse('2026-11-24T03:00:00Z')
  const verdict = (fields: object, pdu: Buffer, { unit = 1, now = NOW } = {}) => {
    const request = readRequest(pdu)
    if (!request.ok) throw new Error('a good request was expected')
    const said = judgeOf(aPolicy(fields))(unit, request.value, now)
    return said.kind === 'allowed' ? 'allowed' : said.exceptionCode
  }

  test.each([1, 2, 3, 4])('function %i is allowed everywhere where nothing is listed', (code) => {
    expect(verdict({}, pduOf(code, 65_530, 6), { unit: 200 })).toBe('allowed')
  })

  test.each([pduOf(5, 0, 0), pduOf(6, 0, 0), hex('2b 0e 01 00'), pduOf(22, 0, 0, 0)])(
    'and nothing else: %s',
    (pdu) => expect(verdict({}, pdu)).toBe(1),
  )

  const listed = unit(
    { function: 3, from: 10, to: 19 },
    { function: 3, from: 20, to: 29 },
    { function: 3, from: 40, to: 49 },
    { function: 23, from: 0, to: 9 },
  )
  test.each([
    ['the first', pduOf(3, 10, 1), 'allowed'],
    ['across two that touch', pduOf(3, 15, 10), 'allowed'],
    ['to the very end', pduOf(3, 40, 10), 'allowed'],
    ['one below', pduOf(3, 9, 2), 2],
    ['one beyond', pduOf(3, 40, 11), 2],
    ['across a gap', pduOf(3, 25, 20), 2],
    ['another function', pduOf(4, 10, 1), 1],
    ['a read and a write inside', hex('17 0000 0002 0008 0002 04 00000000'), 'allowed'],
    ['a write that leads out', hex('17 0000 0002 0009 0002 04 00000000'), 2],
    ['a read that leads out', hex('17 0009 0002 0000 0001 02 0000'), 2],
  ])('%s of what is listed', (_, pdu, expected) => {
    expect(verdict(listed, pdu)).toBe(expected)
    expect(verdict(listed, pdu, { unit: 2 })).toBe(1)
  })

  test('an exception is in force from its first instant until before its last', () => {
    const exception = {
      ...{ approvedBy: 'M. Keller', reason: 'permit 4711', unit: 1 },
      ...{ from: '2026-11-24T02:00:00Z', until: '2026-11-24T04:00:00Z' },
      allow: [{ function: 6, from: 40, to: 41 }],
    }
    const at = (text: string, pdu = pduOf(6, 40, 1)) =>
      verdict({ exceptions: [exception] }, pdu, { now: Date.parse(text) })
    expect(at('2026-11-24T01:59:59.999Z')).toBe(1)
    expect(at('2026-11-24T02:00:00Z')).toBe('allowed')
    expect(at('2026-11-24T03:59:59.999Z')).toBe('allowed')
    expect(at('2026-11-24T03:00:00Z', pduOf(6, 42, 1))).toBe(2)
    expect(at('2026-11-24T04:00:00Z')).toBe(1)
  })
})

test('1,000 random samples: what is proposed is a policy that allows what was seen and no more', () => {
  const random = new Random(SEED)
  for (let run = 0; run < 1000; run += 1) {
    const sightings = new Sightings()
    const seen = new Set<string>()
    const ask = (code: number, from: number, quantity: number) => {
      const request = readRequest(pduOf(code, from, quantity))
      if (!request.ok) throw new Error('a good request was expected')
      return request.value
    }
    for (let at = 0; at < 1 + random.below(12); at += 1) {
      const [unit, code] = [1 + random.below(3), 1 + random.below(4)]
      const [from, quantity] = [random.below(30), 1 + random.below(5)]
      sightings.add(unit, ask(code, from, quantity))
      for (let one = from; one < from + quantity; one += 1) seen.add(`${unit}/${code}/${one}`)
    }
    const judge = judgeOf(aPolicy({ units: sightings.proposal() }))
    for (const unit of [1, 2, 3]) {
      for (const code of [1, 2, 3, 4]) {
        for (let one = 0; one < 40; one += 1) {
          const { kind } = judge(unit, ask(code, one, 1), 0)
          expect(kind === 'allowed').toBe(seen.has(`${unit}/${code}/${one}`))
        }
      }
    }
  }
})

test('a client that tries out addresses gives no policy to learn, and the summary says so', () => {
  const sightings = new Sightings()
  for (let at = 0; at < 5000; at += 1) {
    const request = readRequest(pduOf(3, at * 2, 1))
    if (request.ok) sightings.add(1, request.value)
  }
  expect(sightings.overflowed).toBe(true)
  expect(sightings.list()[0]?.ranges).toHaveLength(4096)
})
