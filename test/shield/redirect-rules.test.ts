import { spawnSync } from 'node:child_process'
import { createNftRuleChecker } from '@holdpoint/rules'
import { renderShieldRules } from '@holdpoint/shield'
import { describe, expect, test } from 'vitest'
import { aPolicy } from './a-shield.ts'

const hasNft = spawnSync('nft', ['--version']).status === 0

const closed = {}
const open = {
  listen: { address: '0.0.0.0', port: 502 },
  device: { address: '10.10.1.11', port: 502 },
  failMode: { mode: 'open', signedBy: 'M. Keller', signedAt: '2026-11-20T09:00:00Z' },
}
const six = {
  listen: { address: 'fd00::1', port: 1502 },
  device: { address: 'fd00:1::11', port: 502 },
}

function rulesOf(fields: object) {
  const rendered = renderShieldRules(aPolicy(fields))
  if (!rendered.ok) throw new Error(rendered.refusal.why)
  return rendered.value
}

test('fail closed: nothing is forwarded to the device, with a shield or without', () => {
  const { rules, withoutShield } = rulesOf(closed)
  expect(rules).toContain('dnat ip to 127.0.0.1:1502')
  expect(rules).toContain('hook forward')
  expect(withoutShield).toMatch('refused')
})

test('fail open: clients are led to the shield only while one listens, and the price is said', () => {
  const { rules, withoutShield } = rulesOf(open)
  expect(rules).toContain('socket wildcard 1 counter redirect to :502')
  expect(rules).not.toContain('hook forward')
  expect(withoutShield).toMatch('anything can be written')
})

test.each([
  ['listens at one address', { listen: { address: '10.10.2.254', port: 502 } }],
  ['listens at another port', { listen: { address: '0.0.0.0', port: 1502 } }],
])('fail open cannot be had where the shield %s', (_, fields) => {
  const rendered = renderShieldRules(aPolicy({ ...open, ...fields }))
  expect(rendered.ok ? null : rendered.refusal.where).toBe('/failMode/mode')
})

test('words of a person stay in their comment', () => {
  const { rules } = rulesOf({ conduit: 'a\nflush ruleset\u2028#', ...open })
  expect(rules.split('\n')[0]).toBe('# conduit: a?flush ruleset?#')
})

test('the kernel guard says what it is not, and lists what the policy allows and it can see', () => {
  const allow = [3, 4, 6, 16].map((code) => ({ function: code, from: 0, to: 9 }))
  const { guard } = rulesOf({ ...open, units: [{ unit: 1, allow }] })
  expect(guard?.rules).toContain('@ih,56,8 { 3, 4, 6 } accept')
  expect(guard?.rules).toContain('Stops honest mistakes only; it is no guarantee')
  expect(rulesOf(six).guard).toBeNull()
  expect(rulesOf({ ...open, units: [{ unit: 1, allow: [{ function: 43 }] }] }).guard).toBeNull()
})

describe.skipIf(!hasNft)('nft as it is installed (skipped where nftables is not)', () => {
  test.each([
    ['closed', closed],
    ['open', open],
    ['IPv6', six],
  ])('takes the rules that fail %s, the guard and both rollbacks', async (_, fields) => {
    const { rules, rollback, guard } = rulesOf(fields)
    const text = `${rules}${rollback}${guard?.rules ?? ''}${guard?.rollback ?? ''}`
    expect(await createNftRuleChecker().check(text)).toMatchObject({ ok: true })
  })
})
