import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { freshlyReauthenticated } from '../2-board/signature.ts'
import { nextRollbackStep, openStep, plantTouched } from '../4-window/run.ts'
import { testPasses } from '../change/functional-test.ts'
import { moveRefusal } from '../change/transitions.ts'
import { type Facts, holds, SYSTEM } from '../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import { roleWords } from '../plant/role.ts'
import {
  type DeviationSignature,
  newestReading,
  type TestRecord,
  type ValidationCommand,
  type ValidationEvent,
  type ValidationView,
} from './validation.ts'

export type DecidedValidation = Result<readonly ValidationEvent[], readonly Refusal[]>
type Of<Kind extends ValidationCommand['kind']> = Extract<ValidationCommand, { kind: Kind }>

export function decideValidation(
  view: ValidationView,
  command: ValidationCommand,
  facts: Facts,
): DecidedValidation {
  switch (command.kind) {
    case 'record-test':
      return recordTest(view, command, facts)
    case 'sign-deviation':
      return signDeviation(view, command, facts)
    case 'verify-firmware':
      return verifyFirmware(view, command, facts)
    case 'rematch':
      return rematch(view, command, facts)
    case 'record-lesson':
      return recordLesson(view, command, facts)
    case 'close':
      return close(view, facts)
    default:
      return unreachable(command)
  }
}

const testers = ['operator', 'control-systems-engineer', 'maintenance-lead'] as const

function recordTest(
  view: ValidationView,
  command: Of<'record-test'>,
  facts: Facts,
): DecidedValidation {
  const out: Refusal[] = []
  if (!holds(facts.actor, testers)) out.push(notYourRole(testers, 'A functional test'))
  const phase = phaseOf(view)
  const tested = ['validating', 'rolled-back', 'rolling-back']
  if (!tested.includes(view.state)) {
    const what = 'The unit is not accepted back yet'
    out.push(refusalOf('not-accepted-back', what, 'The operator accepts it back', 'operator'))
  }
  const stillToUndo =
    view.plan === null || view.state !== 'rolling-back'
      ? null
      : nextRollbackStep(view.plan, view.run)
  if (stillToUndo !== null) {
    const what = `"${stillToUndo.title}" comes first; a test before it proves nothing after it`
    out.push(refusalOf('steps-missing', what, 'Finish the rollback'))
  }
  const test = view.plan?.functionalTests.find((one) => one.id === command.testId)
  if (test === undefined) {
    const what = `The plan has no functional test "${command.testId}"`
    return refuse([...out, refusalOf('no-such-test', what, 'Choose a test of the plan')])
  }
  if (!Number.isFinite(command.measured)) {
    const what = `The reading of "${test.title}" is not a number`
    out.push(refusalOf('not-a-reading', what, `Give a number in ${test.unit}`))
  }
  if (test.readBy !== command.readBy) {
    const what = `"${test.title}" is read by ${test.readBy}`
    out.push(refusalOf('wrong-reader', what, `Read it by ${test.readBy}`))
  }
  if (out.length > 0) return refuse(out)
  const body = {
    testId: test.id,
    phase,
    measured: command.measured,
    unit: test.unit,
    passed: testPasses(test, command.measured),
    readBy: command.readBy,
    personId: facts.actor.personId,
    at: facts.now,
  } as const
  return accept([{ kind: 'functional-test-recorded', body }])
}

function phaseOf(view: ValidationView): TestRecord['phase'] {
  const { state } = view
  return state === 'rolled-back' || state === 'rolling-back' ? 'after-rollback' : 'after-patch'
}

