export type FindingRecord = {
  readonly assetId: string
  readonly advisoryId: string
  readonly productId: string
  readonly verdict: 'affected' | 'not-affected' | 'review'
  readonly confidence: string
  readonly rule: string
  readonly reasons: readonly string[]
  readonly cves: readonly string[]
  readonly productName: string
  /** The highest base score among the CVEs; null where none is given. */
  readonly highestScore: number | null
}

/** A finding of every member of a run; what a list shows of its entry is told once for all. */
export type RunFinding = Omit<FindingRecord, 'assetId' | keyof EntryShown>

/** Assets that are described in the same words, and what was found of each of them. */
export type FindingRun = {
  readonly assetIds: readonly string[]
  readonly findings: readonly RunFinding[]
}

export type FindingRuns = Iterable<FindingRun> | AsyncIterable<FindingRun>

/** What a list shows of an entry of an advisory. */
export type EntryShown = Pick<FindingRecord, 'productName' | 'highestScore'>

export type ShowEntry = (finding: RunFinding) => EntryShown
