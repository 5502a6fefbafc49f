import type { AssetFacts } from '../asset-facts.ts'
import type { Confidence } from '../products/product-identity.ts'
import { type AssetSubject, assetSubject, subjectLike } from '../products/subjects.ts'
import { type AdvisoryIndex, type Recognised, recognise } from './advisory-index.ts'
import type { AssetGroup } from './asset-groups.ts'
import {
  type Candidate,
  candidateAs,
  isWorse,
  type Match,
  matchOf,
  type Verdict,
  verdictOf,
} from './match.ts'
import { settleEntries } from './settle-entries.ts'

/**
 * What the advisories say of one asset, they say of all that are described in the same words; so a
 * run stands for each of its members times each of its findings.
 */
export interface GroupRun {
  /** Described as every member is, but for the tag and what none of these advisories asks. */
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
  const runs: GroupRun[] = []
  for (const { subject, members, known } of partsOf(groups, assets, index)) {
    const findings = findingsOf(subject, known)
    if (findings.length > 0) runs.push({ asset: subject.asset, members, findings })
  }
  return runs
}

/** A run with its rules and reasons; `assetId` of a match is that of the first member. */
export interface DescribedRun {
  readonly members: readonly number[]
  readonly matches: readonly Match[]
}

/** The same runs one after the other, as they are written down: with what each match rests on. */
export function* describeGroups(
  groups: readonly AssetGroup[],
  assets: readonly AssetFacts[],
  index: AdvisoryIndex,
): Generator<DescribedRun> {
  for (const { subject, members, known } of partsOf(groups, assets, index)) {
    const matches: Match[] = []
    overAll(subject, known, (_, candidate, verdict) => {
      matches.push(matchOf(subject, candidate, verdict))
    })
    if (matches.length > 0) yield { members, matches }
  }
}

/** Members of a group of whom the very same is found, with the one who speaks for them. */
interface GroupPart {
  readonly subject: AssetSubject
  readonly members: readonly number[]
  readonly known: KnownIdentity
}

function* partsOf(
  groups: readonly AssetGroup[],
  assets: readonly AssetFacts[],
  index: AdvisoryIndex,
): Generator<GroupPart> {
  for (const [subject, ofSubject] of bySubject(groups)) {
    const known = identityOf(subject, index)
    if (isNotMeant(known) && !known.listsSerials) continue
    const split = known.listsSerials || known.countsInSerials
    const whole = split || known.asksHardware ? ofSubject : despiteHardware(ofSubject, assets)
    for (const members of whole) {
      for (const part of split ? bySerial(members, assets) : [members]) {
        // A listed serial number decides who an asset is, so nothing is known of the next.
        const own = subjectLike(subject, assets[part[0] as number] as AssetFacts)
        yield {
          subject: own,
          members: part,
          known: known.listsSerials ? identityOf(own, index) : known,
        }
      }
    }
  }
}

type Members = AssetGroup['members']

function bySubject(groups: readonly AssetGroup[]): ReadonlyMap<AssetSubject, readonly Members[]> {
  const found = new Map<AssetSubject, Members[]>()
  for (const { subject, members } of groups) {
    const before = found.get(subject)
    if (before === undefined) found.set(subject, [members])
    else before.push(members)
  }
  return found
}

/** Groups that differ in nothing but their hardware, which nobody asks here, are one. */
function despiteHardware(
  groups: readonly Members[],
  assets: readonly AssetFacts[],
): readonly Members[] {
  const found: Members[] = []
  const byFirmware = new Map<string | undefined, Members[]>()
  for (const members of groups) {
    const { firmware, version, series, firmwareLine, components } = assets[
      members[0] as number
    ] as AssetFacts
    const others = [version, series, firmwareLine, components]
    if (others.some((fact) => fact !== undefined)) found.push(members)
    else byFirmware.set(firmware, [...(byFirmware.get(firmware) ?? []), members])
  }
  for (const alike of byFirmware.values()) {
    found.push(alike.length === 1 ? (alike[0] as Members) : alike.flat())
  }
  return found
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
  const found: { advisory: number; match: Match }[] = []
  overAll(subject, identityOf(subject, index), ({ placed }, candidate, verdict) => {
    found.push({ advisory: placed.advisory, match: matchOf(subject, candidate, verdict) })
  })
  return found
}

/** What is the same for all assets under one vendor, product, model, order number and so on. */
interface KnownIdentity {
  readonly byPlace: readonly Placed[]
  readonly listsSerials: boolean
  readonly countsInSerials: boolean
  readonly asksHardware: boolean
  readonly parts: readonly KnownPart[]
}

interface KnownPart {
  readonly subject: AssetSubject
  readonly known: KnownIdentity
}

function isNotMeant({ byPlace, parts }: KnownIdentity): boolean {
  return byPlace.length === 0 && parts.every(({ known }) => known.byPlace.length === 0)
}

