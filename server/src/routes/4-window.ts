import type { AnyRoute, ChangeActed } from '@holdpoint/api'
import * as contract from '@holdpoint/api'
import { type ChangeCommand, patches, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { loadChange } from '../act/act-on-change.ts'
import type { Asked, Handler, Register } from '../http/register-route.ts'
import type { Person, Platform } from '../platform.ts'
import { changeView } from '../read/change-view.ts'
import { noSuch } from '../read/no-such.ts'
import { readControllerNow } from '../runner/controller-access.ts'
import { recallEffect } from '../runner/runner.ts'
import { actOnChangeAndView } from './change-acts.ts'

export function registerWindow(register: Register, platform: Platform): void {
  registerHoldPoints(register, platform)
  registerSteps(register, platform)
}

/** Acts whose body is the command itself. */
function registerHoldPoints(register: Register, platform: Platform): void {
  const simple = <R extends AnyRoute>(
    route: R,
    commandOf: (body: Asked<R>['body']) => ChangeCommand,
  ) =>
    register(
      route,
      (asked) =>
        actOnChangeAndView(platform, asked, {
          id: asked.params.id,
          command: commandOf(asked.body),
        }) as ReturnType<Handler<R>>,
    )
  simple(contract.releaseRoute, (body) => ({ kind: 'release', ...body }))
  simple(contract.holdRoute, (body) => ({ kind: 'hold', ...body }))
  simple(contract.resumeRoute, (body) => ({ kind: 'resume', ...body }))
  simple(contract.releaseRollbackRoute, (body) => ({ kind: 'release-rollback', ...body }))
  simple(contract.acceptBackRoute, (body) => ({ kind: 'accept-back', ...body }))
  simple(contract.acceptRollbackRoute, (body) => ({ kind: 'accept-rollback', ...body }))
  simple(contract.oneWayGoRoute, (body) => ({ kind: 'give-one-way-go', ...body }))
  simple(contract.recordStepRoute, (body) => ({ kind: 'record-step', ...body }))
  simple(contract.settleStepRoute, (body) => ({ kind: 'settle-step', ...body }))
}

function registerSteps(register: Register, platform: Platform): void {
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
  register(contract.recallStepRoute, ({ params, body, person }) =>
    recallStep(platform, { id: params.id, stepId: body.stepId, person }),
  )
}

/** Asks the controller about an unknown step; only its clear answer settles it. */
async function recallStep(
  platform: Platform,
  asked: { readonly id: string; readonly stepId: string; readonly person: Person },
): Promise<Result<ChangeActed, readonly Refusal[]>> {
  const { id, stepId, person } = asked
  const { state } = await loadChange(platform, id)
  const record = state?.run.steps[stepId]
  const effectId = record?.effectId ?? null
  const effect = effectId === null ? null : await platform.store.effect(effectId)
  if (effect === null || record?.status !== 'unknown') {
    const what = `The outcome of "${stepId}" is not unknown`
    return refuse([refusalOf('not-unknown', what, 'Nothing is needed')])
  }
  const words = await recallEffect(platform, effect)
  const view = await changeView(platform, id, person)
  if (view === null) return refuse(noSuch('change', id))
  if (view.change.run.steps[stepId]?.status === 'unknown') {
    return refuse([refusalOf('outcome-unknown', words, 'Look at the controller and settle it')])
  }
  return accept({ leaf: view.history.at(-1)?.leaf ?? 0, view })
}
