import { describe, expect, test } from 'vitest'
import {
  aChange,
  go,
  openChange,
  sign,
  submit,
  veto,
  writePlan,
} from '../../../test/builders/a-change.ts'
import { aPlan } from '../../../test/builders/a-plan.ts'
import type { QualificationStanding } from '../plant/qualification.ts'
import type { ChangeCommand } from './decide-change.ts'
import { plannedUpdateRefusals } from './planned-update.ts'

const planned = (standing: QualificationStanding) =>
  aPlan({ update: { releaseId: 'KB1', product: 'Windows Server 2019', standing } })
const kinds = (
  command: ChangeCommand,
  then: QualificationStanding,
  today?: QualificationStanding,
) =>
  plannedUpdateRefusals(
    { ...aChange('form-filled', planned('approved')), plan: planned(then) },
    command,
    today === undefined ? undefined : { standing: today },
  ).map((one) => one.kind)

describe('a change that installs an update', () => {
  const change = aChange('form-filled', planned('approved'))
  const forward = [
    submit.command,
    sign(change, 'operations-manager').command,
    go(change).command,
    writePlan(planned('conflict')).command,
    { kind: 'release', processState: 'night', permit: '7' } as const,
  ]

  test('takes no step towards the plant while a vendor refuses it or vendors disagree', () => {
    for (const command of forward) {
      for (const no of ['not-approved', 'conflict'] as const) {
        expect(kinds(command, 'approved', no), command.kind).toEqual(['not-qualified'])
      }
    }
  })

  test('goes by what vendors say today, and by the plan where that is not asked', () => {
    expect(kinds(submit.command, 'not-approved')).toEqual(['not-qualified'])
    expect(kinds(submit.command, 'not-approved', 'approved')).toEqual([])
    for (const open of ['approved', 'pending', 'not-stated'] as const) {
      expect(kinds(submit.command, open, open)).toEqual([])
    }
  })

  test('may be held, vetoed, deferred and rolled back whatever vendors say', () => {
    const others: readonly ChangeCommand[] = [
      veto.command,
      openChange().command,
      { kind: 'hold', reason: 'x' },
      { kind: 'release-rollback', reason: 'x' },
      { kind: 'decide', decision: { kind: 'no-go', reason: 'x' } },
    ]
    for (const command of others) expect(kinds(command, 'not-approved', 'not-approved')).toEqual([])
  })

  test('is asked nothing where it installs none', () => {
    expect(
      plannedUpdateRefusals(aChange('form-filled'), submit.command, { standing: 'not-approved' }),
    ).toEqual([])
  })
})