function signDeviation(
  view: ValidationView,
  command: Of<'sign-deviation'>,
  facts: Facts,
): DecidedValidation {
  const { role } = command
  const out: Refusal[] = []
  if (!holds(facts.actor, [role])) out.push(notYourRole([role], 'Accepting a deviation'))
  const reading = newestReading(view.validation, command.testId, phaseOf(view))
  const atTest = view.state === 'validating' || view.state === 'rolled-back'
  if (!atTest || reading === null || reading.passed) {
    const what = 'There is no failed reading to accept'
    out.push(refusalOf('no-failed-test', what, 'Nothing is needed'))
  }
  const others = view.validation.deviations.filter((one) => one.testId === command.testId)
  if (others.some((one) => one.personId === facts.actor.personId)) {
    const what = 'You have already accepted this deviation'
    out.push(refusalOf('one-person-one-signature', what, 'The other role signs'))
  }
  if (!freshlyReauthenticated(facts.actor.reauthenticatedAt, facts.now)) {
    const what = 'A signature needs your password again'
    out.push(refusalOf('not-reauthenticated', what, 'Give your password with the signature'))
  }
  if (command.reason.trim() === '') {
    out.push(refusalOf('reason-missing', 'A deviation needs a reason', 'Write the reason'))
  }
  if (out.length > 0) return refuse(out)
  const body: DeviationSignature = {
    testId: command.testId,
    role,
    personId: facts.actor.personId,
    reason: command.reason.trim(),
    at: facts.now,
  }
  return accept([{ kind: 'deviation-signed', body }])
}

/** Recorded as read, good or bad; closing judges it. */
function verifyFirmware(
  view: ValidationView,
  command: Of<'verify-firmware'>,
  facts: Facts,
): DecidedValidation {
  const out = verifierRefusals(view, 'Re-reading the firmware', facts)
  if (out.length > 0) return refuse(out)
  return accept([{ kind: 'firmware-verified', body: { ...command.reading, at: facts.now } }])
}

/** What proves the patch is recorded by those who test, or the runner, once the unit is back. */
function verifierRefusals(view: ValidationView, act: string, facts: Facts): Refusal[] {
  const out: Refusal[] = []
  if (facts.actor.personId !== SYSTEM.personId && !holds(facts.actor, testers)) {
    out.push(notYourRole(testers, act))
  }
  if (view.state !== 'validating' && view.state !== 'rolled-back') {
    const what = 'The unit is not accepted back yet'
    out.push(refusalOf('not-accepted-back', what, 'The operator accepts it back', 'operator'))
  }
  return out
}

function rematch(view: ValidationView, command: Of<'rematch'>, facts: Facts): DecidedValidation {
  const out: Refusal[] = verifierRefusals(view, 'Matching the finding again', facts)
  const read = view.validation.firmware?.booted ?? null
  if (read === null || read !== command.rematch.firmware) {
    const what = 'The finding can only be re-matched with the firmware that was read'
    out.push(refusalOf('firmware-unread', what, 'Re-read the firmware'))
  }
  if (out.length > 0) return refuse(out)
  return accept([{ kind: 'finding-rematched', body: { ...command.rematch, at: facts.now } }])
}

function recordLesson(
  view: ValidationView,
  command: Of<'record-lesson'>,
  facts: Facts,
): DecidedValidation {
  const out: Refusal[] = []
  if (facts.actor.roles.length === 0) {
    out.push(refusalOf('not-your-role', 'You hold no role at this site', 'Ask the engineer'))
  }
  if (view.state === 'closed') {
    out.push(refusalOf('already-closed', 'The change is closed', 'Open a new change'))
  }
  if (command.lesson.trim() === '') {
    out.push(refusalOf('empty-text', 'The lesson is empty', 'Write what was learned'))
  }
  if (out.length > 0) return refuse(out)
  const body = {
    lesson: command.lesson.trim(),
    personId: facts.actor.personId,
    at: facts.now,
  }
  return accept([{ kind: 'lesson-recorded', body }])
}

/** Every functional test without a passing reading or a deviation that both roles signed. */
export function testRefusals(view: ValidationView): readonly Refusal[] {
  const out: Refusal[] = []
  const phase = phaseOf(view)
  for (const test of view.plan?.functionalTests ?? []) {
    const reading = newestReading(view.validation, test.id, phase)
    if (reading === null) {
      const earlier = view.validation.tests.some((one) => one.testId === test.id)
      const since =
        earlier && view.validation.testsOutdated > 0 ? ', on the image that runs now' : ''
      const what = `"${test.title}" has no reading ${phase.replace('-', ' the ')}${since}`
      out.push(refusalOf('test-missing', what, `Read it by ${test.readBy}`, 'operator'))
      continue
    }
    if (reading.passed) continue
    for (const role of ['plant-safety-officer', 'operations-manager'] as const) {
      const signed = view.validation.deviations.some(
        (one) => one.testId === test.id && one.role === role,
      )
      if (signed) continue
      const what = `"${test.title}" failed: ${reading.measured} ${test.unit}`
      const otherwise = phase === 'after-patch' ? 'Roll back' : 'Repair and read again'
      const clearedBy = `${otherwise}, or the ${roleWords[role]} signs the deviation`
      out.push(refusalOf('test-failed', what, clearedBy, role))
    }
  }
  return out
}

