import {
  type Board,
  type BoardEvent,
  boardForRevision,
  emptyBoard,
  evolveBoard,
  voidSignatures,
} from '../2-board/board.ts'
import { stateAfterDecision } from '../2-board/decide-board.ts'
import { evolveRun } from '../4-window/evolve-run.ts'
import { emptyRun, type Run, type RunEvent } from '../4-window/run.ts'
import {
  emptyValidation,
  evolveValidation,
  type Validation,
  type ValidationEvent,
} from '../5-validation/validation.ts'
import type { ChangePlan, PlannedUpdate } from '../change/plan.ts'
import type { ChangeState } from '../change/transitions.ts'
import type { Instant } from '../plant/instant.ts'

export type ChosenUpdate = Pick<PlannedUpdate, 'releaseId' | 'product'>

/** One change of the plant: the join of the stages, and the only writer of its stream. */
export type Change = {
  readonly id: string
  readonly caseId: string
  readonly title: string
  /** The update that was chosen for it; absent where none was. */
  readonly update?: ChosenUpdate
  readonly authorIds: readonly string[]
  readonly revision: number
  readonly state: ChangeState
  readonly plan: ChangePlan | null
  readonly board: Board
  readonly run: Run
  readonly validation: Validation
}

export type OwnEvent =
  | {
      readonly kind: 'change-opened'
      readonly body: {
        readonly id: string
        readonly caseId: string
        readonly title: string
        readonly update?: ChosenUpdate
        readonly authorId: string
        readonly at: Instant
      }
    }
  | {
      readonly kind: 'plan-written'
      readonly body: { readonly plan: ChangePlan; readonly personId: string; readonly at: Instant }
    }
  | {
      readonly kind: 'revised'
      readonly body: {
        readonly revision: number
        readonly authorId: string
        readonly reason: string
        readonly at: Instant
      }
    }

export type ChangeEvent = OwnEvent | BoardEvent | RunEvent | ValidationEvent

/** Null before the first event; replaying the stream gives the same change, byte for byte. */
export function evolveChange(change: Change | null, event: ChangeEvent): Change {
  if (change === null) return openedBy(event)
  const next = applyToStages(change, event)
  return { ...next, state: stateAfter(change, event) }
}

function openedBy(event: ChangeEvent): Change {
  if (event.kind !== 'change-opened') throw new Error(`a stream cannot begin with ${event.kind}`)
  const { id, caseId, title, update, authorId } = event.body
  return {
    id,
    caseId,
    title,
    ...(update === undefined ? {} : { update }),
    authorIds: [authorId],
    revision: 1,
    state: 'drafted',
    plan: null,
    board: emptyBoard,
    run: emptyRun,
    validation: emptyValidation,
  }
}

function applyToStages(change: Change, event: ChangeEvent): Change {
  switch (event.kind) {
    case 'change-opened':
      return change
    case 'plan-written': {
      const why = 'the plan was edited after this signature'
      const board = voidSignatures(change.board, event.body.at, why)
      const { plan, personId } = event.body
      const authorIds = [...new Set([...change.authorIds, personId])]
      return { ...change, plan, authorIds, board }
    }
    case 'revised': {
      const { revision, authorId, at } = event.body
      const board = boardForRevision(change.board, at)
      const validation = { ...emptyValidation, lesson: change.validation.lesson }
      // Who wrote the plan that this revision takes over stays its author and cannot sign it.
      const authorIds = [...new Set([...change.authorIds, authorId])]
      // The controller remembers an effect longer than a revision lasts.
      const run = { ...emptyRun, usedEffectIds: change.run.usedEffectIds }
      return { ...change, revision, authorIds, board, run, validation }
    }
    case 'form-filled':
    case 'submitted-to-board':
    case 'signed':
    case 'board-decided':
    case 'vetoed':
      return { ...change, board: evolveBoard(change.board, event) }
    case 'functional-test-recorded':
    case 'deviation-signed':
    case 'firmware-verified':
    case 'finding-rematched':
    case 'lesson-recorded':
    case 'closed':
      return { ...change, validation: evolveValidation(change.validation, event) }
    case 'rollback-accepted': {
      // What was read before the way back says nothing about what runs after it.
      const validation = { ...change.validation, firmware: null, rematch: null, imageRead: null }
      return { ...change, run: evolveRun(change.run, event), validation }
    }
    default:
      return { ...change, run: evolveRun(change.run, event) }
  }
}

/** Which events move the change, and where to; every other event leaves it where it is. */
function stateAfter(change: Change, event: ChangeEvent): ChangeState {
  switch (event.kind) {
    case 'revised':
      return 'drafted'
    case 'submitted-to-board':
      return 'before-board'
    case 'board-decided':
      return stateAfterDecision(event.body.decision)
    case 'vetoed':
      return change.state === 'rolling-back' ? 'rolling-back' : 'vetoed'
    case 'released':
    case 'resumed':
      return 'in-window'
    case 'held':
      return 'held'
    case 'rollback-released':
      return 'rolling-back'
    case 'accepted-back':
      return 'validating'
    case 'rollback-accepted':
      return 'rolled-back'
    case 'closed':
      return 'closed'
    default:
      return change.state
  }
}

export function replayChange(events: readonly ChangeEvent[]): Change | null {
  let change: Change | null = null
  for (const event of events) change = evolveChange(change, event)
  return change
}
