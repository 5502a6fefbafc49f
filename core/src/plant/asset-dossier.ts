import type { JsonValue } from '@holdpoint/std'
import { type FactClaim, type FactField, factFields, type StatedFacts } from './asset-fact.ts'
import type { Instant } from './instant.ts'
import { sameFact, sameValue } from './same-fact.ts'

/** What a person ruled where sources disagree; a losing word that comes again is not asked again. */
export type FactRuling = {
  readonly source: string
  readonly over: readonly { readonly source: string; readonly value: JsonValue }[]
  readonly reason: string
  readonly by: string
  readonly at: Instant
}

/** All that was ever said about one fact: the newest word of each source, and whose word stands. */
export type DisputedFact = {
  readonly claims: readonly FactClaim[]
  readonly standsBy: string
  readonly ruling: FactRuling | null
}

/** What every source says about one asset. */
export type AssetDossier = {
  readonly assetId: string
  readonly facts: { readonly [F in FactField]?: DisputedFact }
}

export type FactEffect = 'set' | 'changed' | 'conflict' | 'ruled' | 'older' | 'agrees'

/** What one word of a source does to a dossier. */
export type FactChange = {
  readonly field: FactField
  readonly from: JsonValue
  readonly to: JsonValue
  readonly effect: FactEffect
}

export function emptyDossier(assetId: string): AssetDossier {
  return { assetId, facts: {} }
}

export function standing(fact: DisputedFact): FactClaim {
  const found = fact.claims.find((one) => one.source === fact.standsBy)
  if (found === undefined) throw new Error('a fact stands by one of its claims')
  return found
}

export function standingFacts(dossier: AssetDossier): StatedFacts {
  const facts: { [F in FactField]?: JsonValue } = {}
  for (const [field, fact] of entriesOf(dossier)) facts[field] = standing(fact).value
  return facts
}

export function entriesOf(dossier: AssetDossier): readonly (readonly [FactField, DisputedFact])[] {
  const entries: [FactField, DisputedFact][] = []
  for (const field of factFields) {
    const fact = dossier.facts[field]
    if (fact !== undefined) entries.push([field, fact])
  }
  return entries
}

/** What a claim is to the fact that stands. */
export type ClaimState = 'stands' | 'agrees' | 'conflict' | 'ruled out' | 'superseded'

export function claimState(field: FactField, fact: DisputedFact, claim: FactClaim): ClaimState {
  const stands = standing(fact)
  if (claim.source === stands.source) return 'stands'
  if (sameFact(field, claim.value, stands.value)) return 'agrees'
  // A list that was read before the device was asked is old, not in conflict.
  if (stands.origin === 'verified' && claim.at < stands.at) return 'superseded'
  return isRuledOut(fact, claim) ? 'ruled out' : 'conflict'
}

/** The words that contradict what stands and that nobody has ruled on yet. */
export function openClaims(field: FactField, fact: DisputedFact): readonly FactClaim[] {
  return fact.claims.filter((claim) => claimState(field, fact, claim) === 'conflict')
}

export function openConflicts(dossier: AssetDossier): readonly FactField[] {
  return entriesOf(dossier).flatMap(([field, fact]) =>
    openClaims(field, fact).length > 0 ? [field] : [],
  )
}

function isRuledOut({ ruling, standsBy }: DisputedFact, claim: FactClaim): boolean {
  if (ruling === null || ruling.source !== standsBy) return false
  return ruling.over.some((one) => one.source === claim.source && sameValue(one.value, claim.value))
}

/** A source's word about several facts: its own older words it may replace, another's it may not. */
export function hear(
  dossier: AssetDossier,
  said: Omit<FactClaim, 'value'> & { readonly facts: StatedFacts },
): { readonly dossier: AssetDossier; readonly changes: readonly FactChange[] } {
  const { facts, ...origin } = said
  const changes: FactChange[] = []
  const next: { [F in FactField]?: DisputedFact } = { ...dossier.facts }
  for (const field of factFields) {
    const value = facts[field]
    if (value === undefined || value === null) continue
    const heard = hearOne(field, next[field], { ...origin, value })
    next[field] = heard.fact
    changes.push({ field, ...heard.change })
  }
  return { dossier: { ...dossier, facts: next }, changes }
}

function hearOne(
  field: FactField,
  known: DisputedFact | undefined,
  claim: FactClaim,
): { readonly fact: DisputedFact; readonly change: Omit<FactChange, 'field'> } {
  const to = claim.value
  if (known === undefined) {
    const fact = { claims: [claim], standsBy: claim.source, ruling: null }
    return { fact, change: { from: null, to, effect: 'set' } }
  }
  const before = standing(known)
  const from = before.value
  const own = known.claims.find((one) => one.source === claim.source)
  // An older export does not undo what the same source has said since.
  if (own !== undefined && own.at > claim.at) {
    const effect = sameValue(own.value, to) ? 'agrees' : 'older'
    return { fact: known, change: { from, to, effect } }
  }
  const claims = [...known.claims.filter((one) => one.source !== claim.source), claim]
  const takesOver = claim.origin === 'verified' || claim.source === known.standsBy
  const fact: DisputedFact = takesOver
    ? { claims, standsBy: claim.source, ruling: claim.origin === 'verified' ? null : known.ruling }
    : { ...known, claims }
  if (sameValue(from, to)) return { fact, change: { from, to, effect: 'agrees' } }
  if (takesOver) return { fact, change: { from, to, effect: 'changed' } }
  if (sameFact(field, from, to)) return { fact, change: { from, to, effect: 'agrees' } }
  const open = openClaims(field, fact).some((one) => one.source === claim.source)
  return { fact, change: { from, to, effect: open ? 'conflict' : 'ruled' } }
}

/** A person says whose word stands; every other word that differs is ruled out as it is now. */
export function ruleFact(
  fact: DisputedFact,
  ruling: Omit<FactRuling, 'over'>,
): DisputedFact | null {
  const winner = fact.claims.find((one) => one.source === ruling.source)
  if (winner === undefined) return null
  const over = fact.claims
    .filter((one) => !sameValue(one.value, winner.value))
    .map(({ source, value }) => ({ source, value }))
  return { ...fact, standsBy: winner.source, ruling: { ...ruling, over } }
}
