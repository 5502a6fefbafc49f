import { describe, expect, test } from 'vitest'
import { facts } from '../../../test/builders/a-change.ts'
import { aPolicy } from '../../../test/builders/a-policy.ts'
import { administrator, engineer, operator } from '../../../test/builders/people.ts'
import { type ControlCommand, creditOf, decideControl, evolveControl } from './control.ts'

const command: ControlCommand = {
  kind: 'record-control',
  id: 'control-1',
  caseId: 'case-1',
  assetTag: 'PLC-101',
  policy: aPolicy(),
  rules: 'table inet x {}',
  rulesSha256: 'a'.repeat(64),
  verdict: { kind: 'accepted', tool: 'nft', version: '1.0.6' },
  reviewOn: '2026-12-01',
  expiresOn: '2026-12-24',
}

function kinds(fields: Partial<ControlCommand>, by = engineer): string[] {
  const decided = decideControl(null, { ...command, ...fields }, facts(by))
  return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
}

function recorded(fields: Partial<ControlCommand> = {}) {
  const decided = decideControl(null, { ...command, ...fields }, facts(engineer))
  const [event] = decided.ok ? decided.value : []
  if (event === undefined) throw new Error('it is recorded')
  return evolveControl(null, event)
}

describe('a compensating control', () => {
  test('that nobody verified is worth nothing, whatever its rules are', () => {
    expect(recorded().verified).toBe(false)
    expect(creditOf(recorded())).toBe('none')
    const unchecked = { kind: 'missing', tool: 'nft', clearedBy: 'Install it' } as const
    expect(creditOf(recorded({ verdict: unchecked }))).toBe('none')
  })

  test('has an owner, a review date and an expiry', () => {
    expect(recorded().ownerId).toBe('engineer')
    expect(kinds({ reviewOn: '', expiresOn: '2026-02-30' })).toEqual(['no-date', 'no-date'])
    expect(kinds({ expiresOn: '2026-11-22' })).toEqual(['no-date'])
    expect(kinds({ reviewOn: '2026-11-23' })).toEqual([])
  })

  test('whose rules the enforcement point refuses is not recorded', () => {
    const verdict = { kind: 'refused', tool: 'nft', line: 3, message: 'syntax error' } as const
    expect(kinds({ verdict })).toEqual(['rules-refused'])
  })

  test('is recorded by lead or engineer, once', () => {
    expect(kinds({}, operator)).toEqual(['not-your-role'])
    expect(kinds({}, administrator)).toEqual(['not-your-role'])
    const again = decideControl(recorded(), command, facts(engineer))
    expect(again).toMatchObject({ ok: false, refusal: [{ kind: 'control-exists' }] })
  })
})
