import type { Offer } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { changeRefusals, refusalsOf } from './ask-rules.ts'

const missing = { kind: 'backup-missing', what: 'There is no backup', clearedBy: 'x', owner: null }
const offers: readonly Offer[] = [
  { command: 'start-step', about: 'backup', refusals: [] },
  { command: 'start-step', about: 'transfer', refusals: [missing] },
  { command: 'hold', about: null, refusals: [] },
]

test('an offer is found by its command and by what it is about', () => {
  expect(refusalsOf(offers, 'start-step', 'backup')).toEqual([])
  expect(refusalsOf(offers, 'start-step', 'transfer')).toEqual([missing])
  expect(refusalsOf(offers, 'hold')).toEqual([])
})

test('an act of which the rules said nothing stays blocked', () => {
  expect(refusalsOf(offers, 'start-step', 'activate')[0]?.kind).toBe('not-offered')
  expect(refusalsOf(offers, 'veto')[0]?.kind).toBe('not-offered')
})

test('the browser gives the same refusal as the rules, by role', () => {
  const command = { kind: 'open-change', id: 'x', caseId: 'x', title: 'x' } as const
  const actor = { personId: 'p', name: 'P', reauthenticatedAt: null }
  const asEngineer = { ...actor, roles: ['control-systems-engineer'] as const }
  const asAuditor = { ...actor, roles: ['auditor'] as const }
  expect(changeRefusals(null, command, asEngineer)).toEqual([])
  expect(changeRefusals(null, command, asAuditor)[0]?.kind).toBe('not-your-role')
})
