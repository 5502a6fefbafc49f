import {
  advisoryFields,
  type BoardRole,
  boardRoles,
  type RemediationStatus,
  remediationStatuses,
  type SearchCondition,
  searchOperators,
} from '@holdpoint/core'
import { z } from 'zod'
import type { AdvisoryRow, CaseActed } from './1-triage.ts'
import type { FindingRow } from './findings.ts'
import { answers, defineRoute } from './route.ts'
import { byId, id, none, sha256, text } from './shapes.ts'

/** A row of the list, with what this person and the site did with it. */
export type FoundAdvisory = AdvisoryRow & {
  readonly revisions: number
  /** This person read this very version. */
  readonly isRead: boolean
  readonly comments: number
  /** What stands in the field that the list is sorted by. */
  readonly sortedBy: readonly string[]
}

const field = z.enum(advisoryFields as [string, ...string[]])

const condition = z.object({
  field,
  is: z.enum(searchOperators),
  value: z.string().min(1).max(500),
})

/** Conditions travel in an address as one JSON text. */
const conditions = z
  .string()
  .max(8000)
  .transform((given, context): readonly SearchCondition[] => {
    const parsed = z.array(condition).max(20).safeParse(jsonOrNull(given))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    const where = issue?.path.join('/') ?? ''
    context.addIssue({ code: 'custom', message: `${where} ${issue?.message ?? 'is not JSON'}` })
    return z.NEVER
  })

function jsonOrNull(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    return null
  }
}

export const searchAdvisories = defineRoute({
  name: 'advisories search',
  summary: 'Search, filter and sort the advisories by any field that CSAF names',
  method: 'GET',
  path: '/api/advisory-search',
  params: none,
  query: z.object({
    where: conditions.optional(),
    sort: field.optional(),
    order: z.enum(['up', 'down']).optional(),
    unread: z.enum(['yes']).optional(),
  }),
  body: none,
  response: answers<{ readonly advisories: readonly FoundAdvisory[] }>(),
})

/** One difference between two revisions: in words, and both texts side by side. */
export type ShownChange = {
  readonly fact: string
  readonly about: string | null
  readonly words: string
  readonly before: string | null
  readonly after: string | null
  /** The roles whose decisions it touches, in any case that rests on the entries concerned. */
  readonly touches: readonly BoardRole[]
}

export type RevisionRow = {
  readonly version: string
  readonly sha256: string
  readonly importedAt: string
  readonly releasedAt: string
  /** What its number says against the revision before it; null for the oldest that is kept. */
  readonly step: string | null
}

export type RevisionsView = {
  readonly versioning: 'integer' | 'semantic' | 'unreadable'
  /** The latest first. */
  readonly revisions: readonly RevisionRow[]
  readonly from: RevisionRow | null
  readonly to: RevisionRow | null
  readonly changes: readonly ShownChange[]
}

export const readRevisions = defineRoute({
  name: 'advisories revisions',
  summary: 'Every revision that is kept, and what changed between two of them',
  method: 'GET',
  path: '/api/advisories/:id/revisions',
  params: byId,
  query: z.object({ from: sha256.optional(), to: sha256.optional() }),
  body: none,
  response: answers<RevisionsView>(),
})

/** One asset in one document: the match, what a newer revision means for it, and its marks. */
export type DocumentMatch = FindingRow & {
  /** Against the revision before: whether what is to be done for it changed. */
  readonly since: 'new-match' | 'remediation-changed' | 'remediation-unchanged'
}

export type ShownMark = {
  readonly vulnerability: string
  readonly assetId: string
  readonly status: RemediationStatus
  readonly byName: string
  readonly at: string
}

export type ShownComment = { readonly text: string; readonly byName: string; readonly at: string }

/** What the vendor says is to be done, in the vendor's words, and for which entries. */
export type ShownRemedy = {
  readonly vulnerability: string
  readonly category: string
  readonly details: string
  readonly url: string | null
  /** The address, where it is one over https that may be followed. */
  readonly link: string | null
  readonly restart: string | null
  readonly productIds: readonly string[]
}

