import type { AdvisoryHead } from './platform.ts'

export type StoredFinding = {
  readonly assetId: string
  readonly advisoryId: string
  readonly productId: string
  readonly verdict: 'affected' | 'not-affected' | 'review'
  readonly confidence: string
  readonly rule: string
  readonly reasons: readonly string[]
  readonly cves: readonly string[]
  readonly productName: string
  readonly highestScore: number | null
}

/** Assets that are described in the same words, and what was found of each of them. */
export type FindingRun = {
  readonly assetIds: readonly string[]
  readonly findings: readonly Omit<StoredFinding, 'assetId' | keyof EntryShown>[]
}

/** What a list shows of an entry of an advisory, told once for all its findings. */
export type EntryShown = Pick<StoredFinding, 'productName' | 'highestScore'>

export type ShowEntry = (finding: FindingRun['findings'][number]) => EntryShown

export type FindingKey = Pick<StoredFinding, 'assetId' | 'advisoryId' | 'productId'>

/** An advisory and the revision of it that findings were made with. */
export type MatchedAdvisory = Pick<AdvisoryHead, 'advisoryId' | 'sha256'>

export type FindingExchange = {
  readonly runId: string
  /** The run that the rest was made by; where another came between, nothing is done. */
  readonly after: string
  readonly matched: readonly MatchedAdvisory[]
  /** No longer stored. */
  readonly gone: readonly string[]
  readonly runs: AsyncIterable<FindingRun>
  readonly show: ShowEntry
}

/** Derived: written anew by each matching run, as a whole or for some advisories. */
export interface FindingStore {
  /** As a whole or not at all; the number of findings that were written. */
  replaceAll(
    runId: string,
    runs: AsyncIterable<FindingRun>,
    show: ShowEntry,
    matched: readonly MatchedAdvisory[],
  ): Promise<number>
  /** The findings of some advisories; null, and nothing done, where it must be the whole. */
  exchange(wish: FindingExchange): Promise<{
    readonly removed: Readonly<Record<StoredFinding['verdict'], number>>
    readonly written: number
  } | null>
  /** What the findings that are shown were made with; empty where that is not known. */
  matchedAdvisories(): Promise<readonly MatchedAdvisory[]>
  /** Of the run that made what is there; null where nothing was ever matched. */
  runId(): Promise<string | null>
  ofAdvisory(advisoryId: string): Promise<readonly StoredFinding[]>
  find(key: FindingKey): Promise<StoredFinding | null>
}

/** Which findings, in which order: worst first, then by the order of the assets. */
export type FindingWindow = {
  readonly verdicts: readonly StoredFinding['verdict'][]
  /** In the order to show; null for any, by their ids. */
  readonly assetIds: readonly string[] | null
  readonly advisoryIds: readonly string[] | null
  /** A part of a CVE, of an advisory's id or of a product's name. */
  readonly text: string | null
  /** What else that text names. */
  readonly named: { readonly assetIds: readonly string[]; readonly advisoryIds: readonly string[] }
  readonly offset: number
  readonly limit: number
}

export type FindingsShown = {
  readonly total: number
  readonly byVerdict: Readonly<Record<StoredFinding['verdict'], number>>
  readonly findings: readonly StoredFinding[]
}

export type VerdictCount = {
  readonly id: string
  readonly affected: number
  readonly review: number
}

/** Reads findings by parts: a large site has more of them than anybody reads at once. */
export interface FindingReader {
  window(wanted: FindingWindow): Promise<FindingsShown>
  /** The worst of those that are affected or for review, and how many there are of each. */
  openFindings(limit: number): Promise<FindingsShown>
  /** Assets that are described in the same words, and of which the same entry says the same. */
  like(key: FindingKey): Promise<readonly string[]>
  countsByAsset(): Promise<readonly VerdictCount[]>
  countsByAdvisory(): Promise<readonly VerdictCount[]>
  /** Asset and advisory, once for each pair that is affected or for review. */
  pairs(): Promise<readonly { readonly assetId: string; readonly advisoryId: string }[]>
  /** Every CVE that a finding names. */
  cves(): Promise<readonly string[]>
}
