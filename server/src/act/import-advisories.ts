import { createHash } from 'node:crypto'
import type { AdvisoriesImported, RefusedDocument, SentBeside } from '@holdpoint/api'
import {
  type Actor,
  holds,
  notYourRole,
  type PatchRelease,
  type ReadModelWrite,
  type Refusal,
  releasesOfAdvisory,
  releasesUpdates,
  type SignatureVerdict,
  signatureInWords,
} from '@holdpoint/core'
import { describeAdvisoryRefusal, documentTerms, readAdvisory, versionRank } from '@holdpoint/csaf'
import { canonicalDigest } from '@holdpoint/evidence'
import { hashFault, type PublishedBeside, type SignatureChecker } from '@holdpoint/feeds'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import type { Acting, NewRevision, Platform, StoredAdvisory } from '../platform.ts'
import { highestScore } from '../read/finding-rows.ts'
import { ADVISORY_RELEASES_MODEL } from '../read/known-releases.ts'
import { asJson } from './act-on-stream.ts'
import { hearReleases } from './hear-releases.ts'
import { matchAgain } from './match-again.ts'
import { checkerNow } from './publisher-keys.ts'
import { record } from './record.ts'

export type AdvisoryDocument = {
  readonly fileName: string
  readonly content: string
  readonly beside?: SentBeside | undefined
}

/** What became of one document. */
export type DocumentOutcome =
  | {
      readonly kind: 'stored'
      readonly advisoryId: string
      readonly version: string
      readonly sha256: string
      readonly signature: SignatureVerdict
      /** The updates that it names; absent where its publisher releases none. */
      readonly releases?: readonly PatchRelease[]
    }
  | {
      readonly kind: 'unchanged'
      /** Where its signature is known better now. */
      readonly proved?: Pick<StoredAdvisory, 'advisoryId' | 'sha256'> & {
        readonly signature: SignatureVerdict
      }
    }
  | ({ readonly kind: 'refused' } & RefusedDocument)

const STREAM = 'advisories'

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

export function importerRefusals(actor: Actor): readonly Refusal[] {
  return holds(actor, importers) ? [] : [notYourRole(importers, 'Importing advisories')]
}

/** A bad document is refused by name and the rest goes on; nothing is changed by a bad one. */
export async function importAdvisories(
  platform: Platform,
  documents: readonly AdvisoryDocument[],
  acting: Acting,
): Promise<Result<AdvisoriesImported, readonly Refusal[]>> {
  const refusals = importerRefusals(acting.actor)
  if (refusals.length > 0) return refuse(refusals)
  const encoder = new TextEncoder()
  const outcomes = await takeDocuments(
    platform,
    acting.commandId,
    documents.map(({ fileName, content, beside }) => ({
      fileName,
      bytes: encoder.encode(content),
      beside: besideOf(beside),
    })),
  )
  const recorded = await recordImport(platform, outcomes, acting)
  if (!recorded.ok) return recorded
  const matched =
    recorded.value.stored > 0
      ? await matchAgain(platform, acting.actor)
      : { matching: null, matchingJob: null }
  return accept({ ...recorded.value, ...matched })
}

type Document = {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly beside: PublishedBeside
}
type Readable = NewRevision & {
  readonly namespace: string
  readonly releases: readonly PatchRelease[] | null
  readonly asc: string | null
  readonly signature: SignatureVerdict
}

