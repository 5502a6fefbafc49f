import type { Instant } from '../../plant/instant.ts'
import type { AlarmTable, AlarmThreshold } from './alarm-table.ts'
import type { CivilDay } from './civil-day.ts'
import type { ClockPolicy } from './clock-rules.ts'
import type { Delegation, DelegationWish } from './delegation.ts'
import type { HeardRelease, OfferedRelease } from './heard-release.ts'
import type { ManagerTask, TaskAbout, TaskVerdict } from './manager-task.ts'

/** When it happened, and when somebody wrote that down; null where an older ledger kept neither. */
export type Dated = {
  readonly on: CivilDay
  readonly recordedOn: CivilDay | null
  readonly recordedAt: Instant | null
  readonly byName: string | null
}

/** What every act on the clocks keeps beside the day on which it happened. */
export type RecordedBy = Pick<Dated, 'recordedOn' | 'recordedAt' | 'byName'>

/** True where it was written down on a later day than it happened. */
export function recordedLate({ on, recordedOn }: Pick<Dated, 'on' | 'recordedOn'>): boolean {
  return recordedOn !== null && recordedOn > on
}

/** One look through everything that a source released since the last one; nothing found counts. */
export type Evaluation = Dated & {
  readonly found: readonly ApplicablePatch[]
  readonly note: string
}

export type ApplicablePatch = { readonly patchId: string; readonly assetIds: readonly string[] }

export type PatchSource = {
  readonly id: string
  readonly name: string
  /** From when the first evaluation is counted: when the source came into use. */
  readonly since: Dated
  readonly evaluations: readonly Evaluation[]
}

/** One patch on one asset, from the evaluation that found it until it is installed or planned. */
export type PatchDuty = {
  readonly patchId: string
  readonly assetId: string
  readonly sourceId: string
  readonly started: Dated
  readonly installed: Dated | null
  readonly planned: Dated | null
  readonly planId: string | null
}

/** A day, or an event such as "next outage of two days or more" with the day once it came. */
export type PlanDue =
  | { readonly kind: 'day'; readonly on: CivilDay }
  | { readonly kind: 'event'; readonly words: string; readonly happenedOn: CivilDay | null }

export type MitigationPlan = {
  readonly id: string
  readonly actions: string
  readonly made: Dated
  readonly due: PlanDue
  /** When the event came for which it waited; null where it waits, or for none. */
  readonly eventCame: Dated | null
  readonly finished: Dated | null
  readonly extensions: readonly PlanExtension[]
}

export type PlanExtension = {
  readonly on: CivilDay
  readonly from: PlanDue
  readonly to: PlanDue
  /** What is done instead; null where the actions stayed as they were. */
  readonly actions: { readonly from: string; readonly to: string } | null
  readonly reason: string
  readonly approvedBy: string
  /** Null where the CIP Senior Manager did it unasked. */
  readonly proposedBy: string | null
  /** Approved after the plan had lapsed: it stays late in the record. */
  readonly late: boolean
}

/** One asset whose change is complete and whose baseline is, or is not yet, brought up to date. */
export type BaselineUpdate = {
  readonly assetId: string
  /** The change that was closed; null where somebody recorded it by hand. */
  readonly changeId: string | null
  readonly completed: Dated
  readonly updated: Dated | null
}

/** A policy with the day and time from which it is in force. */
export type SetPolicy = { readonly policy: ClockPolicy; readonly set: Dated }

export type Clocks = {
  readonly policy: ClockPolicy
  /** Every policy that was set, the last of them in force. */
  readonly policies: readonly SetPolicy[]
  readonly sources: readonly PatchSource[]
  /** What lists of updates told of the sources, each from its earliest day. */
  readonly heard: readonly HeardRelease[]
  readonly duties: readonly PatchDuty[]
  readonly plans: readonly MitigationPlan[]
  readonly baselines: readonly BaselineUpdate[]
  readonly monitored: readonly Dated[]
  /** What the CIP Senior Manager was told, in that order. */
  readonly tasks: readonly ManagerTask[]
  /** In the order in which they were set; before the first the shipped one holds. */
  readonly alarmTables: readonly AlarmTable[]
  readonly acknowledged: readonly AlarmAcknowledged[]
  /** In the order in which they were given. */
  readonly delegations: readonly Delegation[]
}

/** Somebody saw an alarm; the clock runs on. */
export type AlarmAcknowledged = Dated & { readonly id: string; readonly note: string }

export const noClocks: Clocks = {
  policy: { jurisdictions: [], site: { evaluateWithinDays: null, decideWithinDays: null } },
  policies: [],
  sources: [],
  heard: [],
  duties: [],
  plans: [],
  baselines: [],
  monitored: [],
  tasks: [],
  alarmTables: [],
  acknowledged: [],
  delegations: [],
}

/** Ledgers from before they were kept hold none of them. */
export type KeptIfNew = Partial<RecordedBy>

export type ClocksEvent =
  | {
      readonly kind: 'authority-delegated'
      readonly body: DelegationWish & { readonly on: CivilDay } & KeptIfNew
    }
  | {
      readonly kind: 'delegation-ended'
      readonly body: {
        readonly id: string
        readonly reason: string
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'clock-policy-set'
      readonly body: { readonly policy: ClockPolicy; readonly on?: CivilDay } & KeptIfNew
    }
  | {
      readonly kind: 'patch-source-added'
      readonly body: {
        readonly id: string
        readonly name: string
        readonly since: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'releases-heard'
      readonly body: {
        readonly sourceId: string
        readonly releases: readonly OfferedRelease[]
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'source-evaluated'
      readonly body: Omit<Evaluation, keyof RecordedBy> & { readonly sourceId: string } & KeptIfNew
    }
  | {
      readonly kind: 'patch-installed'
      readonly body: {
        readonly patchId: string
        readonly assetIds: readonly string[]
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'mitigation-planned'
      readonly body: {
        readonly id: string
        readonly actions: string
        readonly due: PlanDue
        readonly on: CivilDay
        readonly covers: readonly ApplicablePatch[]
      } & KeptIfNew
    }
  | {
      readonly kind: 'plan-event-happened'
      readonly body: { readonly id: string; readonly on: CivilDay } & KeptIfNew
    }
  | {
      readonly kind: 'plan-extended'
      readonly body: Omit<PlanExtension, 'actions' | 'proposedBy'> & {
        readonly id: string
      } & Partial<Pick<PlanExtension, 'actions' | 'proposedBy'>>
    }
  | {
      readonly kind: 'manager-told'
      readonly body: {
        readonly id: string
        readonly about: TaskAbout
        readonly dueOn: CivilDay
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'manager-answered'
      readonly body: {
        readonly id: string
        readonly verdict: TaskVerdict
        readonly reason: string
        readonly late: boolean
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'alarm-table-set'
      readonly body: {
        readonly thresholds: readonly AlarmThreshold[]
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'alarm-acknowledged'
      readonly body: {
        readonly id: string
        readonly subject: string
        readonly note: string
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'plan-finished'
      readonly body: { readonly id: string; readonly on: CivilDay } & KeptIfNew
    }
  | {
      readonly kind: 'asset-change-completed'
      readonly body: {
        readonly assetId: string
        readonly changeId?: string | null
        readonly on: CivilDay
      } & KeptIfNew
    }
  | {
      readonly kind: 'baseline-updated'
      readonly body: { readonly assetId: string; readonly on: CivilDay } & KeptIfNew
    }
  | { readonly kind: 'baseline-monitored'; readonly body: { readonly on: CivilDay } & KeptIfNew }
