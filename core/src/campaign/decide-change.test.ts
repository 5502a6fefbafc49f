import { describe, expect, test } from 'vitest'
import {
  aChange,
  after,
  close,
  does,
  hold,
  kindsOf,
  lesson,
  openChange,
  release,
  releaseRollback,
  report,
  revise,
  send,
  sign,
  start,
  submit,
  veto,
  writePlan,
} from '../../../test/builders/a-change.ts'
import { aOneWayPlan, aPlan } from '../../../test/builders/a-plan.ts'
import { administrator, author, engineer, operator } from '../../../test/builders/people.ts'

describe('a change from end to end', () => {
  test('a patch goes from advisory to closed when everybody does their part', () => {
    const closed = aChange('closed')
    expect(closed).toMatchObject({ state: 'closed', validation: { closedAs: 'installed' } })
    expect(aChange('closed', aOneWayPlan()).state).toBe('closed')
  })

  test('a closed change is final: no act is left', () => {
    const closed = aChange('closed')
    for (const ask of [veto, hold, revise, releaseRollback, lesson, close, submit, writePlan()]) {
      expect(kindsOf(closed, ask), ask.command.kind).not.toEqual([])
    }
  })
})

describe('opening a change and writing its plan', () => {
  test('a change belongs to the control systems engineer, and is opened once', () => {
    expect(kindsOf(null, openChange(operator))).toEqual(['not-your-role'])
    expect(kindsOf(aChange('opened'), openChange())).toEqual(['already-open'])
    expect(kindsOf(null, submit)).toEqual(['no-such-change'])
  })

  test('running the software gives no right to plan', () => {
    expect(kindsOf(aChange('opened'), writePlan(aPlan(), administrator))).toEqual(['not-your-role'])
  })

  test('after the decision of the board the plan is closed', () => {
    expect(kindsOf(aChange('scheduled'), writePlan())).toEqual(['plan-closed'])
  })

  test('any edit of the plan voids every signature, visibly', () => {
    const edited = after(aChange('signed'), writePlan(aPlan({ limits: 'other' }), author))
    expect(edited.board.signatures).toEqual([])
    expect(edited.board.voided).toHaveLength(5)
  })
})

describe('a new revision', () => {
  test('starts without a signature, a decision, a veto or a run', () => {
    const revised = after(aChange('released'), veto, revise)
    expect(revised).toMatchObject({ revision: 2, state: 'drafted' })
    expect(revised.board).toMatchObject({ signatures: [], decision: null, veto: null })
    expect(revised.run).toMatchObject({ release: null, steps: {}, backup: null })
  })

  test('who wrote the plan that it takes over still cannot sign it', () => {
    const byAnother = { ...revise, by: engineer }
    const revised = after(aChange('scheduled'), byAnother, submit)
    const ask = sign(revised, 'control-systems-engineer', author)
    expect(kindsOf(revised, ask)).toEqual(['own-change'])
  })

  test('is not drafted while the plant stands between two firmwares', () => {
    const vetoed = after(aChange('transferred'), veto)
    expect(kindsOf(vetoed, revise)).toEqual(['plant-touched'])
    const undone = after(vetoed, releaseRollback, ...does('undo-read'))
    expect(kindsOf(undone, revise)).toContain('no-such-move')
  })

  test('is not drafted while a step waits for its outcome', () => {
    const waiting = after(aChange('released'), start('backup'), send('backup'), veto)
    expect(kindsOf(waiting, revise)).toEqual(['step-under-way'])
    expect(kindsOf(after(waiting, report('backup')), revise)).toEqual([])
  })

  test('needs a reason', () => {
    const silent = { ...revise, command: { kind: 'revise', reason: ' ' } } as const
    expect(kindsOf(aChange('scheduled'), silent)).toEqual(['reason-missing'])
  })

  test('is released anew: the old release does not carry over', () => {
    const revised = after(aChange('released'), veto, revise)
    expect(kindsOf(revised, release)).toContain('no-such-move')
  })
})
