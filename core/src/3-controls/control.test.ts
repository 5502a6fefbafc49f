import { describe, expect, test } from 'vitest'
import { facts } from '../../../test/builders/a-change.ts'
import { aCheck, aControl, allChecks, inForce } from '../../../test/builders/a-control.ts'
import { aPolicy } from '../../../test/builders/a-policy.ts'
import {
  administrator,
  engineer,
  lead,
  manager,
  operator,
  safety,
} from '../../../test/builders/people.ts'
import type { Actor } from '../plant/actor.ts'
import { SYSTEM } from '../plant/actor.ts'
import { ageingOf } from './ageing.ts'
import {
  type CompensatingControl,
  type ControlCommand,
  controlSteps,
  evolveControl,
} from './control.ts'
import { creditOf, proofsOf, whyNoCredit } from './credit.ts'
import { decideControl } from './decide-control.ts'

type Record = Extract<ControlCommand, { kind: 'record-control' }>

const command: Record = {
  ...{ kind: 'record-control', id: 'control-1', caseId: 'case-1', assetTag: 'PLC-101' },
  ...{ firewall: 'FW-01', point: { dialect: 'nftables' }, policy: aPolicy() },
  ...{ rules: 'table inet x {}', rollback: '', endSessions: null, rulesSha256: 'a'.repeat(64) },
  ...{ verdict: { kind: 'accepted', tool: 'nft', version: '1.0.6' }, scope: null },
  ...{ reviewOn: '2026-12-01', expiresOn: '2026-12-24', recheckDays: 7 },
}
const now = facts(engineer).now
const tomorrow = new Date(Date.parse(now) + 86_400_000).toISOString()

function kinds(state: CompensatingControl | null, asked: ControlCommand, by: Actor = engineer) {
  const decided = decideControl(state, asked, facts(by))
  return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
}

function after(
  state: CompensatingControl | null,
  ...asks: readonly (readonly [ControlCommand, Actor])[]
): CompensatingControl {
  let at = state
  for (const [asked, by] of asks) {
    const decided = decideControl(at, asked, facts(by))
    if (!decided.ok) throw new Error(decided.refusal[0]?.what)
    for (const event of decided.value) at = evolveControl(at, event)
  }
  if (at === null) throw new Error('nothing happened')
  return at
}

describe('a compensating control that is recorded', () => {
  test('has an owner, a review date, an expiry and a period for its checks', () => {
    expect(after(null, [command, engineer]).ownerId).toBe('engineer')
    const undated = { ...command, reviewOn: '', expiresOn: '2026-02-30' }
    expect(kinds(null, undated)).toEqual(['no-date', 'no-date'])
    expect(kinds(null, { ...command, recheckDays: 36 })).toEqual(['no-recheck'])
    expect(kinds(null, { ...command, recheckDays: 0.5 })).toEqual(['no-recheck'])
  })

  test('is not recorded where the enforcement point refuses its rules', () => {
    const verdict = { kind: 'refused', tool: 'nft', line: 3, message: 'syntax error' } as const
    expect(kinds(null, { ...command, verdict })).toEqual(['rules-refused'])
  })

  test('is recorded by lead or engineer, once', () => {
    expect(kinds(null, command, operator)).toEqual(['not-your-role'])
    expect(kinds(null, command, administrator)).toEqual(['not-your-role'])
    expect(kinds(after(null, [command, lead]), command)).toEqual(['control-exists'])
  })
})

