import { describe, expect, test } from 'vitest'
import { facts } from '../../../../test/builders/a-change.ts'
import { engineer, lead, operator, safety } from '../../../../test/builders/people.ts'
import { type Actor, SYSTEM } from '../../plant/actor.ts'
import { decideSafeguard } from './decide-safeguard.ts'
import { evolveSafeguard, type Safeguard, type SafeguardCommand } from './safeguard.ts'
import { safeguardProofs, shownToday } from './safeguard-worth.ts'

const { now } = facts(engineer)
const today = now.slice(0, 10)
const later = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()

const record: SafeguardCommand = {
  kind: 'record-safeguard',
  safeguard: {
    ...({ id: 's-1', caseId: 'case-1', assetTag: 'PLC-101', kind: 'access' } as const),
    ...{ title: 'Jump host JUMP-01', evidence: 'network drawing 12', recheckDays: 30 },
    ...{
      only: [{ address: '10.35.1.10', why: 'the jump host' }],
      expiresOn: later(90).slice(0, 10),
    },
  },
}
const holdsUp: SafeguardCommand = {
  kind: 'check-safeguard',
  check: { verdict: 'holds', tool: 'reach', inputs: [], findings: [] },
}
const fails: SafeguardCommand = {
  kind: 'check-safeguard',
  check: {
    ...{ verdict: 'fails', tool: 'reach', inputs: [] },
    findings: [{ what: 'From Business network', holds: false }],
  },
}
const look: SafeguardCommand = {
  ...{ kind: 'inspect-safeguard', on: today, found: 'holds', words: 'cabinet locked' },
}
const sign: SafeguardCommand = { kind: 'sign-inspection' }

function kinds(state: Safeguard | null, command: SafeguardCommand, by: Actor) {
  const decided = decideSafeguard(state, command, facts(by))
  return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
}

function after(...asks: readonly (readonly [SafeguardCommand, Actor])[]): Safeguard {
  let at: Safeguard | null = null
  for (const [command, by] of asks) {
    const decided = decideSafeguard(at, command, facts(by))
    if (!decided.ok) throw new Error(decided.refusal[0]?.what)
    for (const event of decided.value) at = evolveSafeguard(at, event)
  }
  return at ?? expect.fail('nothing happened')
}

const recorded = after([record, engineer])
const creditOf = (state: Safeguard, at = now) =>
  safeguardProofs(state, at).map(({ verdict }) => verdict)

describe('a safeguard', () => {
  test('is a claim that is worth nothing until something shows it', () => {
    expect(recorded.ownerId).toBe('engineer')
    expect(creditOf(recorded)).toEqual([])
    expect(shownToday(recorded, now).why).toEqual(['No check was run, and nobody inspected it'])
  })

  test('counts by a check that the program ran, for as long as it says', () => {
    expect(kinds(recorded, holdsUp, engineer)).toEqual(['not-a-check'])
    const checked = after([record, engineer], [holdsUp, SYSTEM])
    expect(creditOf(checked)).toEqual(['holds'])
    expect(creditOf(checked, later(31))).toEqual(['fails'])
    expect(shownToday(checked, later(31)).why).toEqual(['What showed it is too old'])
    expect(shownToday(checked, later(100)).why).toEqual([`It expired on ${recorded.expiresOn}`])
    expect(creditOf(after([record, engineer], [holdsUp, SYSTEM], [fails, SYSTEM]))).toEqual([
      'fails',
    ])
  })

  test('counts by an inspection only once a second person signed it, who does not own it', () => {
    const seen = after([record, engineer], [look, operator])
    expect(creditOf(seen)).toEqual([])
    expect(shownToday(seen, now).why).toEqual(['The inspection waits for a second signature'])
    expect(kinds(seen, sign, operator)).toEqual(['same-person'])
    expect(kinds(seen, sign, engineer)).toEqual(['same-person'])
    const signed = after([record, engineer], [look, operator], [sign, safety])
    expect(creditOf(signed)).toEqual(['holds'])
    expect(kinds(signed, sign, lead)).toEqual(['no-inspection'])
    expect(creditOf(signed, later(31))).toEqual(['fails'])
    // Looked at anew: what was signed before speaks no more.
    const again = after([record, engineer], [look, operator], [sign, safety], [look, lead])
    expect(creditOf(again)).toEqual([])
  })

  test('loses its worth to whatever says otherwise, whatever else was seen', () => {
    const bad: SafeguardCommand = { ...look, found: 'fails', words: 'door open' }
    const against = after([record, engineer], [holdsUp, SYSTEM], [bad, operator])
    expect(creditOf(against)).toEqual(['fails'])
    expect(shownToday(against, now).why).toEqual(['The inspection found: door open'])
    const both = after([record, engineer], [fails, SYSTEM], [look, operator], [sign, safety])
    expect(shownToday(both, now).why).toEqual(['The check fails: From Business network'])
  })

  test('can be withdrawn, by the operator too, and is worth nothing then', () => {
    const gone: SafeguardCommand = { kind: 'withdraw-safeguard', reason: 'replaced' }
    expect(kinds(recorded, gone, safety)).toEqual(['not-your-role'])
    const withdrawn = after([record, engineer], [holdsUp, SYSTEM], [gone, operator])
    expect(creditOf(withdrawn)).toEqual(['fails'])
    expect(kinds(withdrawn, look, operator)).toEqual(['no-such-safeguard'])
  })

  test('of monitoring takes nothing off the risk, and keeps nobody out', () => {
    const { safeguard } = record as Extract<SafeguardCommand, { kind: 'record-safeguard' }>
    const watch: SafeguardCommand = {
      kind: 'record-safeguard',
      safeguard: { ...safeguard, kind: 'monitoring', only: [] },
    }
    const shown = after([watch, engineer], [holdsUp, SYSTEM])
    expect(shownToday(shown, now).shown?.by).toBe('check')
    expect(creditOf(shown)).toEqual([])
    expect(
      kinds(null, { ...watch, safeguard: { ...safeguard, kind: 'monitoring' } }, engineer),
    ).toEqual(['senders-astray'])
  })

  test('is refused with everything that is missing', () => {
    const { safeguard } = record as Extract<SafeguardCommand, { kind: 'record-safeguard' }>
    const bad = {
      ...{ ...safeguard, title: ' ', evidence: '', expiresOn: '2020-01-01', recheckDays: 91 },
      only: [{ address: 'everywhere', why: '' }],
    }
    expect(kinds(null, { kind: 'record-safeguard', safeguard: bad }, operator)).toEqual([
      ...['not-your-role', 'empty-text', 'empty-text', 'no-date', 'no-recheck', 'senders-astray'],
    ])
    expect(kinds(recorded, { ...look, on: later(1).slice(0, 10) }, operator)).toEqual(['no-date'])
  })
})