/** The firmware as two ways read it must be the plan's, confirmed, and the very image. */
export function firmwareRefusals(view: ValidationView): readonly Refusal[] {
  const { plan, validation } = view
  const reading = validation.firmware
  if (plan === null || reading === null) {
    const what = 'The firmware was not re-read'
    return [refusalOf('firmware-unread', what, 'Re-read it', 'control-systems-engineer')]
  }
  const out: Refusal[] = []
  const disagree = (what: string) =>
    out.push(refusalOf('firmware-not-proven', what, 'Find out what really runs, or roll back'))
  if (reading.claimed !== plan.firmwareTo) {
    disagree(`The device says ${reading.claimed ?? 'nothing'}, the plan says ${plan.firmwareTo}`)
  }
  if (reading.booted !== plan.firmwareTo) {
    disagree(`The boot slot holds ${reading.booted ?? 'nothing'}, not ${plan.firmwareTo}`)
  }
  if (reading.bootedSha256 !== plan.patch.sha256) {
    disagree('The image that runs is not the image that was signed for')
  }
  if (!reading.confirmed) disagree('The new image is not confirmed and may fall back')
  const { rematch: found } = validation
  if (found === null) {
    const what = 'The finding was not matched again'
    out.push(refusalOf('not-rematched', what, 'Re-read the firmware'))
  } else if (found.verdict !== 'not-affected') {
    const what = `Matched again, the finding is ${found.verdict}`
    out.push(refusalOf('still-affected', what, 'Roll back, or find out why'))
  }
  return out
}

function close(view: ValidationView, facts: Facts): DecidedValidation {
  const move = moveRefusal({ from: view.state, to: 'closed', act: 'Closing' }, facts.actor)
  const out: Refusal[] = move === null ? [] : [move]
  const as =
    view.state === 'validating'
      ? 'installed'
      : view.state === 'rolled-back'
        ? 'rolled-back'
        : 'not-installed'
  if (as === 'installed') out.push(...testRefusals(view), ...firmwareRefusals(view))
  if (as === 'rolled-back') out.push(...testRefusals(view), ...oldFirmwareRefusals(view))
  if (as === 'not-installed' && plantTouched(view)) {
    const what = 'The plant was touched and is not rolled back'
    out.push(refusalOf('plant-touched', what, 'The operator releases the rollback', 'operator'))
  }
  const open = openStep(view.run)
  if (open !== null) {
    const what = `Step "${open.stepId}" waits for its outcome`
    out.push(refusalOf('step-under-way', what, 'Wait for its answer, or settle it'))
  }
  if (view.validation.lesson === null) {
    out.push(refusalOf('lesson-missing', 'No lesson is recorded', 'Record what was learned'))
  }
  if (out.length > 0) return refuse(out)
  const firmware = view.validation.firmware?.booted ?? null
  const body = { as, firmware, personId: facts.actor.personId, at: facts.now } as const
  return accept([{ kind: 'closed', body }])
}

/** After a rollback the old firmware is re-read too: the way back can fail like the way there. */
function oldFirmwareRefusals(view: ValidationView): readonly Refusal[] {
  const { plan, validation } = view
  const reading = validation.firmware
  if (plan === null || reading === null) {
    const what = 'The firmware was not re-read after the rollback'
    return [refusalOf('firmware-unread', what, 'Re-read it', 'control-systems-engineer')]
  }
  // What the controller itself said at the backup; the inventory may spell it otherwise.
  const before = view.run.backup?.firmware ?? plan.firmwareFrom
  if (reading.claimed === before && reading.booted === before) return []
  const what =
    `After the rollback the device says ${reading.claimed ?? 'nothing'} and its boot slot holds ` +
    `${reading.booted ?? 'nothing'}; before the change it was ${before}`
  return [refusalOf('firmware-not-proven', what, 'Find out what really runs')]
}