describe('its credit', () => {
  const at = '2026-11-21T00:00:00.000Z'

  test('is none for what is declared, and for what is proved and not in force', () => {
    expect(creditOf(aControl(), at)).toBe('none')
    expect(creditOf(inForce, at)).toBe('controlled')
    for (const step of ['recorded', 'learn', 'alert', 'remove'] as const) {
      expect(creditOf({ ...inForce, step }, at)).toBe('none')
    }
  })

  test('needs every one of the three proofs, in date, and none of them may fail', () => {
    for (const kind of ['exact-deployed', 'live', 'captures'] as const) {
      const others = inForce.checks.filter((one) => one.kind !== kind)
      expect(creditOf({ ...inForce, checks: others }, at)).toBe('none')
      const failed = [...others, aCheck(kind, { verdict: 'fails' })]
      expect(creditOf({ ...inForce, checks: failed }, at)).toBe('none')
      expect(proofsOf({ ...inForce, checks: failed }, at)[0]?.verdict).toBe('fails')
      const old = [...others, aCheck(kind, { until: at })]
      expect(whyNoCredit({ ...inForce, checks: old }, at)).toEqual([
        expect.stringMatching(/is too old$/),
      ])
    }
    expect(proofsOf(inForce, at)).toMatchObject([
      { controlId: 'control-1', verdict: 'holds', exposure: 'controlled' },
    ])
  })

  test('ends with a veto, its expiry and anything that wears it out', () => {
    const veto = { by: 'operator', reason: 'alarms at night', at }
    const aged = [{ kind: 'owner-gone', words: 'gone' }] as const
    for (const fields of [{ veto }, { aged }, { expiresOn: '2026-11-20' }]) {
      expect(creditOf({ ...inForce, ...fields }, at)).toBe('none')
      expect(proofsOf({ ...inForce, ...fields }, at)[0]?.verdict).toBe('fails')
    }
    const proof = proofsOf({ ...inForce, expiresOn: '2026-11-22' }, at)[0]
    expect(proof?.until).toBe('2026-11-23T00:00:00.000Z')
  })

  test('is never a person’s word: only the program says what a check said', () => {
    const { at: _at, until: _until, ...check } = aCheck('live')
    const asked = { kind: 'record-check', check } as const
    for (const by of [engineer, lead, operator, administrator]) {
      expect(kinds(aControl(), asked, by)).toEqual(['not-a-check'])
    }
    const checked = after(aControl(), [asked, SYSTEM])
    expect(checked.checks[0]).toMatchObject({ kind: 'live', at: now })
    expect(Date.parse(checked.checks[0]?.until ?? '')).toBe(Date.parse(now) + 7 * 86_400_000)
  })
})

describe('the way of a control into the plant', () => {
  const proved = aControl({ checks: allChecks.map((kind) => aCheck(kind)) })
  const release = (step: (typeof controlSteps)[number]) =>
    [{ kind: 'release-step', step, reason: 'quiet night' }, operator] as const
  const take = (step: (typeof controlSteps)[number]) =>
    [{ kind: 'take-step', step, note: '' }, engineer] as const

  test('is learn, alert only, enforce; each released by the operator and taken by another', () => {
    let control = proved
    for (const step of ['learn', 'alert', 'enforce'] as const) {
      expect(kinds(control, take(step)[0])).toEqual(['not-released'])
      control = after(control, release(step))
      const both = { ...operator, roles: [...operator.roles, ...engineer.roles] }
      expect(kinds(control, take(step)[0], both)).toEqual(['same-person'])
      control = after(control, take(step))
    }
    expect(control.step).toBe('enforce')
    expect(kinds(proved, release('enforce')[0], operator)).toEqual(['out-of-order'])
    const out = after(control, release('remove'), take('remove'))
    expect(kinds(out, release('learn')[0], operator)).toContain('control-removed')
  })

  test('does not get to enforcing without the proofs', () => {
    const alert = aControl({ step: 'alert' })
    expect(kinds(alert, release('enforce')[0], operator)).toEqual(Array(3).fill('not-proved'))
    const failing = aControl({
      step: 'alert',
      checks: allChecks.map((kind) => aCheck(kind, kind === 'live' ? { verdict: 'fails' } : {})),
    })
    expect(kinds(failing, release('enforce')[0], operator)).toEqual(['not-proved'])
  })

  test('nobody but the operator releases, and a release is for one shift', () => {
    for (const by of [engineer, lead, manager, safety, administrator]) {
      expect(kinds(proved, release('learn')[0], by)).toEqual(['not-your-role'])
    }
    const stale = { step: 'learn', by: 'operator', at: '2026-01-01T00:00:00.000Z' } as const
    expect(kinds({ ...proved, released: stale }, take('learn')[0])).toEqual(['not-released'])
    const early = { ...stale, at: tomorrow }
    expect(kinds({ ...proved, released: early }, take('learn')[0])).toEqual(['not-released'])
  })

  test('the operator’s veto stops every step, takes back a release, and only operations lifts it', () => {
    const veto = { kind: 'veto-control', reason: 'valve alarms' } as const
    const stopped = after(proved, release('learn'), [veto, operator])
    expect(stopped.released).toBeNull()
    for (const step of controlSteps) {
      expect(kinds(stopped, take(step)[0])).toContain('vetoed')
      expect(kinds(stopped, release(step)[0], operator)).toContain('vetoed')
    }
    const lift = { kind: 'lift-control-veto', reason: 'x' } as const
    for (const by of [engineer, lead, manager, safety, administrator, SYSTEM]) {
      expect(kinds(stopped, lift, by)).toEqual(['not-your-role'])
    }
    expect(after(stopped, [lift, operator]).veto).toBeNull()
  })
})

