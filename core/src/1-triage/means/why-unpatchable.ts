import type { RemedyHere, RepairFacts } from './means-facts.ts'

/** Why no patch is to be had: nothing repairs it, the vendor does not allow it, nobody is left to. */
export type Unpatchable = 'no-fix' | 'not-qualified' | 'vendor-gone'

/** CSAF 2.0, 3.2.3.12.1, and 2.1: what repairs, and what says that nothing does as yet. */
const REPAIR = ['vendor_fix']
export const NO_REPAIR = ['no_fix_planned', 'none_available', 'fix_planned']

/** Only what somebody said counts; that nobody said anything is not known, and no reason. */
export function whyUnpatchable(facts: RepairFacts): readonly Unpatchable[] {
  const { updates, remedies } = facts
  const out: Unpatchable[] = []
  const repairs = repairsIn(facts).repairs.length > 0 || updates.length > 0
  if (!repairs && remediesOf(remedies, NO_REPAIR).length > 0) out.push('no-fix')
  if (!repairs && supportHasEnded(facts)) out.push('vendor-gone')
  const refused = updates.filter(({ qualification }) => qualification === 'not-approved')
  if (refused.length > 0 && refused.length === updates.length) out.push('not-qualified')
  return out
}

/** What repairs, and the vulnerabilities of which the advisory says that nothing does. */
export function repairsIn({ remedies }: Pick<RepairFacts, 'remedies'>): {
  readonly repairs: readonly RemedyHere[]
  readonly stays: readonly string[]
} {
  const repairs = remediesOf(remedies, REPAIR)
  const repaired = new Set(repairs.map(({ vulnerability }) => vulnerability))
  const without = remediesOf(remedies, NO_REPAIR).map(({ vulnerability }) => vulnerability)
  return { repairs, stays: [...new Set(without)].filter((one) => !repaired.has(one)) }
}

export function remediesOf(
  remedies: RepairFacts['remedies'],
  categories: readonly string[],
): readonly RemedyHere[] {
  return (remedies ?? []).filter(({ category }) => categories.includes(category))
}

export function supportHasEnded({
  supportEndsOn,
  today,
}: Pick<RepairFacts, 'supportEndsOn' | 'today'>): boolean {
  return supportEndsOn !== null && supportEndsOn < today
}