export type ShownVulnerabilityScore = {
  readonly vulnerability: string
  readonly version: string
  readonly vector: string
  readonly baseScore: number
  readonly stated: number
  readonly isConsistent: boolean
  readonly isLinked: boolean
  readonly source: string | null
  /** Every other score that is given, the newest version of CVSS first. */
  readonly others: readonly {
    readonly version: string
    readonly vector: string
    readonly baseScore: number
    readonly isLinked: boolean
    readonly source: string | null
  }[]
}

export type AdvisoryDesk = {
  readonly remedies: readonly ShownRemedy[]
  readonly scores: readonly ShownVulnerabilityScore[]
  /** Entries whose update cannot be taken back, with the sentence that says so. */
  readonly oneWay: readonly { readonly productId: string; readonly quote: string }[]
  readonly version: string
  readonly isRead: boolean
  readonly comments: readonly ShownComment[]
  readonly marks: readonly ShownMark[]
  readonly vulnerabilities: readonly string[]
  readonly matches: readonly DocumentMatch[]
  /** Of this document and of our inventory that have at least one match. */
  readonly products: readonly { readonly productId: string; readonly name: string }[]
  readonly assets: readonly { readonly assetId: string; readonly assetTag: string }[]
}

export const readAdvisoryDesk = defineRoute({
  name: 'advisories desk',
  summary: 'Matched products and assets of one advisory, with marks and comments',
  method: 'GET',
  path: '/api/advisories/:id/desk',
  params: byId,
  query: none,
  body: none,
  response: answers<AdvisoryDesk>(),
})

export type AdvisoryActed = { readonly leaf: number }

const advisoryAct = <Body extends z.ZodType>(name: string, summary: string, body: Body) =>
  defineRoute({
    name: `advisories ${name}`,
    summary,
    method: 'POST',
    path: `/api/advisories/:id/${name}`,
    params: byId,
    query: none,
    body,
    response: answers<AdvisoryActed>(),
  })

export const commentOnAdvisory = advisoryAct(
  'comment',
  'Write a comment beside an advisory',
  z.object({ text }),
)

export const markAdvisoryRead = advisoryAct(
  'read',
  'Note that you have read the latest version; a newer one is unread again',
  none,
)

export const markRemediation = advisoryAct(
  'mark',
  'Mark how far matched assets are with one vulnerability, or with all of them',
  z.object({
    vulnerability: z.string().min(1).max(1000).nullable(),
    assetIds: z.array(id).min(1).max(1000),
    status: z.enum(remediationStatuses),
  }),
)

export const deleteAdvisory = advisoryAct(
  'delete',
  'Delete an advisory with its revisions; refused where a case rests on it',
  z.object({ reason: text }),
)

export const letDecisionStand = defineRoute({
  name: 'cases stand',
  summary: 'After a newer revision: the decision of this role stands',
  method: 'POST',
  path: '/api/cases/:id/stand',
  params: byId,
  query: none,
  body: z.object({
    role: z.enum(boardRoles),
    reason: text,
  }),
  response: answers<Pick<CaseActed, 'leaf'>>(),
})

export type CaseRevisionView = {
  readonly advisoryId: string
  readonly openedWith: string
  readonly latest: string | null
  readonly remediation: 'unchanged' | 'changed' | 'entry-gone'
  /** For the entry of this case, since the revision that it was opened with. */
  readonly changes: readonly ShownChange[]
  readonly asked: readonly {
    readonly role: BoardRole
    readonly since: string
    readonly because: readonly string[]
  }[]
  readonly standing: readonly {
    readonly role: BoardRole
    readonly version: string
    readonly reason: string
    readonly byName: string
    readonly at: string
  }[]
}

export const readCaseRevision = defineRoute({
  name: 'cases revision',
  summary: 'What newer revisions of its advisory mean for a case, and who is asked again',
  method: 'GET',
  path: '/api/cases/:id/revision',
  params: byId,
  query: none,
  body: none,
  response: answers<CaseRevisionView>(),
})
