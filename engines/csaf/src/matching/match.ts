import type { Advisory } from '../advisory.ts'
import type { AssetFacts } from '../asset-facts.ts'
import { type Confidence, type Identity, identify } from '../products/product-identity.ts'
import { type AssetSubject, assetSubject } from '../products/subjects.ts'
import { findVersion, type VersionFinding, versionWords } from '../versions/product-versions.ts'
import {
  type Finding,
  hardwareFinding,
  releaseFinding,
  requirementFindings,
  seriesFinding,
} from './asset-standing.ts'
import { axisWords, observedOn } from './observed.ts'
import { type Entry, type PreparedAdvisory, prepareAdvisory } from './prepared-advisory.ts'
import { settleEntries } from './settle-entries.ts'
import { versionSaid } from './version-said.ts'

export type Verdict = 'affected' | 'not-affected' | 'review'

/**
 * What one product entry of an advisory means for one asset, with the rule and reasons that say
 * so.
 */
export interface Match {
  readonly assetId: string
  readonly advisoryId: string
  readonly productId: string
  readonly cves: readonly string[]
  readonly verdict: Verdict
  readonly confidence: Confidence
  readonly rule: string
  readonly reasons: readonly string[]
}

/** An entry that is about this asset, or may be, before its siblings have had their say. */
export interface Candidate {
  /** The asset, or what is installed on it. */
  readonly of: AssetSubject
  readonly entry: Entry
  readonly identity: Identity
  /** By the version text alone. */
  readonly version: VersionFinding
  /** What else the entry asks, or its siblings say. */
  readonly beside: readonly Finding[]
}

/** The matches of one asset in one advisory. A product that is missing is not about this asset. */
export function matchAssetToAdvisory(asset: AssetFacts, advisory: Advisory): readonly Match[] {
  const before = prepared.get(advisory)
  const ready = before ?? prepareAdvisory(advisory)
  if (before === undefined) prepared.set(advisory, ready)
  return matchPrepared(assetSubject(asset), ready)
}

// An advisory never changes; whoever holds it is often asked about many assets in turn.
const prepared = new WeakMap<Advisory, PreparedAdvisory>()

function matchPrepared(one: AssetSubject, { entries }: PreparedAdvisory): readonly Match[] {
  const worst = new Map<Entry, Judged>()
  for (const each of [one, ...one.parts]) {
    const candidates = entries.flatMap((entry) => candidateOf(each, entry) ?? [])
    for (const found of judged(each, candidates)) {
      const { entry } = found.candidate
      if (isWorse(found.verdict, worst.get(entry)?.verdict)) worst.set(entry, found)
    }
  }
  return entries.flatMap((entry) => {
    const found = worst.get(entry)
    return found === undefined ? [] : [matchOf(one, found.candidate, found.verdict)]
  })
}

const RANK = { affected: 2, review: 1, 'not-affected': 0 } as const satisfies Record<
  Verdict,
  number
>

/** What is installed never makes an asset's own answer better, nor the asset that of its parts. */
export function isWorse(verdict: Verdict, than: Verdict | undefined): boolean {
  return than === undefined || RANK[verdict] > RANK[than]
}

interface Judged {
  readonly candidate: Candidate
  readonly verdict: Verdict
}

/** The candidates of one advisory, after each has heard its siblings. */
function judged(one: AssetSubject, candidates: readonly Candidate[]): readonly Judged[] {
  const settled = candidates.length < 2 ? candidates : settleEntries(one.asset, candidates)
  return settled.flatMap((candidate) => {
    const verdict = verdictOf(candidate)
    return verdict === null ? [] : [{ candidate, verdict }]
  })
}

function candidateOf(one: AssetSubject, entry: Entry): Candidate | null {
  const identity = identify(one, entry.subject)
  return identity.standing === 'no' ? null : candidateAs(one, entry, identity)
}

/** An entry whose product the asset is, or may be. */
export function candidateAs(one: AssetSubject, entry: Entry, identity: Identity): Candidate | null {
  const series = entry.isPlain ? null : seriesFinding(one, entry.subject)
  if (series?.standing === 'outside') return null
  const { versions } = entry
  const found = findVersion(versions, (condition) => observedOn(one.asset, condition))
  const version = versionSaid(one, entry, found)
  if (entry.isPlain) return { of: one, entry, identity, version, beside: NOTHING }
  const beside = [
    series,
    hardwareFinding(one, entry.subject),
    releaseFinding(one, entry.subject, versions),
    installedOn(entry),
  ].filter((finding) => finding !== null)
  const required = requirementFindings(one.asset, versions.branch)
  return { of: one, entry, identity, version, beside: [...beside, ...required] }
}

const NOTHING: readonly Finding[] = []

function versionReason({ of: one, entry, version }: Candidate): string {
  const { versions } = entry
  if (version.because === 'identifier') return version.words
  const observed =
    versions.branch.kind === 'ranges'
      ? observedOn(one.asset, versions.branch)[0]
      : (one.asset.firmware ?? one.asset.version)
  const own = observed ?? `${axisWords(versions)} of the asset is not known`
  const isOpen = version.standing === 'unknown' && UNORDERED.has(version.because)
  const doubt = isOpen && observed !== undefined ? ', and how the two compare is not certain' : ''
  return `${versionWords(versions, version)}: ${own}${doubt}`
}

// Where the version text is understood, only the order can have been in doubt.
const UNORDERED: ReadonlySet<VersionFinding['because']> = new Set(['branch', 'both'])

/** "This installed on that" is about a pair; the inventory knows single assets. */
function installedOn({ subject: { product } }: Entry): Finding | null {
  if (product.relationship === null) return null
  const { category, relatesToProductId } = product.relationship
  return { standing: 'unknown', reason: `only ${category} ${relatesToProductId}` }
}

export function matchOf(one: AssetSubject, candidate: Candidate, verdict: Verdict): Match {
  const { entry, identity, version, beside } = candidate
  return {
    assetId: one.asset.id,
    advisoryId: entry.advisoryId,
    productId: entry.subject.product.productId,
    cves: entry.cves,
    verdict,
    confidence: identity.confidence,
    rule: `${identity.rule}; ${version.rule}`,
    reasons: [
      identity.reason,
      versionReason(candidate),
      ...beside.map(({ reason }) => reason),
      ...statusReason(entry),
    ],
  }
}

/** Null where nothing is learned: "if it is this product at all, then not this version". */
export function verdictOf({ entry, identity, version, beside }: Candidate): Verdict | null {
  const perhaps = identity.standing === 'perhaps'
  if (version.standing === 'outside' || beside.some(isOutside)) {
    return perhaps ? null : 'not-affected'
  }
  const unsure = perhaps || version.standing === 'unknown' || beside.some(isUnknown)
  if (entry.status === 'affected') return unsure ? 'review' : 'affected'
  // A cleared version says nothing about other versions; it only counts where it surely is this
  // one.
  return entry.status === 'cleared' && !unsure ? 'not-affected' : 'review'
}

function isOutside({ standing }: Finding): boolean {
  return standing === 'outside'
}

function isUnknown({ standing }: Finding): boolean {
  return standing === 'unknown'
}

function statusReason({ status }: Entry): readonly string[] {
  return status === 'affected' ? [] : [STATUS_WORDS[status]]
}

const STATUS_WORDS = {
  cleared: 'the advisory lists it as not affected',
  investigated: 'the vendor still investigates',
  unstated: 'the advisory lists the product and does not say whether it is affected',
} as const satisfies Record<Exclude<Entry['status'], 'affected'>, string>
