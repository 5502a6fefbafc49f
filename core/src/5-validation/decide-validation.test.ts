import { describe, expect, test } from 'vitest'
import {
  type Ask,
  aChange,
  acceptRollback,
  after,
  close,
  does,
  kindsOf,
  lesson,
  readTest,
  releaseRollback,
  rematch,
  report,
  send,
  start,
  text,
  verify,
  veto,
} from '../../../test/builders/a-change.ts'
import { FROM, TO } from '../../../test/builders/a-plan.ts'
import { AFTER_WINDOW, IN_WINDOW } from '../../../test/builders/clocks.ts'
import { administrator, aPerson, engineer, manager, safety } from '../../../test/builders/people.ts'

function deviation(role: 'plant-safety-officer' | 'operations-manager', by = signer(role)): Ask {
  return { by, command: { kind: 'sign-deviation', testId: 'valve', role, reason: text } }
}

function signer(role: 'plant-safety-officer' | 'operations-manager') {
  return role === 'plant-safety-officer' ? safety : manager
}

const failed = readTest('valve', 40)
const both = [deviation('plant-safety-officer'), deviation('operations-manager')]

describe('functional tests', () => {
  test('a reading exactly on the edge of its tolerance passes', () => {
    const read = (measured: number) =>
      after(aChange('accepted-back'), readTest('valve', measured)).validation.tests[0]?.passed
    expect([read(48), read(52), read(47.999), read(52.001)]).toEqual([true, true, false, false])
  })

  test('a test is read by whom the plan says, as a number, once the unit is accepted back', () => {
    const back = aChange('accepted-back')
    const command = { kind: 'record-test', testId: 'valve', measured: 50 } as const
    const byProbe: Ask = { by: engineer, command: { ...command, readBy: 'probe' } }
    expect(kindsOf(back, byProbe)).toEqual(['wrong-reader'])
    expect(kindsOf(back, readTest('valve', Number.NaN))).toEqual(['not-a-reading'])
    expect(kindsOf(back, { ...readTest('valve'), by: administrator })).toEqual(['not-your-role'])
    expect(kindsOf(aChange('confirmed'), readTest('valve'))).toEqual(['not-accepted-back'])
  })

  test('a failed test closes only when safety and operations both accept it in writing', () => {
    const proven = after(aChange('proven'), failed, lesson)
    expect(kindsOf(proven, close)).toEqual(['test-failed', 'test-failed'])
    expect(kindsOf(after(proven, deviation('operations-manager')), close)).toEqual(['test-failed'])
    expect(kindsOf(after(proven, ...both), close)).toEqual([])
  })

  test('one person accepts a deviation once, also with both roles', () => {
    const twoRoles = aPerson('both', ['plant-safety-officer', 'operations-manager'])
    const once = after(
      aChange('accepted-back'),
      failed,
      deviation('plant-safety-officer', twoRoles),
    )
    expect(kindsOf(once, deviation('operations-manager', twoRoles))).toEqual([
      'one-person-one-signature',
    ])
  })

  test('a deviation accepts the reading that was seen; a new reading asks both afresh', () => {
    const accepted = after(aChange('proven'), failed, ...both, lesson)
    const worse: Ask = { ...readTest('valve', 10), now: IN_WINDOW }
    expect(kindsOf(after(accepted, worse), close)).toEqual(['test-failed', 'test-failed'])
    expect(kindsOf(after(accepted, worse, ...both), close)).toEqual([])
  })

  test('there is no deviation without a failed reading', () => {
    expect(kindsOf(aChange('tested'), both[0] as Ask)).toEqual(['no-failed-test'])
  })
})

