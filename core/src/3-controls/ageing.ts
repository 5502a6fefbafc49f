import type { Instant } from '../plant/instant.ts'
import type { Ageing, CompensatingControl } from './control.ts'

/** The rules by which the exact check reads and judges; raised when either says otherwise than before. */
export const EXACT_TOOL = 'holdpoint reach, rules 1'

/** What the site knows today of everything that a control once rested on. */
export type AgeingFacts = {
  readonly now: Instant
  readonly ownerIsThere: boolean
  /** Null: the asset is gone. */
  readonly asset: { readonly zone: string; readonly address: string | null } | null
  /** Null: the advisory is gone. */
  readonly advisory: { readonly version: string; readonly highestScore: number | null } | null
}

/**
 * What has worn a control out since it was proved: drift, owner gone, scope changed, severity
 * revised, evidence stale, framework changed. Any of them takes its credit until somebody looks.
 */
export function ageingOf(control: CompensatingControl, facts: AgeingFacts): readonly Ageing[] {
  const { scope, checks, policy } = control
  const out: Ageing[] = []
  const note = (kind: Ageing['kind'], words: string) => out.push({ kind, words })
  const deployed = checks.find(({ kind }) => kind === 'exact-deployed')
  if (control.step === 'enforce' && deployed?.verdict === 'fails') {
    const why = deployed.findings.find(({ holds }) => !holds)?.what ?? 'it no longer holds'
    note('drift', `The firewall no longer does what was proved: ${why}`)
  }
  if (!facts.ownerIsThere) note('owner-gone', 'Its owner is not active here any more')
  if (facts.asset === null) {
    note('scope-changed', `${control.assetTag} is not in the inventory any more`)
  } else if (facts.asset.address !== policy.protects.address) {
    const now = facts.asset.address ?? 'no address'
    note('scope-changed', `${control.assetTag} has ${now}, not ${policy.protects.address}`)
  } else if (scope !== null && facts.asset.zone !== scope.zone) {
    note('scope-changed', `${control.assetTag} stands in ${facts.asset.zone}, not ${scope.zone}`)
  }
  if (scope !== null && facts.advisory?.highestScore !== scope.highestScore) {
    const [was, is] = [scope.highestScore, facts.advisory?.highestScore ?? null].map(
      (score) => score ?? 'no score',
    )
    note('severity-revised', `The severity was ${was} and is ${is}`)
  }
  const stale = checks.filter(({ until }) => until <= facts.now)
  if (stale.length > 0) {
    const oldest = stale.map(({ until }) => until).toSorted()[0] ?? ''
    note('evidence-stale', `A check was to be repeated by ${oldest.slice(0, 10)}`)
  }
  const exact = checks.filter(({ kind }) => kind.startsWith('exact'))
  if (exact.some(({ tool }) => tool !== EXACT_TOOL)) {
    note('framework-changed', `It was proved by other rules than ${EXACT_TOOL}`)
  }
  return out
}
