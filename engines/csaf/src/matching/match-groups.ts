import type { AssetFacts } from '../asset-facts.ts'
import {
  type AssetSubject,
  assetSubject,
  type Confidence,
  subjectLike,
} from '../products/product-identity.ts'
import { type AdvisoryIndex, isOnSerial, type Recognised, recognise } from './advisory-index.ts'
import type { AssetGroup } from './asset-groups.ts'
import { type Candidate, candidateAs, judged, type Match, matchOf, type Verdict } from './match.ts'

/**
 * What the advisories say of one asset, they say of all that are described in the same words; so a
 * run stands for each of its members times each of its findings.
 */
export interface GroupRun {
  /** Described as every member is, but for the tag. */
  readonly asset: AssetFacts
  /** Positions in the list of assets. */
  readonly members: readonly number[]
  /** In the order of the advisories. */
  readonly findings: readonly GroupFinding[]
}

/** A finding without its reasons, of which a million assets would have too many; `matchAsset` gives them. */
export interface GroupFinding {
  /** Position of the advisory in the index. */
  readonly advisory: number
  readonly advisoryId: string
  readonly productId: string
  readonly cves: readonly string[]
  readonly verdict: Verdict
  readonly confidence: Confidence
}

/** Groups of which no advisory says a word are left out. */
export function matchGroups(
  groups: readonly AssetGroup[],
  assets: readonly AssetFacts[],
  index: AdvisoryIndex,
): readonly GroupRun[] {
  const identities = new Map<AssetSubject, KnownIdentity>()
  const runs: GroupRun[] = []
  for (const { subject, members } of groups) {
    const known = identities.get(subject) ?? identityOf(subject, index)
    identities.set(subject, known)
    if (known.byPlace.length === 0 && !known.listsSerials) continue
    const split = known.listsSerials || known.countsInSerials
    for (const part of split ? bySerial(members, assets) : [members]) {
      const asset = assets[part[0] as number] as AssetFacts
      // A listed serial number decides who an asset is, so nothing is known of the next.
      const own = subjectLike(subject, asset)
      const findings = findingsOf(own, known.listsSerials ? identityOf(own, index) : known)
      if (findings.length > 0) runs.push({ asset, members: part, findings })
    }
  }
  return runs
}

/** One asset against everything, with rules and reasons; for a run, its asset speaks for all. */
export function matchAsset(asset: AssetFacts, index: AdvisoryIndex): readonly Match[] {
  return placedMatches(asset, index).map(({ match }) => match)
}

/** The same, each with the position of its advisory in the index. */
export function placedMatches(
  asset: AssetFacts,
  index: AdvisoryIndex,
): readonly { readonly advisory: number; readonly match: Match }[] {
  const subject = assetSubject(asset)
  return overAdvisories(subject, identityOf(subject, index), (candidate, verdict, advisory) => ({
    advisory,
    match: matchOf(subject, candidate, verdict),
  }))
}

/** What is the same for all assets under one vendor, product, model and order number. */
interface KnownIdentity {
  readonly byPlace: readonly Placed[]
  readonly listsSerials: boolean
  readonly countsInSerials: boolean
}

const NOT_MEANT = { byPlace: [], countsInSerials: false } as const

interface Placed {
  readonly identity: Recognised['identity']
  readonly placed: Recognised['named']['entries'][number]
}

function identityOf(subject: AssetSubject, index: AdvisoryIndex): KnownIdentity {
  const { recognised, listsSerials } = recognise(subject, index)
  if (recognised.length === 0) return { ...NOT_MEANT, listsSerials }
  const byPlace: Placed[] = []
  for (const { identity, named } of recognised) {
    for (const placed of named.entries) byPlace.push({ identity, placed })
  }
  byPlace.sort((one, other) => one.placed.place - other.placed.place)
  const countsInSerials = byPlace.some(({ placed }) => isOnSerial(placed.entry))
  return { byPlace, listsSerials, countsInSerials }
}

function findingsOf(one: AssetSubject, known: KnownIdentity): readonly GroupFinding[] {
  return overAdvisories(one, known, ({ entry, identity }, verdict, advisory) => ({
    advisory,
    advisoryId: entry.advisoryId,
    productId: entry.subject.product.productId,
    cves: entry.cves,
    verdict,
    confidence: identity.confidence,
  }))
}

/** Entries of one advisory hear each other, those of different advisories do not. */
function overAdvisories<Kept>(
  one: AssetSubject,
  { byPlace }: KnownIdentity,
  keep: (candidate: Candidate, verdict: Verdict, advisory: number) => Kept,
): readonly Kept[] {
  const kept: Kept[] = []
  for (let at = 0; at < byPlace.length; ) {
    const { advisory } = (byPlace[at] as Placed).placed
    const candidates: Candidate[] = []
    for (; at < byPlace.length && byPlace[at]?.placed.advisory === advisory; at++) {
      const { placed, identity } = byPlace[at] as Placed
      const candidate = candidateAs(one, placed.entry, identity)
      if (candidate !== null) candidates.push(candidate)
    }
    for (const { candidate, verdict } of judged(one, candidates)) {
      kept.push(keep(candidate, verdict, advisory))
    }
  }
  return kept
}

function bySerial(
  members: readonly number[],
  assets: readonly AssetFacts[],
): Iterable<readonly number[]> {
  const parts = new Map<string | undefined, number[]>()
  for (const at of members) {
    const serial = assets[at]?.serialNumber
    const part = parts.get(serial)
    if (part === undefined) parts.set(serial, [at])
    else part.push(at)
  }
  return parts.values()
}