/** Reads each document; what can be read is stored whole, the others are refused with their place. */
export async function takeDocuments(
  platform: Platform,
  importId: string,
  documents: readonly Document[],
): Promise<readonly DocumentOutcome[]> {
  const importedAt = platform.now()
  const check = await checkerNow(platform)
  const read: (Readable | DocumentOutcome)[] = []
  for (const document of documents) {
    read.push(await readDocument(document, importedAt, check))
    // Screens and vetoes are answered between two documents.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const readable = read.filter((one) => 'bytes' in one)
  const kept = await keep(platform, importId, readable)
  const outcomes = new Map(readable.map((one, index) => [one as object, kept[index]]))
  return read.map((one) => ('bytes' in one ? (outcomes.get(one) ?? { kind: 'unchanged' }) : one))
}

/** What came beside a document, by a form or from where it was staged. */
export function besideOf(sent: SentBeside | null | undefined): PublishedBeside {
  return { sha256: sent?.sha256 ?? null, sha512: sent?.sha512 ?? null, asc: sent?.asc ?? null }
}

/** Under the id that the document has here, which another publisher's may have taken. */
async function keep(
  platform: Platform,
  importId: string,
  readable: readonly Readable[],
): Promise<readonly DocumentOutcome[]> {
  if (readable.length === 0) return []
  const { advisories, signatures } = platform
  const ids = await advisories.idsOf(
    readable.map(({ namespace, advisoryId: trackingId }) => ({ namespace, trackingId })),
  )
  const named = readable.map((one, index) => ({
    ...one,
    advisoryId: ids[index] ?? one.advisoryId,
  }))
  const revisions = named.map(
    ({ namespace: _, releases: __, asc: ___, signature: ____, ...one }) => one,
  )
  const verdicts = await advisories.putAll(importId, revisions)
  const better = new Set(
    await signatures.put(
      importId,
      named.map(({ advisoryId, sha256, asc, signature }) => {
        return { advisoryId, sha256, asc, verdict: signature }
      }),
    ),
  )
  return named.map(({ advisoryId, version, sha256, signature, releases }, index) => {
    if (verdicts[index] !== 'stored') {
      const proved = { advisoryId, sha256, signature }
      return { kind: 'unchanged', ...(isProof(signature) && better.has(sha256) ? { proved } : {}) }
    }
    const found = { advisoryId, version, sha256, signature }
    return { kind: 'stored', ...found, ...(releases === null ? {} : { releases }) }
  })
}

function isProof({ kind }: SignatureVerdict): boolean {
  return kind === 'signed' || kind === 'key-unknown'
}

async function readDocument(
  { fileName, bytes, beside }: Document,
  importedAt: string,
  check: SignatureChecker,
): Promise<Readable | DocumentOutcome> {
  // Before anything reads it: what was altered on its way is not worth a parser.
  const altered = hashFault(bytes, beside)
  if (altered !== null) return { kind: 'refused', fileName, where: fileName, why: altered }
  const signature = await check(bytes, beside.asc)
  if (signature.kind === 'bad') {
    return { kind: 'refused', fileName, where: fileName, why: signatureInWords(signature) }
  }
  const read = readAdvisory(bytes)
  if (!read.ok) {
    const why = describeAdvisoryRefusal(read.refusal)
    return { kind: 'refused', fileName, where: fileName, why }
  }
  const advisory = read.value
  const summary = {
    title: advisory.title,
    publisher: advisory.publisherName,
    releasedAt: advisory.currentReleaseAt,
    cves: advisory.vulnerabilities.map((one) => one.cve).filter((cve) => cve !== null),
    highestScore: highestScore(advisory),
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id: advisoryId, version, publisherNamespace: namespace } = advisory
  const found = documentTerms(bytes)
  const releases = releasesUpdates(advisory) ? releasesOfAdvisory(advisory) : null
  const proof = { asc: beside.asc, signature }
  const file = { advisoryId, version, sha256, bytes, importedAt }
  const kept = { ...file, ...proof, summary, namespace, releases }
  return { ...kept, versionRank: versionRank(version), terms: found.ok ? found.value : {} }
}

type Recorded = Omit<AdvisoriesImported, 'matching' | 'matchingJob'>
type Stored = Extract<DocumentOutcome, { kind: 'stored' }>

function isStored(outcome: DocumentOutcome): outcome is Stored {
  return outcome.kind === 'stored'
}

/** The same document twice in one import was stored once. */
function keyOf({ advisoryId, version, sha256 }: Stored): string {
  return JSON.stringify([advisoryId, version, sha256])
}

/** One ledger entry for the whole import; an import that changed nothing leaves none. */
export async function recordImport(
  platform: Platform,
  outcomes: readonly DocumentOutcome[],
  acting: Acting,
): Promise<Result<Recorded, readonly Refusal[]>> {
  const taken = [...new Map(outcomes.filter(isStored).map((one) => [keyOf(one), one])).values()]
  const refused = outcomes
    .filter((one) => one.kind === 'refused')
    .map(({ fileName, where, why }) => ({ fileName, where, why }))
  const stored = taken.length
  const unchanged = outcomes.length - stored - refused.length
  const proofs = outcomes.flatMap((one) => (one.kind === 'unchanged' ? (one.proved ?? []) : []))
  const counts = { stored, unchanged, proved: proofs.length, refused }
  if (stored + refused.length + proofs.length === 0) {
    return accept({ ...counts, leaf: null })
  }
  const documents = taken.slice(0, 200).map(({ kind: _, releases: __, ...rest }) => rest)
  const refusals = refused.slice(0, 50)
  const proved = proofs.length === 0 ? {} : { proved: proofs.slice(0, 200) }
  const body = { stored, unchanged, refused: refused.length, documents, refusals, ...proved }
  const before = await leafOfRepeat(platform, asJson(body), acting)
  if (before !== null) return accept({ ...counts, leaf: before })
  const event = { kind: 'advisories-imported', body }
  const readModels = await releaseWrites(platform, taken)
  const recorded = await record(platform, { ...acting, stream: STREAM, event, readModels })
  if (recorded.ok && readModels.length > 0) await hearReleases(platform)
  return recorded.ok ? accept({ ...counts, leaf: recorded.value }) : recorded
}

/** By the revision that is the latest here; what it names no more is gone. */
async function releaseWrites(
  platform: Platform,
  taken: readonly Stored[],
): Promise<readonly ReadModelWrite[]> {
  if (taken.every(({ releases }) => releases === undefined)) return []
  const heads = new Map((await platform.advisories.heads()).map((one) => [one.advisoryId, one]))
  return taken.flatMap(({ advisoryId, sha256, releases }): ReadModelWrite[] => {
    if (releases === undefined || heads.get(advisoryId)?.sha256 !== sha256) return []
    const body = releases.length === 0 ? null : asJson(releases)
    return [{ kind: ADVISORY_RELEASES_MODEL, id: advisoryId, body }]
  })
}

/**
 * A job that was ended or taken up again behind its entry comes by a second time, as does an act
 * whose answer was lost. The same id with other content is left to the store, which refuses it.
 */
async function leafOfRepeat(
  platform: Platform,
  body: JsonValue,
  { commandId }: Acting,
): Promise<number | null> {
  if ((await platform.store.findReceipt(commandId)) === null) return null
  const events = await platform.store.readStream(STREAM)
  const mine = events.find((one) => one.command === commandId)
  const isSame = mine !== undefined && canonicalDigest(mine.body) === canonicalDigest(body)
  return isSame ? mine.leafIndex : null
}
