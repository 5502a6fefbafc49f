import type {
  CaseEvidence,
  DecisionReadAgain,
  DueBy,
  ItemStanding,
  LimitNow,
  MeansJudgement,
  OpenItem,
  Refusal,
  SignatureVerdict,
  SuggestedContext,
  TablePolicy,
  TriageCase,
  Unpatched,
  UrgencyDecision,
  WouldChange,
} from '@holdpoint/core'
import { z } from 'zod'
import type { FindingRow } from './findings.ts'
import { answers, defineRoute } from './route.ts'
import { sentBeside } from './sent-beside.ts'
import { byId, type HistoryEntry, id, none, text } from './shapes.ts'
import type { CaseUpdate } from './updates.ts'

export type AdvisoryRow = {
  readonly advisoryId: string
  readonly version: string
  readonly title: string
  readonly publisher: string
  readonly releasedAt: string
  readonly cves: readonly string[]
  readonly highestScore: number | null
  readonly importedAt: string
  readonly affected: number
  readonly review: number
}

export type AdvisoryProductRow = {
  readonly productId: string
  readonly name: string
  readonly versionText: string | null
  readonly fixed: readonly {
    readonly version: string
    readonly line: string | null
    readonly text: string
  }[]
}

/** What the document is by the schema and the mandatory tests of its standard; refuses nothing. */
export type StandardJudgement = {
  readonly version: string
  readonly valid: boolean
  /** The first few of `count`. */
  readonly breaches: readonly {
    readonly test: string
    readonly path: string
    readonly message: string
  }[]
  readonly count: number
}

/** What the plant itself found of the signature of the latest revision. */
export type ShownSignature = {
  readonly kind: SignatureVerdict['kind'] | 'unchecked'
  readonly words: string
  /** The fingerprint of the key, and whether it is still kept. */
  readonly detail: string | null
}

export type AdvisoryPage = AdvisoryRow & {
  readonly sha256: string
  readonly signature: ShownSignature
  readonly standard: StandardJudgement
  readonly products: readonly AdvisoryProductRow[]
  readonly vulnerabilities: readonly {
    readonly cve: string | null
    readonly title: string | null
    readonly score: number | null
    readonly vector: string | null
    readonly notes: readonly string[]
    readonly remediations: readonly { readonly category: string; readonly details: string }[]
  }[]
}

export type RefusedDocument = {
  readonly fileName: string
  readonly where: string
  readonly why: string
}

export type AdvisoriesImported = {
  readonly stored: number
  readonly unchanged: number
  /** Of those that were here, the ones whose signature is known better now. */
  readonly proved: number
  readonly refused: readonly RefusedDocument[]
  readonly leaf: number | null
  readonly matching: MatchRun | null
  /** Where matching takes a while: the job that does it. */
  readonly matchingJob: string | null
}

export type MatchRun = {
  readonly runId: string
  readonly at: string
  /** Digest of the assets and advisories: the same gives the same findings. */
  readonly inputs: string
  /** Of the assets and the rules alone; runs of before did not say it. */
  readonly assetInputs?: string
  readonly assets: number
  readonly advisories: number
  readonly pairs: number
  readonly affected: number
  readonly review: number
  readonly notAffected: number
}

/** A published CVSS score, and what it comes to at one asset, with the inputs in words. */
export type ScoreHere = {
  readonly vulnerability: string
  readonly published: number
  /** The version of CVSS, the newest that the advisory gives. */
  readonly publishedIn: string
  /** Only the vector stands in a reference of the advisory. */
  readonly isLinked: boolean
  readonly publishedVector: string
  readonly here: number
  readonly severity: string
  readonly vector: string
  readonly reasons: readonly string[]
}

