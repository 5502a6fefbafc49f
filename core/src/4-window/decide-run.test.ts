import { describe, expect, test } from 'vitest'
import {
  type Ask,
  aChange,
  acceptBack,
  acceptRollback,
  after,
  asked,
  does,
  hold,
  kindsOf,
  oneWayGo,
  release,
  releaseRollback,
  report,
  resume,
  send,
  start,
  veto,
} from '../../../test/builders/a-change.ts'
import { aOneWayPlan } from '../../../test/builders/a-plan.ts'
import { AFTER_WINDOW, BEFORE_WINDOW, PAST_TURN_BACK } from '../../../test/builders/clocks.ts'
import {
  administrator,
  aPerson,
  engineer,
  lead,
  manager,
  operator,
  safety,
} from '../../../test/builders/people.ts'

const settle = (stepId: string, outcome: 'done' | 'failed', by = engineer): Ask => ({
  by,
  command: { kind: 'settle-step', stepId, outcome, basis: 'seen at the panel' },
})

describe('the release by the operator on shift', () => {
  test('belongs to the operator alone', () => {
    const scheduled = aChange('scheduled')
    expect(kindsOf(scheduled, release)).toEqual([])
    for (const by of [engineer, manager, lead, administrator]) {
      expect(kindsOf(scheduled, { ...release, by }), by.personId).toEqual(['not-your-role'])
    }
  })

  test('is given inside of the window, with process state and permit', () => {
    const scheduled = aChange('scheduled')
    expect(kindsOf(scheduled, { ...release, now: BEFORE_WINDOW })).toEqual(['window-not-open'])
    expect(kindsOf(scheduled, { ...release, now: AFTER_WINDOW })).toEqual(['window-closed'])
    const silent = { kind: 'release', processState: ' ', permit: '' } as const
    expect(kindsOf(scheduled, { ...release, command: silent })).toEqual([
      'empty-text',
      'empty-text',
    ])
  })

  test('without it nothing starts', () => {
    expect(kindsOf(aChange('scheduled'), start('backup'))).toEqual(['not-released'])
  })
})

describe('HOLD', () => {
  const held = after(aChange('backed-up'), hold)

  test('is for everybody on standby, and only the operator lets it go on', () => {
    for (const by of [operator, engineer, safety, manager, lead]) {
      expect(kindsOf(aChange('released'), { ...hold, by }), by.personId).toEqual([])
    }
    expect(kindsOf(held, { ...resume, by: engineer })).toEqual(['not-your-role'])
    expect(after(held, resume).state).toBe('in-window')
  })

  test('stops what was intended, and lets what was sent come to its end', () => {
    expect(kindsOf(held, start('transfer'))).toContain('held')
    const waiting = after(aChange('backed-up'), start('transfer'), hold, send('transfer'))
    expect(waiting.run.steps).not.toHaveProperty('transfer')
    const sent = after(aChange('activate-sent'), hold, report('activate'))
    expect(sent).toMatchObject({ state: 'held', run: { steps: { activate: { status: 'done' } } } })
  })

  test('a release does not stand in for the operator who resumes', () => {
    expect(kindsOf(held, release)).toEqual(['held'])
    expect(kindsOf(aChange('scheduled'), resume)).toEqual(['not-held'])
  })

  test('has a reason', () => {
    const silent = { kind: 'hold', reason: '  ' } as const
    expect(kindsOf(aChange('released'), { by: operator, command: silent })).toEqual(['empty-text'])
  })

  test('the way back stays open while held', () => {
    expect(after(aChange('activated'), hold, releaseRollback).state).toBe('rolling-back')
  })
})

describe('after a veto', () => {
  const vetoed = after(aChange('activated'), veto)

  test('no forward act is left, whoever asks', () => {
    for (const by of [operator, manager, engineer, lead, safety, administrator]) {
      for (const ask of [start('confirm'), release, resume, acceptBack]) {
        expect(asked(vetoed, { ...ask, by }).ok, `${ask.command.kind} ${by.personId}`).toBe(false)
      }
    }
  })

  test('a step that was intended before it is withdrawn, not sent', () => {
    const late = after(aChange('backed-up'), start('transfer'), veto, send('transfer'))
    expect(late.run.steps).not.toHaveProperty('transfer')
  })

  test('a restart under way is never cut, and its answer is not lost', () => {
    const cut = after(aChange('activate-sent'), veto, report('activate'))
    expect(cut.run.steps.activate?.status).toBe('done')
  })

  test('the rollback is released and done, also after the window closed', () => {
    const late = { ...releaseRollback, now: AFTER_WINDOW }
    const back = after(vetoed, late, ...does('undo-restart'), ...does('undo-read'), acceptRollback)
    expect(back).toMatchObject({ state: 'rolled-back', board: { veto: { ground: 'safety' } } })
  })

  test('a veto during the rollback is recorded, and the rollback goes on', () => {
    const rolling = after(aChange('activated'), releaseRollback, veto)
    expect(rolling.state).toBe('rolling-back')
    expect(after(rolling, ...does('undo-restart')).run.steps['undo-restart']?.status).toBe('done')
  })
})

