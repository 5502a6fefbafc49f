import { type Actor, holds } from './actor.ts'
import { notYourRole, type Refusal } from './refusal.ts'

const keepers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** Why this person may not do this to the inventory; empty where they may. */
export function inventoryRefusals(
  actor: Actor,
  act:
    | 'Importing assets'
    | 'Ruling on facts'
    | 'Importing updates'
    | 'Ruling on a qualification'
    | 'Linking a patch file',
): readonly Refusal[] {
  return holds(actor, keepers) ? [] : [notYourRole(keepers, act)]
}