export type CaseView = {
  readonly case: TriageCase
  readonly version: number
  readonly finding: FindingRow
  /** With environmental metrics by what the site says of the asset. */
  readonly scores: readonly ScoreHere[]
  /** Updates against it that are missing on the asset, with what vendors say of each. */
  readonly updates: readonly CaseUpdate[]
  readonly fixed: readonly {
    readonly version: string
    readonly line: string | null
    readonly text: string
  }[]
  readonly reversibility: { readonly verdict: 'one-way' | 'unknown'; readonly quote: string | null }
  /** What public sources suggest for the first question, with their age. */
  readonly suggested: SuggestedContext
  /** What the records of the site and the sources say, each with its source and age. */
  readonly evidence: CaseEvidence
  /** Where each thing that a table asks stands. */
  readonly items: readonly ItemStanding[]
  /** What people must still say, and whose word each is. */
  readonly openItems: readonly OpenItem[]
  /** What the tables of today say of the answers of today; what is open counts as not known. */
  readonly today: UrgencyDecision
  /** What would change the decision; of a case that is not decided, what would change that. */
  readonly wouldChange: WouldChange
  /** The decision under the very tables that made it; null where nothing is decided. */
  readonly readAgain: DecisionReadAgain | null
  readonly tablePolicy: TablePolicy | null
  /** The earliest day that a table sets; null where none of those asked sets one. */
  readonly dueBy: DueBy | null
  /** By which means something can be done here, with reasons, and what the rules propose. */
  readonly means: MeansJudgement
  /** The limits until this is done, each with what its signal says now. */
  readonly limits: readonly LimitNow[]
  /** What stands in the way of a decision; empty when it can be decided. */
  readonly openPoints: readonly Refusal[]
  readonly changeIds: readonly string[]
  readonly controlIds: readonly string[]
  readonly history: readonly HistoryEntry[]
}

export type CaseActed = { readonly leaf: number; readonly view: CaseView }

export const importAdvisories = defineRoute({
  name: 'advisories import',
  summary: 'Import a few CSAF documents at once; a bad one is refused by name, the rest goes on',
  method: 'POST',
  path: '/api/advisories/import',
  params: none,
  query: none,
  body: z.object({
    documents: z
      .array(
        z.object({
          fileName: text,
          content: z.string().max(20_000_000),
          beside: sentBeside.optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  response: answers<AdvisoriesImported>(),
})

export const listAdvisories = defineRoute({
  name: 'advisories list',
  summary: 'The advisories that are stored',
  method: 'GET',
  path: '/api/advisories',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly advisories: readonly AdvisoryRow[] }>(),
})

export const readAdvisoryPage = defineRoute({
  name: 'advisories show',
  summary: 'One advisory with its products and remediations',
  method: 'GET',
  path: '/api/advisories/:id',
  params: byId,
  query: none,
  body: none,
  response: answers<AdvisoryPage>(),
})

export const listCases = defineRoute({
  name: 'cases list',
  summary: 'The triage cases',
  method: 'GET',
  path: '/api/cases',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly cases: readonly TriageCase[] }>(),
})

export const openCase = defineRoute({
  name: 'cases open',
  summary: 'Open a case from a finding',
  method: 'POST',
  path: '/api/cases',
  params: none,
  query: none,
  body: z.object({ assetId: id, advisoryId: id, productId: id }),
  response: answers<CaseActed>(),
})

export const readCase = defineRoute({
  name: 'cases show',
  summary: 'One case',
  method: 'GET',
  path: '/api/cases/:id',
  params: byId,
  query: none,
  body: none,
  response: answers<CaseView>(),
})

export type UnpatchedView = {
  readonly today: string
  readonly rows: readonly (Unpatched & {
    /** What was said to have no patch has one now. */
    readonly patchHasCome: boolean
  })[]
}

export const listUnpatched = defineRoute({
  name: 'cases unpatched',
  summary: 'What stays without a patch: by which means, until when, replaced by when',
  method: 'GET',
  path: '/api/unpatched',
  params: none,
  query: none,
  body: none,
  response: answers<UnpatchedView>(),
})

export type CaseOutlook = {
  readonly urgency: WouldChange['urgency']
  readonly tables: readonly { readonly title: string; readonly urgency: string }[]
  readonly open: readonly OpenItem[]
  readonly wouldChange: WouldChange
  readonly readAgain: DecisionReadAgain | null
}

export const readOutlook = defineRoute({
  name: 'cases outlook',
  summary: 'How urgent a case is by the tables of today, what is open, and what would change it',
  method: 'GET',
  path: '/api/cases/:id/outlook',
  params: byId,
  query: none,
  body: none,
  response: answers<CaseOutlook>(),
})
