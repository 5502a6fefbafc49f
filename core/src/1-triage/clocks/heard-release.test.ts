import { describe, expect, test } from 'vitest'
import { type Act, after, evaluated, policy, source } from '../../../../test/builders/clock-acts.ts'
import { lead } from '../../../../test/builders/people.ts'
import { SYSTEM } from '../../plant/actor.ts'
import type { CivilDay } from './civil-day.ts'
import { runningClocks } from './running-clocks.ts'

const tells = (today: CivilDay, ...days: readonly (readonly [string, CivilDay])[]): Act => [
  SYSTEM,
  {
    kind: 'hear-releases',
    sourceId: 'siemens',
    releases: days.map(([patchId, availableOn]) => ({ patchId, availableOn, basis: 'released' })),
  },
  today,
]
const begun = [policy, source] as const
const ofReleases = (acts: readonly Act[], today: CivilDay) =>
  runningClocks(after(...acts).clocks ?? expect.fail('clocks'), today)
    .filter(({ rule }) => rule.clause.endsWith('guidelines'))
    .map(({ subject, startedOn, startRecordedOn, dueOn, stoppedOn, standing, severity }) => ({
      ...{ subject, startedOn, startRecordedOn, dueOn, stoppedOn, standing, severity },
    }))

describe('a release that a list tells of', () => {
  test('starts the clock of its evaluation on the day of its source, not of the import', () => {
    expect(
      ofReleases([...begun, tells('2026-02-20', ['SP-1', '2026-01-10'])], '2026-02-20'),
    ).toEqual([
      {
        subject: 'Evaluation of SP-1, of Siemens ProductCERT',
        startedOn: '2026-01-10',
        startRecordedOn: '2026-02-20',
        dueOn: '2026-02-14',
        stoppedOn: null,
        standing: 'overdue',
        severity: null,
      },
    ])
  })

  test('is one clock with all that came on that day and was heard of together', () => {
    const names = ['A', 'B', 'C', 'D', 'E'].map((name) => [name, '2026-01-10'] as const)
    const [one, ...more] = ofReleases([...begun, tells('2026-01-12', ...names)], '2026-01-12')
    expect(one?.subject).toBe('Evaluation of A, B, C and 2 more, of Siemens ProductCERT')
    expect(more).toEqual([])
  })

  test('is stopped by the evaluation that is written down after it, never by one before', () => {
    const early = [
      ...begun,
      evaluated('2026-01-20', []),
      tells('2026-01-25', ['SP-1', '2026-01-10']),
    ]
    expect(ofReleases(early, '2026-01-26')[0]?.stoppedOn).toBeNull()
    const covered = [...early, evaluated('2026-01-30', [])]
    expect(ofReleases(covered, '2026-02-01')[0]).toMatchObject({
      stoppedOn: '2026-01-30',
      standing: 'in-time',
    })
    const backdated: Act = [lead, evaluated('2026-01-24', [])[1], '2026-01-28']
    expect(ofReleases([...early, backdated], '2026-02-01')[0]?.stoppedOn).toBe('2026-01-24')
  })

  test('starts none where an evaluation found it already, or before the source was in use', () => {
    const found = evaluated('2026-01-20', [{ patchId: 'SP-1', assetIds: ['PLC-1'] }])
    const known = [...begun, found, tells('2026-01-25', ['SP-1', '2026-01-10'])]
    expect(after(...known).refused).toEqual(['nothing-new'])
    expect(after(...begun, tells('2026-01-25', ['OLD', '2025-12-31'])).refused).toEqual([
      'nothing-new',
    ])
  })

  test('goes back to an earlier day that a later list gives, and to no later one', () => {
    const first = [...begun, tells('2026-01-25', ['SP-1', '2026-01-20'])]
    const earlier = [...first, tells('2026-01-26', ['SP-1', '2026-01-10'])]
    expect(ofReleases(earlier, '2026-01-26').map(({ startedOn }) => startedOn)).toEqual([
      '2026-01-10',
    ])
    expect(after(...first, tells('2026-01-26', ['SP-1', '2026-01-22'])).refused).toEqual([
      'nothing-new',
    ])
  })

  test('is heard from lists alone, of a source that is known', () => {
    const byHand: Act = [lead, tells('2026-01-25', ['SP-1', '2026-01-10'])[1], '2026-01-25']
    expect(after(...begun, byHand).refused).toEqual(['not-your-role'])
    expect(after(policy, tells('2026-01-25', ['SP-1', '2026-01-10'])).refused).toEqual([
      'no-such-source',
    ])
  })
})