interface Placed {
  readonly identity: Recognised['identity']
  readonly placed: Recognised['named']['entries'][number]
  /** Each made once, for all groups that get this verdict here. */
  readonly findings: Partial<Record<Verdict, GroupFinding>>
}

function identityOf(subject: AssetSubject, index: AdvisoryIndex): KnownIdentity {
  const { recognised, listsSerials } = recognise(subject, index)
  const parts = subject.parts.map((part) => knownPart(part, index))
  const byPlace: Placed[] = []
  for (const { identity, named } of recognised) {
    for (const placed of named.entries) byPlace.push({ identity, placed, findings: {} })
  }
  byPlace.sort((one, other) => one.placed.place - other.placed.place)
  const countsInSerials = byPlace.some(({ placed }) => placed.entry.countsInSerials)
  const asksHardware = byPlace.some(({ placed }) => placed.entry.asksHardware)
  return { byPlace, listsSerials, countsInSerials, asksHardware, parts }
}

// The same software runs on many assets; what it is called decides, and not where it runs.
const knownParts = new WeakMap<AdvisoryIndex, Map<string, KnownPart>>()
const KNOWN_PARTS_MAX = 20_000

function knownPart(subject: AssetSubject, index: AdvisoryIndex): KnownPart {
  const byNames = knownParts.get(index) ?? new Map<string, KnownPart>()
  knownParts.set(index, byNames)
  const key = JSON.stringify(subject.part)
  const before = byNames.get(key)
  if (before !== undefined) return before
  if (byNames.size >= KNOWN_PARTS_MAX) byNames.clear()
  const part = { subject, known: identityOf(subject, index) }
  byNames.set(key, part)
  return part
}

function findingsOf(one: AssetSubject, known: KnownIdentity): readonly GroupFinding[] {
  const found: GroupFinding[] = []
  overAll(one, known, (at, _, verdict) => {
    const before = at.findings[verdict]
    const finding = before ?? findingOf(at, verdict)
    if (before === undefined) at.findings[verdict] = finding
    found.push(finding)
  })
  return found
}

function findingOf({ placed, identity }: Placed, verdict: Verdict): GroupFinding {
  const { advisory, entry } = placed
  return {
    advisory,
    advisoryId: entry.advisoryId,
    productId: entry.subject.product.productId,
    cves: entry.cves,
    verdict,
    confidence: identity.confidence,
  }
}

/** What an entry says of the asset and of all that is installed on it: the worst of it. */
function overAll(one: AssetSubject, known: KnownIdentity, keep: Keep): void {
  if (known.parts.length === 0) {
    overAdvisories(one, known, keep)
    return
  }
  const worst = new Map<number, Parameters<Keep>>()
  const hear: Keep = (at, candidate, verdict) => {
    const { place } = at.placed
    if (isWorse(verdict, worst.get(place)?.[2])) worst.set(place, [at, candidate, verdict])
  }
  overAdvisories(one, known, hear)
  for (const part of known.parts) overAdvisories(part.subject, part.known, hear)
  const byPlace = [...worst].toSorted(([a], [b]) => a - b)
  for (const [, found] of byPlace) keep(...found)
}

/** Entries of one advisory hear each other, those of different advisories do not. */
function overAdvisories(
  one: AssetSubject,
  { byPlace }: KnownIdentity,
  keep: (at: Placed, candidate: Candidate, verdict: Verdict) => void,
): void {
  for (let from = 0, to = 0; from < byPlace.length; from = to) {
    const { advisory } = (byPlace[from] as Placed).placed
    for (to = from + 1; to < byPlace.length && byPlace[to]?.placed.advisory === advisory; ) to++
    if (to - from === 1) overOne(one, byPlace[from] as Placed, keep)
    else overSiblings(one, byPlace.slice(from, to), keep)
  }
}

type Keep = Parameters<typeof overAdvisories>[2]

function overOne(one: AssetSubject, at: Placed, keep: Keep): void {
  const candidate = candidateAs(one, at.placed.entry, at.identity)
  const verdict = candidate === null ? null : verdictOf(candidate)
  if (candidate !== null && verdict !== null) keep(at, candidate, verdict)
}

function overSiblings(one: AssetSubject, placed: readonly Placed[], keep: Keep): void {
  const heard: Placed[] = []
  const candidates: Candidate[] = []
  for (const at of placed) {
    const candidate = candidateAs(one, at.placed.entry, at.identity)
    if (candidate === null) continue
    heard.push(at)
    candidates.push(candidate)
  }
  const settled = settleEntries(one.asset, candidates)
  for (let at = 0; at < settled.length; at++) {
    const candidate = settled[at] as Candidate
    const verdict = verdictOf(candidate)
    if (verdict !== null) keep(heard[at] as Placed, candidate, verdict)
  }
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
