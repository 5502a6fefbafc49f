import type {
  Change,
  LimitNow,
  NextUp,
  Offer,
  QualificationStanding,
  Refusal,
  StageNumber,
  TurnBack,
} from '@holdpoint/core'
import { z } from 'zod'

export const none = z.object({})
export const id = z.string().min(1).max(200)
export const byId = z.object({ id })
export const text = z.string().min(1).max(4000)
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
export const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What every refused request answers, with status 409 (rule), 400 (form) or 401/403. */
export type RefusedAnswer = { readonly refusals: readonly Refusal[] }

/** A change as a screen needs it: the state, and what the rules say about every act on it. */
export type ChangeView = {
  readonly change: Change
  readonly version: number
  readonly digest: string | null
  readonly stage: StageNumber
  readonly nextUp: NextUp
  readonly signedRoles: readonly string[]
  readonly offers: readonly Offer[]
  /** The limits that count for it, each with what its signal says now. */
  readonly limits: readonly LimitNow[]
  /** What the vendors say today of the update that it installs; null: it installs none. */
  readonly updateStanding: QualificationStanding | null
  /** For the next forward step, while the change is in its window or before it. */
  readonly turnBack: (TurnBack & { readonly stepId: string }) | null
  readonly history: readonly HistoryEntry[]
}

export type HistoryEntry = {
  readonly leaf: number
  readonly at: string
  readonly by: string
  readonly byName: string
  readonly kind: string
  readonly words: string
}

/** Every act answers with the ledger entry that it became and the state after it. */
export type ChangeActed = { readonly leaf: number; readonly view: ChangeView }

/** How old a count is, and how much of what exists it covers. */
export type Counted = {
  readonly count: number
  readonly asOf: string | null
  readonly coverage: string
}
