import * as contract from '@holdpoint/api'
import { type FunctionalTest, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { loadChange } from '../act/act-on-change.ts'
import { changeEvidence } from '../act/change-evidence.ts'
import { closeChange } from '../act/close-change.ts'
import { verifyFirmware } from '../act/verify-firmware.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { noSuch } from '../read/no-such.ts'
import { assetById } from '../runner/controller-access.ts'
import { actOnChangeAndView } from './change-acts.ts'
import { reauthenticate } from './reauthenticate.ts'

export function registerValidation(register: Register, platform: Platform): void {
  register(contract.readTestRoute, async (asked) => {
    const { id } = asked.params
    const { testId } = asked.body
    const measured = await probeTest(platform, id, testId)
    if (!measured.ok) return measured
    const command = {
      kind: 'record-test',
      testId,
      measured: measured.value,
      readBy: 'probe',
    } as const
    return actOnChangeAndView(platform, asked, { id, command })
  })
  register(contract.recordTestRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'record-test', ...asked.body, readBy: 'person' },
    }),
  )
  register(contract.signDeviationRoute, async (asked) => {
    const { password, ...rest } = asked.body
    const again = await reauthenticate(platform, asked.person, password)
    if (!again.ok) return again
    return actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'sign-deviation', ...rest },
      reauthenticatedAt: again.value,
    })
  })
  register(contract.verifyFirmwareRoute, (asked) => verifyFirmware(platform, asked))
  register(contract.recordLessonRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'record-lesson', ...asked.body },
    }),
  )
  register(contract.closeRoute, (asked) => closeChange(platform, asked))
  register(contract.exportEvidence, async ({ params }) => {
    const view = await changeEvidence(platform, params.id)
    return view === null ? refuse(noSuch('change', params.id)) : accept(view)
  })
}

/** Reads the one signal of the test from the plant, now; a failed read is no reading. */
async function probeTest(
  platform: Platform,
  changeId: string,
  testId: string,
): Promise<Result<number, readonly Refusal[]>> {
  const { state } = await loadChange(platform, changeId)
  const plan = state?.plan ?? null
  const test = plan?.functionalTests.find((one: FunctionalTest) => one.id === testId)
  if (plan === null || test === undefined) return refuse(noSuch('test', testId))
  const asset = await assetById(platform, plan.assetId)
  const target = asset?.signalSource ?? null
  if (test.signal === null || target === null) {
    const what = `"${test.title}" names no signal that can be read`
    return refuse([refusalOf('no-signal', what, 'Read it by a person, in a new revision')])
  }
  const read = await platform.signalProbe.read(target, [test.signal])
  if (!read.ok) {
    const what = `The plant did not answer: ${read.refusal.kind}`
    return refuse([refusalOf('probe-failed', what, 'Check the connection to the controller')])
  }
  return accept(read.value[0]?.value ?? Number.NaN)
}
