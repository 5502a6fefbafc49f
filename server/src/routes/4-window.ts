import * as contract from '@holdpoint/api'
import { patches, refusalOf } from '@holdpoint/core'
import { accept, refuse } from '@holdpoint/std'
import { loadChange } from '../act/act-on-change.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { changeView } from '../read/change-view.ts'
import { readControllerNow } from '../runner/controller-access.ts'
import { recallEffect } from '../runner/runner.ts'
import { noSuch } from './1-triage.ts'
import { actOnChangeAndView } from './change-acts.ts'

export function registerWindow(register: Register, platform: Platform): void {
  register(contract.releaseRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'release', ...asked.body },
    }),
  )
  register(contract.startStepRoute, async (asked) => {
    const { id } = asked.params
    const { stepId } = asked.body
    const { state } = await loadChange(platform, id)
    const step = state?.plan?.steps.find((one) => one.id === stepId)
    const asks = step !== undefined && patches(step)
    const controller =
      asks && state?.plan ? await readControllerNow(platform, state.plan.assetId) : null
    const command = { kind: 'start-step', stepId, effectId: platform.newId() } as const
    return actOnChangeAndView(platform, asked, { id, command, controller })
  })
  register(contract.recordStepRoute, async (asked) => {
    const command = { kind: 'record-step', ...asked.body } as const
    return actOnChangeAndView(platform, asked, { id: asked.params.id, command })
  })
  register(contract.settleStepRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'settle-step', ...asked.body },
    }),
  )
  register(contract.recallStepRoute, async ({ params, body, person }) => {
    const { state } = await loadChange(platform, params.id)
    const record = state?.run.steps[body.stepId]
    const effect =
      record?.effectId === null || record?.effectId === undefined
        ? null
        : await platform.store.effect(record.effectId)
    if (effect === null || record?.status !== 'unknown') {
      const what = `The outcome of "${body.stepId}" is not unknown`
      return refuse([refusalOf('not-unknown', what, 'Nothing is needed')])
    }
    const words = await recallEffect(platform, effect)
    const view = await changeView(platform, params.id, person)
    if (view === null) return refuse(noSuch('change', params.id))
    if (view.change.run.steps[body.stepId]?.status === 'unknown') {
      return refuse([refusalOf('outcome-unknown', words, 'Look at the controller and settle it')])
    }
    return accept({ leaf: view.history.at(-1)?.leaf ?? 0, view })
  })
  register(contract.oneWayGoRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'give-one-way-go', ...asked.body },
    }),
  )
  register(contract.holdRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'hold', ...asked.body },
    }),
  )
  register(contract.resumeRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'resume', ...asked.body },
    }),
  )
  register(contract.releaseRollbackRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'release-rollback', ...asked.body },
    }),
  )
  register(contract.acceptBackRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'accept-back', ...asked.body },
    }),
  )
  register(contract.acceptRollbackRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'accept-rollback', ...asked.body },
    }),
  )
}
