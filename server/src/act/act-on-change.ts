import {
  asksOfUpdate,
  type Change,
  type ChangeCommand,
  type ChangeEvent,
  type ChangeFacts,
  type ControllerNow,
  decideChange,
  type EffectIntent,
  type EffectMove,
  evolveChange,
  type Refusal,
  type UpdateToday,
} from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { limitsOfChange } from '../read/limits-now.ts'
import { outageNow } from '../read/outage-view.ts'
import { updateToday } from '../read/updates-view.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  type Beside,
  load,
} from './act-on-stream.ts'

export const changeAggregate: Aggregate<Change, ChangeCommand, ChangeEvent, ChangeFacts> = {
  stream: (id) => `change/${id}`,
  evolve: evolveChange,
  decide: decideChange,
  beside: ({ id, after, events, at }): Beside => ({
    readModels: [{ kind: 'change', id, body: asJson({ ...after, updatedAt: at }) }],
    effects: events.flatMap((event) => intents(id, event)),
    effectMoves: events.flatMap((event) => moves(event, after)),
    writes: [],
  }),
}

function intents(changeId: string, event: ChangeEvent): readonly EffectIntent[] {
  if (event.kind !== 'step-intended') return []
  const { effectId, stepId, act } = event.body
  return [{ effectId, changeId, stepId, kind: act, payload: {} }]
}

function moves(event: ChangeEvent, after: Change): readonly EffectMove[] {
  switch (event.kind) {
    case 'step-sent':
      return [{ effectId: event.body.effectId, from: 'intended', to: 'sent', result: null }]
    case 'step-withdrawn':
      return [{ effectId: event.body.effectId, from: 'intended', to: 'cancelled', result: null }]
    case 'step-reported': {
      const { effectId, outcome, detail } = event.body
      return [{ effectId, from: 'sent', to: outcome, result: { detail } }]
    }
    case 'step-settled': {
      const { outcome, basis } = event.body
      const effectId = after.run.steps[event.body.stepId]?.effectId ?? null
      if (effectId === null) return []
      return [{ effectId, from: 'unknown', to: outcome, result: { basis } }]
    }
    default:
      return []
  }
}

/** Acts that move the plant forward: the limits are read for them. */
const FORWARD: readonly string[] = ['release', 'resume', 'start-step', 'send-step']

export async function actOnChange(
  platform: Platform,
  act: Acting & {
    readonly id: string
    readonly command: ChangeCommand
    readonly controller?: ControllerNow
  },
): Promise<Result<Acted<Change>, readonly Refusal[]>> {
  const { actor, controller = null } = act
  const limits = FORWARD.includes(act.command.kind) ? await limitsNow(platform, act.id) : []
  const update = await updateOfChange(platform, act)
  const outage = await outageOfChange(platform, act)
  const known = { limits, update, ...outage }
  const facts: ChangeFacts = { now: platform.now(), actor, controller, ...known }
  return actOnStream(platform, changeAggregate, { ...act, facts })
}

async function limitsNow(platform: Platform, id: string) {
  const { state } = await loadChange(platform, id)
  return state === null ? [] : limitsOfChange(platform, state)
}

async function outageOfChange(
  platform: Platform,
  { id, command }: { readonly id: string; readonly command: ChangeCommand },
): Promise<Pick<ChangeFacts, 'outage'>> {
  if (command.kind !== 'release') return {}
  const { state } = await loadChange(platform, id)
  return state === null ? {} : { outage: await outageNow(platform, state) }
}

/** Asked anew at each step towards the plant: a vendor may have withdrawn its word since. */
async function updateOfChange(
  platform: Platform,
  { id, command }: { readonly id: string; readonly command: ChangeCommand },
): Promise<UpdateToday> {
  if (!asksOfUpdate(command)) return null
  if (command.kind === 'write-plan') return updateToday(platform, command.plan)
  const plan = (await loadChange(platform, id)).state?.plan ?? null
  return plan === null ? null : updateToday(platform, plan)
}

export async function loadChange(platform: Platform, id: string) {
  return load(platform, changeAggregate, id)
}
