import type { PlannedUpdate } from '../change/plan.ts'
import type { QualificationStanding } from '../plant/qualification.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import type { Change } from './change.ts'
import type { ChangeCommand } from './decide-change.ts'

/** What the vendors say today of the update that a change installs; null: it installs none. */
export type UpdateToday = { readonly standing: QualificationStanding } | null

/**
 * No step towards the plant with an update that a vendor there refuses: not when it was planned, and
 * not when the vendor says so later. Holding, vetoing and the way back are never asked.
 */
export function plannedUpdateRefusals(
  change: Change,
  command: ChangeCommand,
  today: UpdateToday | undefined,
): readonly Refusal[] {
  const update = planned(change, command)
  if (update === null || !asksOfUpdate(command)) return []
  const standing = today?.standing ?? update.standing
  if (standing !== 'not-approved' && standing !== 'conflict') return []
  const says =
    standing === 'conflict' ? 'the vendors disagree about it' : 'a vendor there refuses it'
  const what = `The change installs ${update.releaseId}, and ${says}`
  const clearedBy = 'A later word of the vendor, a ruling on what sources say, or another update'
  return [refusalOf('not-qualified', what, clearedBy, 'ot-cybersecurity-lead')]
}

function planned({ plan }: Change, command: ChangeCommand): PlannedUpdate | null {
  const asked = command.kind === 'write-plan' ? command.plan : plan
  return asked?.update ?? null
}

/** Steps towards the plant; for no other act is anybody asked. */
export function asksOfUpdate(command: ChangeCommand): boolean {
  switch (command.kind) {
    case 'write-plan':
    case 'submit-to-board':
    case 'sign':
    case 'release':
      return true
    case 'decide':
      return command.decision.kind === 'go'
    default:
      return false
  }
}
