import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aPolicy } from '../../../test/builders/a-policy.ts'
import { SEED } from '../../../test/builders/seed.ts'
import { policyRefusals } from './conduit-policy.ts'
import { renderNftables } from './render/nftables.ts'

const flow = aPolicy().permitted[0]
if (flow === undefined) throw new Error('the policy permits a flow')

const where = (policy: ReturnType<typeof aPolicy>) => policyRefusals(policy).map((one) => one.where)

describe('a conduit policy', () => {
  test('without a fault is rendered', () => {
    expect(where(aPolicy())).toEqual([])
    expect(renderNftables(aPolicy()).ok).toBe(true)
  })

  test.each([
    ['no address', { from: '' }, 'permitted[0].from'],
    ['a number above 255', { from: '10.0.0.256' }, 'permitted[0].from'],
    ['a leading zero, which some readers take for octal', { to: '10.0.0.010' }, 'permitted[0].to'],
    ['a name', { to: 'plc-101' }, 'permitted[0].to'],
    ['a prefix above 32', { to: '10.0.0.0/33' }, 'permitted[0].to'],
    ['a rule in the address', { from: '10.0.0.1 accept' }, 'permitted[0].from'],
    ['port 0', { port: 0 }, 'permitted[0].port'],
    ['port 65536', { port: 65_536 }, 'permitted[0].port'],
    ['half a port', { port: 502.5 }, 'permitted[0].port'],
    ['no reason', { why: '' }, 'permitted[0].why'],
    ['a quotation mark in the reason', { why: 'x" accept' }, 'permitted[0].why'],
    ['a line break in the reason', { why: 'x\ntable inet y' }, 'permitted[0].why'],
  ])('with %s in a flow is refused, and says where', (_what, fields, at) => {
    const faulty = aPolicy({ permitted: [{ ...flow, ...fields }] })
    expect(where(faulty)).toEqual([at])
    expect(renderNftables(faulty).ok).toBe(false)
  })

  test('says every fault at once', () => {
    const protects = { assetTag: 'a"b', address: 'any' }
    expect(where(aPolicy({ conduit: '---', protects }))).toEqual([
      ...['conduit', 'protects.assetTag', 'protects.address'],
    ])
  })

  test(`no text can write a rule of its own (seed ${SEED})`, () => {
    const lines = (text: string) => text.split('\n').length
    const fixed = renderNftables(aPolicy())
    const wanted = fixed.ok ? lines(fixed.value) : 0
    const any = fc.string({ unit: 'binary', maxLength: 60 })
    const wicked = fc.constantFrom('a"; drop', 'a\n}', 'a\u2028b', 'x#y', '$(x)', '\\')
    const plain = fc.stringMatching(/^[a-z][\w .,:;()+/-]{0,40}$/)
    const odd = fc.oneof(any, wicked, { arbitrary: plain, weight: 6 })
    let passed = 0
    const property = fc.property(odd, odd, odd, (why, conduit, assetTag) => {
      const protects = { ...aPolicy().protects, assetTag }
      const rules = renderNftables(aPolicy({ conduit, protects, permitted: [{ ...flow, why }] }))
      if (!rules.ok) return
      passed += 1
      expect(lines(rules.value)).toBe(wanted)
      expect(rules.value.split('"')).toHaveLength(5)
    })
    fc.assert(property, { seed: SEED, numRuns: 500 })
    expect(passed).toBeGreaterThan(50)
  })
})

describe('the rendered rules', () => {
  const text = () => {
    const rules = renderNftables(aPolicy())
    return rules.ok ? rules.value : ''
  }

  test('drop whatever else goes to the protected address, after all permits', () => {
    const lines = text().trimEnd().split('\n')
    const drop = lines.findIndex((line) => line.includes('counter drop'))
    const lastPermit = lines.findLastIndex((line) => line.includes('ct state new'))
    expect(drop).toBeGreaterThan(lastPermit)
    expect(lines[drop]).toContain('ip daddr 10.10.1.11 counter drop')
  })

  test('replace no other table: each conduit and address has its own', () => {
    const tableOf = (policy: ReturnType<typeof aPolicy>) => {
      const rules = renderNftables(policy)
      return rules.ok ? /^delete table inet (\w+)$/m.exec(rules.value)?.[1] : undefined
    }
    const neighbour = { assetTag: 'PLC-102', address: '10.10.1.12' }
    const long = 'x'.repeat(100)
    const policies = [
      ...[aPolicy(), aPolicy({ protects: neighbour })],
      ...[aPolicy({ conduit: `${long}1` }), aPolicy({ conduit: `${long}2` })],
    ]
    expect(new Set(policies.map(tableOf)).size).toBe(4)
  })

  test('let no session outlive its permission: there is no blanket accept', () => {
    const blanket = text()
      .split('\n')
      .filter((line) => /accept/.test(line) && !/saddr|policy accept/.test(line))
    expect(blanket).toEqual([])
  })
})
