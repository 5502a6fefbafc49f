import type { BoardView } from '../2-board/board.ts'
import type { ChangePlan } from '../change/plan.ts'
import type { Step } from '../change/step.ts'
import type { Instant } from '../plant/instant.ts'
import type { LimitNow } from '../plant/operating-limit.ts'

/**
 * Acting on the plant: intended → sent → done | failed | unknown. The intent is committed before
 * the send; what was sent is never sent again, a probe or a person settles an unknown outcome.
 */
export type StepStatus = 'pending' | 'intended' | 'sent' | 'done' | 'failed' | 'unknown'

export type StepRecord = {
  readonly status: StepStatus
  readonly effectId: string | null
  readonly by: string
  readonly at: Instant
  readonly detail: string
}

/** A backup sealed in the vault and read back; what a rollback rests on. */
export type SealedBackup = {
  readonly sha256: string
  readonly sizeBytes: number
  readonly programSha256: string
  readonly firmware: string
  readonly takenAt: Instant
  readonly readBackAt: Instant
}

export type OneWayGo = {
  readonly stepId: string
  readonly role: 'control-systems-engineer' | 'operator'
  readonly personId: string
  readonly at: Instant
}

export type Release = {
  readonly personId: string
  readonly name: string
  readonly processState: string
  readonly permit: string
  /** Each limit with what it read, or that the operator confirmed it. */
  readonly limits?: readonly LimitNow[]
  readonly at: Instant
}

export type Run = {
  readonly release: Release | null
  readonly steps: { readonly [stepId: string]: StepRecord }
  readonly backup: SealedBackup | null
  readonly oneWayGoes: readonly OneWayGo[]
  readonly heldReason: string | null
  readonly rollbackReleasedAt: Instant | null
  readonly acceptedBackAt: Instant | null
  /** Every id that an intent ever had, earlier revisions included; none of them serves again. */
  readonly usedEffectIds: readonly string[]
}

export const emptyRun: Run = {
  release: null,
  steps: {},
  backup: null,
  oneWayGoes: [],
  heldReason: null,
  rollbackReleasedAt: null,
  acceptedBackAt: null,
  usedEffectIds: [],
}

/** What the window looks at: the change as stages 0 to 4 know it. */
export type RunView = BoardView & { readonly run: Run }

export type StepOutcome = 'done' | 'failed' | 'unknown'

export type RunCommand =
  | {
      readonly kind: 'release'
      readonly processState: string
      readonly permit: string
      /** The limits that no signal shows and the operator says are kept. */
      readonly limitsConfirmed?: readonly string[] | undefined
    }
  | { readonly kind: 'start-step'; readonly stepId: string; readonly effectId: string }
  | { readonly kind: 'send-step'; readonly stepId: string; readonly effectId: string }
  | {
      readonly kind: 'report-step'
      readonly stepId: string
      readonly effectId: string
      readonly outcome: StepOutcome
      readonly detail: string
      readonly backup: SealedBackup | null
    }
  | {
      readonly kind: 'record-step'
      readonly stepId: string
      readonly outcome: 'done' | 'failed'
      readonly detail: string
    }
  | {
      readonly kind: 'settle-step'
      readonly stepId: string
      readonly outcome: 'done' | 'failed'
      readonly basis: string
    }
  | {
      readonly kind: 'give-one-way-go'
      readonly stepId: string
      readonly role: OneWayGo['role']
    }
  | { readonly kind: 'hold'; readonly reason: string }
  | { readonly kind: 'resume'; readonly processState: string }
  | { readonly kind: 'release-rollback'; readonly reason: string }
  | { readonly kind: 'accept-back'; readonly processState: string }
  | { readonly kind: 'accept-rollback'; readonly processState: string }

type At<T> = T & { readonly at: Instant; readonly personId: string }

export type RunEvent =
  | { readonly kind: 'released'; readonly body: Release }
  | {
      readonly kind: 'step-intended'
      readonly body: At<{ stepId: string; effectId: string; act: string }>
    }
  | {
      readonly kind: 'step-withdrawn'
      readonly body: At<{ stepId: string; effectId: string; why: string }>
    }
  | { readonly kind: 'step-sent'; readonly body: At<{ stepId: string; effectId: string }> }
  | {
      readonly kind: 'step-reported'
      readonly body: At<{
        stepId: string
        effectId: string
        outcome: StepOutcome
        detail: string
        backup: SealedBackup | null
      }>
    }
  | {
      readonly kind: 'step-recorded'
      readonly body: At<{ stepId: string; outcome: 'done' | 'failed'; detail: string }>
    }
  | {
      readonly kind: 'step-settled'
      readonly body: At<{ stepId: string; outcome: 'done' | 'failed'; basis: string }>
    }
  | { readonly kind: 'one-way-go-given'; readonly body: OneWayGo }
  | { readonly kind: 'held'; readonly body: At<{ reason: string }> }
  | { readonly kind: 'resumed'; readonly body: At<{ processState: string }> }
  | { readonly kind: 'rollback-released'; readonly body: At<{ reason: string }> }
  | { readonly kind: 'accepted-back'; readonly body: At<{ processState: string }> }
  | { readonly kind: 'rollback-accepted'; readonly body: At<{ processState: string }> }

export function statusOf(run: Run, stepId: string): StepStatus {
  return run.steps[stepId]?.status ?? 'pending'
}

/** The step on which the run waits for an answer, if any. */
export function openStep(
  run: Run,
): { readonly stepId: string; readonly status: StepStatus } | null {
  for (const [stepId, record] of Object.entries(run.steps)) {
    if (record.status === 'intended' || record.status === 'sent' || record.status === 'unknown') {
      return { stepId, status: record.status }
    }
  }
  return null
}

/** Forward steps that may have touched the plant: sent, whatever came back. */
export function touchedSteps(plan: ChangePlan, run: Run): readonly Step[] {
  return plan.steps.filter((step) => {
    const status = statusOf(run, step.id)
    return step.actsOnPlant && status !== 'pending' && status !== 'intended'
  })
}

/** The rollback that the touched steps call for, in the order that the plan gives. */
export function neededRollback(plan: ChangePlan, run: Run): readonly Step[] {
  const needed = new Set(touchedSteps(plan, run).flatMap((step) => step.undoneBy))
  return plan.rollback.filter((step) => needed.has(step.id))
}

/** The first forward step that is not done yet; null when all are. */
export function nextForwardStep(plan: ChangePlan, run: Run): Step | null {
  return plan.steps.find((step) => statusOf(run, step.id) !== 'done') ?? null
}

export function nextRollbackStep(plan: ChangePlan, run: Run): Step | null {
  return neededRollback(plan, run).find((step) => statusOf(run, step.id) !== 'done') ?? null
}

/** True while the plant stands between what it was and what the plan wanted. */
export function plantTouched(view: RunView): boolean {
  if (view.plan === null) return false
  return (
    touchedSteps(view.plan, view.run).length > 0 &&
    !(view.state === 'rolled-back' || view.state === 'closed')
  )
}