describe('the outcome of a step', () => {
  const lost = after(aChange('activate-sent'), report('activate', 'unknown'))

  test('is never success while it is unknown', () => {
    for (const ask of [start('confirm'), start('activate'), send('activate')]) {
      expect(asked(lost, ask).ok).toBe(false)
    }
    expect(kindsOf(lost, acceptBack)).toEqual(['steps-missing'])
  })

  test('is settled by who saw it, with a basis', () => {
    expect(kindsOf(lost, settle('activate', 'done', manager))).toEqual(['not-your-role'])
    const blind = { kind: 'settle-step', stepId: 'activate', outcome: 'done', basis: ' ' } as const
    expect(kindsOf(lost, { by: engineer, command: blind })).toEqual(['empty-text'])
    expect(kindsOf(after(lost, settle('activate', 'done')), start('confirm'))).toEqual([])
  })

  test('that is known is not settled again', () => {
    expect(kindsOf(aChange('activated'), settle('activate', 'failed'))).toEqual(['not-unknown'])
  })

  test('comes from the runner alone, once', () => {
    const sent = aChange('activate-sent')
    expect(kindsOf(sent, { ...report('activate'), by: engineer })).toEqual(['not-sent'])
    expect(kindsOf(after(sent, report('activate')), report('activate', 'failed'))).toEqual([
      'not-sent',
    ])
    expect(kindsOf(aChange('backed-up'), { ...send('transfer'), by: engineer })).toEqual([
      'runner-only',
    ])
  })

  test('an acting step that failed is not sent again; a rollback step is finished by hand', () => {
    const failed = after(aChange('activate-sent'), report('activate', 'failed'))
    const again = { kind: 'start-step', stepId: 'activate', effectId: 'again' } as const
    expect(kindsOf(failed, { by: engineer, command: again })).toEqual(['step-failed'])
    const undoing = after(
      failed,
      ...[releaseRollback, start('undo-restart'), send('undo-restart')],
      report('undo-restart', 'failed'),
    )
    const undo = { kind: 'start-step', stepId: 'undo-restart', effectId: 'again' } as const
    expect(kindsOf(undoing, { by: engineer, command: undo })).toEqual(['step-failed'])
    const byHand = {
      kind: 'record-step',
      stepId: 'undo-restart',
      outcome: 'done',
      detail: 'switched by hand',
    } as const
    expect(kindsOf(undoing, { by: engineer, command: byHand })).toEqual([])
  })
})

describe('the rollback', () => {
  test('is released by the operator, when something was touched and nothing is under way', () => {
    expect(kindsOf(aChange('activated'), { ...releaseRollback, by: engineer })).toEqual([
      'not-your-role',
    ])
    expect(kindsOf(aChange('backed-up'), releaseRollback)).toEqual(['nothing-touched'])
    expect(kindsOf(aChange('activate-sent'), releaseRollback)).toEqual(['step-under-way'])
    const lost = after(aChange('activate-sent'), report('activate', 'unknown'))
    expect(kindsOf(lost, releaseRollback)).toEqual([])
  })

  test('withdraws an intent that was not sent', () => {
    const rolling = after(aChange('transferred'), start('activate'), releaseRollback)
    expect(rolling.run.steps).not.toHaveProperty('activate')
    expect(kindsOf(rolling, send('activate'))).toEqual(['not-intended'])
  })

  test('is taken back by the operator when its last step is done', () => {
    const rolling = after(aChange('activated'), releaseRollback, ...does('undo-restart'))
    expect(kindsOf(rolling, acceptRollback)).toEqual(['steps-missing'])
    const undone = after(rolling, ...does('undo-read'))
    expect(kindsOf(undone, { ...acceptRollback, by: engineer })).toEqual(['not-your-role'])
    expect(kindsOf(undone, acceptRollback)).toEqual([])
  })
})

describe('a step that cannot be taken back', () => {
  const ready = aChange('transferred', aOneWayPlan())
  const goes = [oneWayGo('control-systems-engineer', engineer), oneWayGo('operator', operator)]

  test('needs its own go by engineer and operator', () => {
    const missing = 'one-way-go-missing'
    expect(kindsOf(ready, start('activate'))).toEqual([missing, missing])
    expect(kindsOf(after(ready, goes[0] as Ask), start('activate'))).toEqual([missing])
    expect(kindsOf(after(ready, ...goes), start('activate'))).toEqual([])
  })

  test('takes two people, also where one holds both roles', () => {
    const both = aPerson('both', ['control-systems-engineer', 'operator'])
    const once = after(ready, oneWayGo('control-systems-engineer', both))
    expect(kindsOf(once, oneWayGo('operator', both))).toEqual(['already-given'])
  })

  test('a step that can be taken back takes no go', () => {
    expect(kindsOf(aChange('transferred'), goes[0] as Ask)).toEqual(['not-one-way'])
    const held = after(ready, hold)
    expect(kindsOf(held, goes[0] as Ask)).toEqual(['not-released'])
  })
})

describe('past the turn-back time', () => {
  test('a forward step is refused, and the way back is not', () => {
    const late = { ...start('activate'), now: PAST_TURN_BACK }
    expect(kindsOf(aChange('transferred'), late)).toEqual(['past-turn-back'])
    const back = { ...releaseRollback, now: PAST_TURN_BACK }
    expect(kindsOf(aChange('transferred'), back)).toEqual([])
  })

  test('a step that is withdrawn by then says why', () => {
    const intended = after(aChange('transferred'), start('activate'))
    const decided = asked(intended, { ...send('activate'), now: PAST_TURN_BACK })
    expect(decided).toMatchObject({
      ok: true,
      value: [{ kind: 'step-withdrawn', body: { why: expect.stringContaining('turn-back') } }],
    })
  })
})
