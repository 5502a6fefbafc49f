import { describe, expect, test } from 'vitest'
import { afterCase, answered, opens } from '../../../../test/builders/a-case.ts'
import { facts } from '../../../../test/builders/a-change.ts'
import { engineer, lead } from '../../../../test/builders/people.ts'
import { addYear } from '../clocks/civil-day.ts'
import { decideCase } from '../decide-case.ts'
import { type CaseCommand, evolveCase, type TriageCase } from '../triage-case.ts'
import { type MeansJudgement, nothingJudged } from './judge-means.ts'
import { termStanding } from './means-term.ts'
import { unpatchableRegister } from './unpatchable-register.ts'

const ready = afterCase(null, opens(), ...answered)

function onDay(today: string, changed: Partial<MeansJudgement> = {}): MeansJudgement {
  return { ...nothingJudged(today), ...changed }
}

function act(
  state: TriageCase,
  command: CaseCommand,
  { by = lead, means = onDay('2026-11-23') } = {},
): TriageCase | string[] {
  const answer = decideCase(state, command, { ...facts(by), means })
  return answer.ok
    ? answer.value.reduce(evolveCase, state as TriageCase)
    : answer.refusal.map(({ kind }) => kind)
}

const why = { reason: 'no fix; the firewall keeps it away' }
const noPatch = onDay('2026-11-23', { unpatchable: ['no-fix'] })
const mitigate: CaseCommand = { kind: 'decide-case', means: 'mitigate', ...why }
const mitigated = act(ready, mitigate, { means: noPatch }) as TriageCase
const renew: CaseCommand = { kind: 'renew-means', reason: 'walked the line: it still stands' }

describe('means that repair nothing', () => {
  test('stand for a year at most, and say why no patch was to be had', () => {
    expect(mitigated.decision?.term).toEqual({
      ...{ until: '2027-11-23', replaceBy: null, unpatchable: ['no-fix'], renewals: [] },
    })
    expect(act(ready, { ...mitigate, until: '2027-11-24' })).toEqual(['longer-than-a-year'])
    expect(act(ready, { ...mitigate, until: '2026-11-23' })).toEqual(['not-a-later-day'])
    expect(act(ready, { ...mitigate, until: 'next May' })).toEqual(['not-a-later-day'])
    const patch = act(ready, { ...mitigate, means: 'patch' }) as TriageCase
    expect(patch.decision?.term).toBeNull()
  })

  test('are accepted until a day, and replaced by a day', () => {
    expect(act(ready, { ...mitigate, means: 'accept' })).toEqual(['no-expiry'])
    expect(act(ready, { ...mitigate, means: 'replace' })).toEqual(['no-replacement-day'])
    const interim = { ...mitigate, means: 'patch', interim: 'accept' } as const
    expect(act(ready, interim)).toEqual(['no-expiry'])
    expect(act(ready, { ...interim, until: '2027-02-28' })).toMatchObject({
      decision: { means: 'patch', interim: 'accept', term: { until: '2027-02-28' } },
    })
    expect(act(ready, { ...mitigate, interim: 'mitigate' })).toEqual(['same-means'])
  })

  test('are refused where they are not possible, with the reason', () => {
    const standings = [
      { means: 'patch', standing: 'not-possible', because: ['No fix is planned'], asks: [] },
    ] as const
    const means = onDay('2026-11-23', { standings })
    expect(act(ready, { ...mitigate, means: 'patch' }, { means })).toEqual(['means-not-possible'])
  })
})

describe('renewing them', () => {
  test('is a look by the lead, in words, for at most another year', () => {
    const means = onDay('2027-11-01')
    const again = act(mitigated, renew, { means }) as TriageCase
    expect(again.decision?.term).toMatchObject({
      until: '2028-11-01',
      renewals: [{ on: '2027-11-01', until: '2028-11-01', personId: 'lead' }],
    })
    expect(act(mitigated, renew, { by: engineer, means })).toEqual(['not-your-role'])
    expect(act(mitigated, { ...renew, reason: ' ' }, { means })).toEqual(['empty-text'])
    expect(act(ready, renew, { means })).toEqual(['nothing-to-renew'])
  })

  test('is refused once it can be patched, or while a control of the case has expired', () => {
    const standings = [
      { means: 'patch', standing: 'possible', because: ['V2 is out'], asks: [] },
    ] as const
    expect(act(mitigated, renew, { means: onDay('2027-11-01', { standings }) })).toEqual([
      'patch-possible',
    ])
    const expiredControls = ['Conduit A, expired on 2027-10-01']
    expect(act(mitigated, renew, { means: onDay('2027-11-01', { expiredControls }) })).toEqual([
      'control-expired',
    ])
  })
})

describe('a day that has passed', () => {
  const review: CaseCommand = { kind: 'review-term' }

  test('opens the case again and leaves the decision on record', () => {
    expect(act(mitigated, review, { means: onDay('2027-11-23') })).toEqual(['term-stands'])
    const again = act(mitigated, review, { means: onDay('2027-11-24') }) as TriageCase
    expect([again.state, again.decision]).toEqual(['open', mitigated.decision])
    expect(again.reopenedBecause).toBe(
      'To mitigate was decided until 2027-11-23, and nobody renewed it',
    )
    expect(act(again, review, { means: onDay('2027-11-24') })).toEqual(['term-stands'])
  })

  test('is also the day by which the asset was to be replaced', () => {
    const command = { ...mitigate, means: 'replace', replaceBy: '2027-06-30' } as const
    const decided = act(ready, command) as TriageCase
    const again = act(decided, review, { means: onDay('2027-07-01') }) as TriageCase
    expect(again.reopenedBecause).toBe('It was to be replaced by 2027-06-30')
    const later = { ...renew, replaceBy: '2028-03-31' } as CaseCommand
    const moved = act(decided, later, { means: onDay('2027-06-01') }) as TriageCase
    expect(moved.decision?.term?.replaceBy).toBe('2028-03-31')
  })

  test('is announced a month before', () => {
    const term = mitigated.decision?.term ?? expect.fail('a term')
    expect(termStanding(term, '2027-10-23')).toBe('stands')
    expect(termStanding(term, '2027-10-24')).toBe('due')
    expect(termStanding(term, '2027-11-24')).toBe('lapsed')
  })

  test('a year from a leap day is the last of February', () => {
    expect(addYear('2028-02-29')).toBe('2029-02-28')
    expect(addYear('2027-02-28')).toBe('2028-02-28')
    expect(addYear('2027-12-31')).toBe('2028-12-31')
  })
})

describe('the register', () => {
  test('has every case whose means repair nothing, the one that ends first at the top', () => {
    const soon = act(ready, { ...mitigate, until: '2026-12-01' }) as TriageCase
    const patched = act(ready, { ...mitigate, means: 'patch' }) as TriageCase
    const rows = unpatchableRegister([mitigated, patched, soon], '2026-11-23')
    expect(rows.map(({ standing, daysLeft }) => [standing, daysLeft])).toEqual([
      ['due', 8],
      ['stands', 365],
    ])
    const open = { ...soon, state: 'open' } as const
    expect(unpatchableRegister([open], '2027-01-01')[0]).toMatchObject({
      ...{ standing: 'open-again', daysLeft: -31 },
    })
    expect(unpatchableRegister([{ ...soon, state: 'closed' }], '2027-01-01')).toEqual([])
  })
})