describe('proof that the patch is in', () => {
  test.each([
    ['the device says something else', { claimed: FROM }],
    ['the boot slot holds something else', { booted: FROM }],
    ['the image is not the one that was signed for', { bootedSha256: 'f'.repeat(64) }],
    ['the new image is not confirmed', { confirmed: false }],
    ['the device says nothing', { claimed: null }],
  ])('closing is refused when %s', (_case, lie) => {
    const { command } = verify()
    if (command.kind !== 'verify-firmware') throw new Error('it verifies')
    const reading = { ...command.reading, ...lie }
    const lying: Ask = { by: engineer, command: { kind: 'verify-firmware', reading } }
    const read = after(aChange('tested'), lying, rematch('not-affected', reading.booted ?? ''))
    expect(kindsOf(after(read, lesson), close)).toEqual(['firmware-not-proven'])
  })

  test('the finding is matched again, and gone', () => {
    const read = after(aChange('tested'), verify(), lesson)
    expect(kindsOf(read, close)).toEqual(['not-rematched'])
    for (const verdict of ['affected', 'review'] as const) {
      expect(kindsOf(after(read, rematch(verdict)), close)).toEqual(['still-affected'])
    }
    expect(kindsOf(read, rematch('not-affected', FROM))).toEqual(['firmware-unread'])
  })

  test('reading the firmware again asks for the match again', () => {
    expect(kindsOf(after(aChange('proven'), verify(), lesson), close)).toEqual(['not-rematched'])
  })

  test('a test speaks for the image that it was read on: another image asks for it again', () => {
    const fellBack = after(aChange('proven'), verify(FROM), verify(), rematch(), lesson)
    expect(kindsOf(fellBack, close)).toEqual(['test-missing', 'test-missing'])
    const readAgain = after(fellBack, readTest('level'), readTest('valve'))
    expect(kindsOf(readAgain, close)).toEqual([])
  })

  test('a device that does not answer says nothing about its image', () => {
    const reading = { claimed: null, booted: null, bootedSha256: null, confirmed: false }
    const silent: Ask = { by: engineer, command: { kind: 'verify-firmware', reading } }
    const proven = after(aChange('proven'), silent, lesson)
    expect(kindsOf(proven, close)).toContain('firmware-not-proven')
    expect(kindsOf(after(proven, verify(), rematch()), close)).toEqual([])
  })

  test('nobody without a role in testing declares the finding gone', () => {
    const read = after(aChange('tested'), verify())
    expect(kindsOf(read, { ...rematch(), by: administrator })).toEqual(['not-your-role'])
  })

  test('a closed change takes no further match', () => {
    expect(kindsOf(aChange('closed'), rematch('affected'))).toEqual(['not-accepted-back'])
  })
})

describe('closing', () => {
  test('names everything that is missing at once', () => {
    expect(kindsOf(aChange('accepted-back'), close)).toEqual([
      ...['test-missing', 'test-missing', 'firmware-unread', 'lesson-missing'],
    ])
  })

  test('belongs to the engineer', () => {
    const proven = after(aChange('proven'), lesson)
    expect(kindsOf(proven, { ...close, by: manager })).toEqual(['not-your-role'])
  })

  test('a vetoed change closes as not installed only when the plant was not touched', () => {
    const untouched = after(aChange('backed-up'), veto, lesson)
    expect(after(untouched, close).validation.closedAs).toBe('not-installed')
    const touched = after(aChange('transferred'), veto, lesson)
    expect(kindsOf(touched, close)).toEqual(['plant-touched'])
  })

  test('a change does not close over a step that waits for its answer', () => {
    const waiting = after(aChange('released'), start('backup'), send('backup'), veto, lesson)
    expect(kindsOf(waiting, close)).toEqual(['step-under-way'])
    expect(kindsOf(after(waiting, report('backup')), close)).toEqual([])
  })
})

describe('after a rollback', () => {
  const undoing = after(aChange('activated'), releaseRollback)
  const undone = after(undoing, ...does('undo-restart'), ...does('undo-read'))

  test('a test counts only when the last step of the rollback is done', () => {
    expect(kindsOf(undoing, readTest('valve'))).toEqual(['steps-missing'])
    expect(kindsOf(undone, readTest('valve'))).toEqual([])
  })

  test('each test is read again, and the firmware too, before the change closes', () => {
    const back = after(undone, acceptRollback, lesson)
    expect(kindsOf(back, close)).toEqual(['test-missing', 'test-missing', 'firmware-unread'])
    const tests = [readTest('valve'), readTest('level')]
    const read = after(back, ...tests, { ...verify(FROM), now: AFTER_WINDOW })
    expect(after(read, close).validation.closedAs).toBe('rolled-back')
  })

  test('a test that fails then is repaired, or accepted in writing by safety and operations', () => {
    const tests = [failed, readTest('level'), lesson, verify(FROM)]
    const back = after(undone, acceptRollback, ...tests)
    expect(kindsOf(back, close)).toEqual(['test-failed', 'test-failed'])
    expect(kindsOf(after(back, ...both), close)).toEqual([])
    expect(kindsOf(after(back, readTest('valve')), close)).toEqual([])
  })

  test('a reading from before the rollback does not tell what runs after it', () => {
    const rolled = after(
      aChange('proven'),
      ...[releaseRollback, ...does('undo-restart'), ...does('undo-read'), acceptRollback],
    )
    expect(rolled.validation).toMatchObject({ firmware: null, rematch: null })
    const tests = [readTest('valve'), readTest('level'), lesson]
    expect(kindsOf(after(rolled, ...tests, verify(TO)), close)).toEqual(['firmware-not-proven'])
  })
})
