import type { NonEmpty } from '@holdpoint/std'
import type { ChangePlan } from '../change/plan.ts'
import type { ChangeState } from '../change/transitions.ts'
import type { Instant } from '../plant/instant.ts'
import { type BoardRole, boardRoles } from '../plant/role.ts'
import type { BoardForm, FormField } from './form.ts'
import { dossierDigest, type Signature } from './signature.ts'

/** A go names its window in the plan; a deferral carries controls, a dated plan and a review date. */
export type BoardDecision =
  | { readonly kind: 'go'; readonly digest: string }
  | { readonly kind: 'no-go'; readonly reason: string }
  | {
      readonly kind: 'deferral'
      readonly controls: NonEmpty<string>
      readonly mitigationPlan: string
      readonly dueOn: string
      readonly reviewOn: string
      readonly reason: string
    }

export type Veto = {
  readonly personId: string
  readonly name: string
  readonly ground: 'safety' | 'production'
  readonly reason: string
  readonly at: Instant
  readonly revision: number
}

export type Board = {
  readonly form: BoardForm
  readonly signatures: readonly Signature[]
  /** Signatures that a later edit voided; they stay visible. */
  readonly voided: readonly (Signature & { readonly voidedAt: Instant; readonly why: string })[]
  readonly decision: BoardDecision | null
  readonly veto: Veto | null
}

export const emptyBoard: Board = {
  form: {},
  signatures: [],
  voided: [],
  decision: null,
  veto: null,
}

/** What the board looks at: the change as stages 0 to 2 know it. */
export type BoardView = {
  readonly id: string
  /** Who opened or revised the change or wrote its plan; none of them signs it. */
  readonly authorIds: readonly string[]
  readonly revision: number
  readonly state: ChangeState
  readonly plan: ChangePlan | null
  readonly board: Board
}

export type BoardCommand =
  | { readonly kind: 'fill-form'; readonly field: FormField; readonly text: string }
  | { readonly kind: 'submit-to-board' }
  | { readonly kind: 'sign'; readonly role: BoardRole; readonly digest: string }
  | { readonly kind: 'decide'; readonly decision: BoardDecision }
  | {
      readonly kind: 'veto'
      readonly ground: 'safety' | 'production'
      readonly reason: string
    }

export type BoardEvent =
  | {
      readonly kind: 'form-filled'
      readonly body: { readonly field: FormField; readonly text: string; readonly at: Instant }
    }
  | { readonly kind: 'submitted-to-board'; readonly body: { readonly digest: string } }
  | { readonly kind: 'signed'; readonly body: Signature }
  | { readonly kind: 'board-decided'; readonly body: { readonly decision: BoardDecision } }
  | { readonly kind: 'vetoed'; readonly body: Veto }

/** The roles whose signature over exactly this plan and form stands. */
export function signedRoles(view: BoardView): readonly BoardRole[] {
  if (view.plan === null) return []
  const digest = dossierDigest(view.plan, view.board.form)
  const valid = view.board.signatures.filter(
    (signature) => signature.digest === digest && signature.revision === view.revision,
  )
  return boardRoles.filter((role) => valid.some((signature) => signature.role === role))
}

/** True only when all five signed this plan, the board said go, and operations did not veto. */
export function mayGoAhead(view: BoardView): boolean {
  return (
    view.board.veto === null &&
    view.board.decision?.kind === 'go' &&
    signedRoles(view).length === boardRoles.length
  )
}

export function evolveBoard(board: Board, event: BoardEvent): Board {
  switch (event.kind) {
    case 'form-filled': {
      const form = { ...board.form, [event.body.field]: event.body.text }
      const why = 'the form was edited after this signature'
      return { ...voidSignatures(board, event.body.at, why), form }
    }
    case 'submitted-to-board':
      return board
    case 'signed':
      return { ...board, signatures: [...board.signatures, event.body] }
    case 'board-decided':
      return { ...board, decision: event.body.decision }
    case 'vetoed':
      return { ...board, veto: event.body }
  }
}

/** Any change to what was signed voids the signatures, visibly. */
export function voidSignatures(board: Board, voidedAt: Instant, why: string): Board {
  const voided = board.signatures.map((signature) => ({ ...signature, voidedAt, why }))
  return { ...board, signatures: [], voided: [...board.voided, ...voided] }
}

/** A new revision starts without form answers being lost, and without a single signature. */
export function boardForRevision(board: Board, at: Instant): Board {
  const kept = voidSignatures(board, at, 'a new revision was drafted')
  return { ...kept, decision: null, veto: null }
}
