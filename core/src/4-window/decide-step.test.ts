import type { Change } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import {
  aChange,
  after,
  does,
  hold,
  kindsOf,
  releaseRollback,
  resume,
  revise,
  send,
  start,
  veto,
} from '../../../test/builders/a-change.ts'

describe('an effect id', () => {
  const used = (change: Change) => kindsOf(change, start('backup')).includes('effect-used')

  test('never serves again after a withdrawn intent: the controller may know it', () => {
    const withdrawn = after(aChange('released'), start('backup'), hold, send('backup'), resume)
    expect(withdrawn.run.steps).toEqual({})
    expect(used(withdrawn)).toBe(true)
  })

  test('never serves again in a later revision', () => {
    expect(used(after(aChange('backed-up'), veto, revise))).toBe(true)
  })
})

describe('the steps of a rollback', () => {
  test('a rollback step that nothing touched calls for is refused: it would be an outage', () => {
    const onlyTransferred = after(aChange('transferred'), releaseRollback)
    expect(kindsOf(onlyTransferred, start('undo-restart'))).toContain('rollback-not-needed')
    const undone = after(onlyTransferred, ...does('undo-read'))
    expect(kindsOf(undone, start('undo-restart'))).toEqual(['rollback-not-needed'])
  })

  test('the touched steps call for their rollback in the order of the plan', () => {
    const released = after(aChange('activated'), releaseRollback)
    expect(kindsOf(released, start('undo-read'))).toEqual(['not-in-turn'])
    expect(kindsOf(released, start('undo-restart'))).toEqual([])
  })
})