describe('what wears a control out', () => {
  const at = '2026-11-21T00:00:00.000Z'
  const asset = { zone: 'control', address: '10.10.1.11' }
  const fine = { now: at, ownerIsThere: true, asset, advisory: { version: '1', highestScore: 9.8 } }
  const aged = (control: CompensatingControl, fields = {}) =>
    ageingOf(control, { ...fine, ...fields }).map(({ kind }) => kind)

  test('is seen in all six kinds, and nothing else is', () => {
    expect(aged(inForce)).toEqual([])
    const others = inForce.checks.filter(({ kind }) => kind !== 'exact-deployed')
    const drifted = [...others, aCheck('exact-deployed', { verdict: 'fails' })]
    expect(aged({ ...inForce, checks: drifted })).toEqual(['drift'])
    expect(aged(inForce, { ownerIsThere: false })).toEqual(['owner-gone'])
    expect(aged(inForce, { asset: null })).toEqual(['scope-changed'])
    expect(aged(inForce, { asset: { ...asset, address: '10.10.1.99' } })).toEqual(['scope-changed'])
    expect(aged(inForce, { asset: { ...asset, zone: 'dmz' } })).toEqual(['scope-changed'])
    expect(aged(inForce, { advisory: { version: '2', highestScore: 10 } })).toEqual([
      'severity-revised',
    ])
    expect(aged(inForce, { now: '2026-12-20T00:00:00.000Z' })).toEqual(['evidence-stale'])
    const older = [...others, aCheck('exact-deployed', { tool: 'holdpoint reach, rules 0' })]
    expect(aged({ ...inForce, checks: older })).toEqual(['framework-changed'])
  })
})

describe('what the exploit of a control sends', () => {
  const described: ControlCommand = {
    ...({ kind: 'describe-exploit', severity: 'high' } as const),
    ...{ cve: 'CVE-2019-6856', title: 'Writing memory blocks', allowedSources: [] },
    exploit: { protocol: 'modbus', function: 6 },
  }

  test('becomes a rule of the sensor; what was proved of the rule before is proved no more', () => {
    const once = after(inForce, [described, engineer])
    expect(once.signature?.facts.protects).toEqual([inForce.policy.protects])
    expect(once.signature?.rule).toContain('CVE-2019-6856')
    expect(once.checks.map(({ kind }) => kind)).toEqual(['exact-planned', 'exact-deployed', 'live'])
    expect([creditOf(inForce, now), creditOf(once, now)]).toEqual(['controlled', 'none'])
    const twice = after(once, [
      { ...described, exploit: { protocol: 'modbus', function: 5 } },
      lead,
    ])
    expect(twice.signature?.facts.revision).toBe(2)
    expect(twice.signature?.sid).not.toBe(once.signature?.sid)
  })

  test('is described by those who make controls, and only so that a rule can be written', () => {
    expect(kinds(inForce, described, operator)).toEqual(['not-your-role'])
    expect(kinds(null, described)).toEqual(['no-such-control'])
    expect(kinds({ ...inForce, step: 'remove' }, described)).toEqual(['control-removed'])
    const vague = { ...described, cve: 'CVE', exploit: { protocol: 'modbus' } }
    expect(kinds(inForce, vague)).toEqual(['exploit-unclear', 'exploit-unclear'])
  })
})
