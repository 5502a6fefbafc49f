import { type Actor, type ChangeCommand, SYSTEM } from '@holdpoint/core'
import { facts, hold, releaseRollback, veto } from '../builders/a-change.ts'
import { engineer, manager, operator } from '../builders/people.ts'
import type { Place, Rules } from './change-explorer.ts'
import { controllerNow } from './change-surroundings.ts'

/**
 * What is never locked away, in any state, at any hour, whatever the controller says: the veto,
 * HOLD, and the way back. The first promise that this place breaks; null when it keeps them all.
 */
export function brokenPromise(place: Place, rules: Rules): string | null {
  const { change, known } = place
  if (change === null || known.closed) return null
  const may = (by: Actor, command: ChangeCommand) => {
    const given = facts(by, place.around.now, controllerNow(place.around))
    return rules.decide(change, command, given).ok
  }
  if (!known.vetoed && !(may(operator, veto.command) && may(manager, veto.command))) {
    return 'operations can veto until the change is closed'
  }
  if (known.work === 'released' && !known.vetoed && !may(engineer, hold.command)) {
    return 'whoever stands by can hold'
  }
  return wayBackBroken(place, may)
}

type May = (by: Actor, command: ChangeCommand) => boolean

function wayBackBroken({ known }: Place, may: May): string | null {
  const { plan, outcomes, effects } = known
  const touched = plan?.steps.filter((step) => step.actsOnPlant && outcomes[step.id] !== undefined)
  if (plan === null || touched === undefined || touched.length === 0) return null
  const underWay = Object.values(effects).includes('sent')
  if (underWay || known.accepted === 'after-rollback') return null
  if (!known.rollbackReleased) {
    const released = may(operator, releaseRollback.command)
    return released ? null : 'the operator can release the rollback of what was touched'
  }
  const open = Object.values(outcomes).includes('unknown')
  if (open || Object.values(effects).includes('intended')) return null
  const owed = new Set(touched.flatMap((step) => step.undoneBy))
  const next = plan.rollback.find((step) => owed.has(step.id) && outcomes[step.id] !== 'done')
  if (next === undefined) return null
  const byHand = next.act.kind === 'by-hand' || outcomes[next.id] === 'failed'
  const command: ChangeCommand = byHand
    ? { kind: 'record-step', stepId: next.id, outcome: 'done', detail: 'by hand' }
    : { kind: 'start-step', stepId: next.id, effectId: `back-${SYSTEM.personId}` }
  return may(engineer, command) ? null : `the next step of the rollback can act: ${next.id}`
}
