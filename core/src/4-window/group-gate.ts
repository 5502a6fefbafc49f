import { type GroupOutage, groupInWords } from '../plant/outage.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'

/** What is left of the groups while this change and others are under way at once. */
export type OutageNow = {
  /** Tags of the assets whose changes are under way beside this one. */
  readonly others: readonly string[]
  readonly groups: readonly GroupOutage[]
}

/**
 * Work on two members of a group at once is refused where the group would not keep what it must, or
 * where nobody said how many that is. A member alone is the operator's own release.
 */
export function groupRefusals(outage: OutageNow | undefined): readonly Refusal[] {
  if (outage === undefined || outage.others.length === 0) return []
  return outage.groups
    .filter(({ lost, standing }) => standing !== 'holds' && lost.length > 1)
    .map((group) => {
      const what = `With work on ${outage.others.join(', ')} under way, ${groupInWords(group)}`
      const clearedBy = 'Finish that work first, or record how many must stay alive'
      return refusalOf('group-outage', what, clearedBy, 'operator')
    })
}
