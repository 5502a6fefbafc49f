import { describe, expect, test } from 'vitest'
import {
  aChange,
  after,
  does,
  kindsOf,
  releaseRollback,
  start,
} from '../../../test/builders/a-change.ts'

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
