import type { Result } from '@holdpoint/std'
import type { LivePlan } from './live-plan.ts'

/** What came of one probe, without the rules and with them. */
export type LiveShown = {
  readonly without: boolean
  readonly withRules: boolean
  /** Whether a session that was open before the rules were loaded goes on; null: not a session. */
  readonly sessionGoesOn: boolean | null
}

export type LiveOutcome = {
  /** In the order of the plan. */
  readonly shown: readonly LiveShown[]
  /** Kernel and programs with their versions. */
  readonly tool: string
  readonly readyMs: number
  readonly probedMs: number
}

export type LiveRefusal = {
  readonly kind: 'lab-missing' | 'lab-refused'
  readonly what: string
  readonly clearedBy: string
}

/** Real zones, real packets and the kernel's own firewall; where it cannot be had it says so. */
export interface LiveLab {
  run(plan: LivePlan): Promise<Result<LiveOutcome, LiveRefusal>>
}
