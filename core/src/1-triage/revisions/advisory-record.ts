import type { Instant } from '../../plant/instant.ts'
import type { BoardRole } from '../../plant/role.ts'

/** The three words of CSAF 2.0 clause 9.1.13, as they stand there. */
export const remediationStatuses = [
  'not remediated',
  'remediation in progress',
  'remediation done',
] as const

export type RemediationStatus = (typeof remediationStatuses)[number]

export type AdvisoryComment = {
  readonly text: string
  readonly personId: string
  readonly at: Instant
}

/** How far one asset is with one vulnerability of one document. */
export type RemediationMark = {
  readonly vulnerability: string
  readonly assetId: string
  readonly status: RemediationStatus
  readonly personId: string
  readonly at: Instant
}

/** A role has read what a newer revision changed, and its decision on the case stands. */
export type StandingDecision = {
  readonly caseId: string
  readonly role: BoardRole
  readonly version: string
  readonly reason: string
  readonly personId: string
  readonly at: Instant
}

/** What the site keeps about an advisory, whichever of its revisions is the latest. */
export type AdvisoryRecord = {
  readonly id: string
  readonly comments: readonly AdvisoryComment[]
  /** By person, the version that was read. */
  readonly readBy: Readonly<Record<string, string>>
  readonly marks: readonly RemediationMark[]
  readonly standing: readonly StandingDecision[]
}

export type AdvisoryCommand =
  | { readonly kind: 'comment-on-advisory'; readonly text: string }
  | { readonly kind: 'mark-advisory-read'; readonly version: string }
  | {
      readonly kind: 'mark-remediation'
      /** Null: every vulnerability of the document. */
      readonly vulnerability: string | null
      readonly assetIds: readonly string[]
      readonly status: RemediationStatus
    }
  | {
      readonly kind: 'let-decision-stand'
      readonly caseId: string
      readonly role: BoardRole
      readonly version: string
      readonly reason: string
    }
  | { readonly kind: 'delete-advisory'; readonly reason: string }

export type AdvisoryEvent =
  | { readonly kind: 'advisory-commented'; readonly body: AdvisoryComment }
  | {
      readonly kind: 'advisory-read'
      readonly body: { readonly personId: string; readonly version: string; readonly at: Instant }
    }
  | {
      readonly kind: 'remediation-marked'
      readonly body: { readonly marks: readonly RemediationMark[] }
    }
  | { readonly kind: 'decision-stands'; readonly body: StandingDecision }
  | {
      readonly kind: 'advisory-deleted'
      readonly body: {
        readonly advisoryId: string
        readonly reason: string
        readonly personId: string
        readonly at: Instant
      }
    }

export function emptyRecord(id: string): AdvisoryRecord {
  return { id, comments: [], readBy: {}, marks: [], standing: [] }
}

export function evolveAdvisory(state: AdvisoryRecord, event: AdvisoryEvent): AdvisoryRecord {
  switch (event.kind) {
    case 'advisory-commented':
      return { ...state, comments: [...state.comments, event.body] }
    case 'advisory-read': {
      const { personId, version } = event.body
      return { ...state, readBy: { ...state.readBy, [personId]: version } }
    }
    case 'remediation-marked': {
      const fresh = new Set(event.body.marks.map(markKey))
      const kept = state.marks.filter((one) => !fresh.has(markKey(one)))
      return { ...state, marks: [...kept, ...event.body.marks] }
    }
    case 'decision-stands':
      return { ...state, standing: [...state.standing, event.body] }
    case 'advisory-deleted':
      // What people said and marked is theirs; it is there again if the document comes back.
      return state
  }
}

function markKey({ vulnerability, assetId }: RemediationMark): string {
  return JSON.stringify([vulnerability, assetId])
}
