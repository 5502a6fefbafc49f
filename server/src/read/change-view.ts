import type { ChangeView } from '@holdpoint/api'
import {
  type Change,
  type ControllerNow,
  dossierDigest,
  nextForwardStep,
  nextUp,
  offersFor,
  patches,
  signedRoles,
  stageOf,
  turnBackTime,
} from '@holdpoint/core'
import { loadChange } from '../act/act-on-change.ts'
import type { Person, Platform } from '../platform.ts'
import { readControllerNow } from '../runner/controller-access.ts'
import { limitsOfChange } from './limits-now.ts'
import { outageNow } from './outage-view.ts'
import { actorOf, historyOf, peopleNames } from './people-names.ts'
import { updateToday } from './updates-view.ts'

/** Everything a screen shows about a change, judged for the person who looks. */
export async function changeView(
  platform: Platform,
  id: string,
  person: Person,
): Promise<ChangeView | null> {
  const { state, version, events } = await loadChange(platform, id)
  if (state === null) return null
  const { plan, board } = state
  const controller = await controllerForNextStep(platform, state)
  const limits = state.state === 'closed' ? [] : await limitsOfChange(platform, state)
  const update = plan === null ? null : await updateToday(platform, plan)
  const outage = state.state === 'scheduled' ? { outage: await outageNow(platform, state) } : {}
  const actor = actorOf(person)
  const facts = { now: platform.now(), actor, controller, limits, update, ...outage }
  const step = plan === null ? null : nextForwardStep(plan, state.run)
  const before = ['scheduled', 'in-window', 'held'].includes(state.state)
  return {
    change: state,
    version,
    digest: plan === null ? null : dossierDigest(plan, board.form),
    stage: stageOf(state.state),
    nextUp: nextUp(state),
    signedRoles: signedRoles(state),
    offers: offersFor(state, facts),
    limits,
    updateStanding: update?.standing ?? null,
    turnBack:
      plan !== null && step !== null && before
        ? { stepId: step.id, ...turnBackTime(plan, state.run, step) }
        : null,
    history: historyOf(events, await peopleNames(platform)),
  }
}

/** The controller is only asked when the next step is one that patches. */
async function controllerForNextStep(platform: Platform, change: Change): Promise<ControllerNow> {
  if (change.plan === null || change.state !== 'in-window') return null
  const step = nextForwardStep(change.plan, change.run)
  if (step === null || !patches(step)) return null
  return readControllerNow(platform, change.plan.assetId)
}
