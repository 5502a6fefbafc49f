import type { Result } from '@holdpoint/std'
import type { Actor } from '../../plant/actor.ts'
import type { Instant } from '../../plant/instant.ts'
import type { Refusal } from '../../plant/refusal.ts'
import type { Role } from '../../plant/role.ts'
import type { AlarmThreshold } from './alarm-table.ts'
import type { CivilDay } from './civil-day.ts'
import type { ClockPolicy } from './clock-rules.ts'
import type { ApplicablePatch, ClocksEvent, PlanDue, RecordedBy } from './clocks.ts'
import type { DelegationWish } from './delegation.ts'
import type { OfferedRelease } from './heard-release.ts'
import type { TaskVerdict, ToldVeto } from './manager-task.ts'

export type ClocksCommand =
  | { readonly kind: 'set-clock-policy'; readonly policy: ClockPolicy }
  | {
      readonly kind: 'add-source'
      readonly id: string
      readonly name: string
      readonly since: CivilDay
    }
  | {
      readonly kind: 'complete-evaluation'
      readonly sourceId: string
      readonly on: CivilDay
      readonly found: readonly ApplicablePatch[]
      readonly note: string
    }
  | {
      readonly kind: 'record-installed'
      readonly patchId: string
      readonly assetIds: readonly string[]
      readonly on: CivilDay
    }
  | {
      readonly kind: 'make-plan'
      readonly id: string
      readonly actions: string
      readonly due: PlanDue
      readonly covers: readonly ApplicablePatch[]
    }
  | { readonly kind: 'plan-event'; readonly id: string; readonly on: CivilDay }
  | {
      readonly kind: 'extend-plan'
      readonly id: string
      readonly due: PlanDue
      /** What is done instead; null leaves the actions as they are. */
      readonly actions: string | null
      readonly reason: string
    }
  | {
      readonly kind: 'propose-plan-change'
      readonly planId: string
      readonly due: PlanDue
      readonly actions: string | null
      readonly reason: string
    }
  | { readonly kind: 'tell-veto'; readonly veto: ToldVeto; readonly on: CivilDay }
  | {
      readonly kind: 'answer-task'
      readonly id: string
      readonly verdict: TaskVerdict
      readonly reason: string
    }
  | {
      readonly kind: 'hear-releases'
      readonly sourceId: string
      readonly releases: readonly OfferedRelease[]
    }
  | { readonly kind: 'set-alarm-table'; readonly thresholds: readonly AlarmThreshold[] }
  | { readonly kind: 'acknowledge-alarm'; readonly id: string; readonly note: string }
  | { readonly kind: 'finish-plan'; readonly id: string; readonly on: CivilDay }
  | {
      readonly kind: 'complete-change'
      readonly assetId: string
      /** Null: recorded by hand, of a change that was made elsewhere. */
      readonly changeId: string | null
      readonly on: CivilDay
    }
  | { readonly kind: 'update-baseline'; readonly assetId: string; readonly on: CivilDay }
  | { readonly kind: 'record-monitoring'; readonly on: CivilDay }
  | ({ readonly kind: 'delegate' } & DelegationWish)
  | { readonly kind: 'end-delegation'; readonly id: string; readonly reason: string }

/** `today` is the civil day at the site at `now`: core knows no time zone. */
export type ClocksFacts = {
  readonly now: Instant
  readonly today: CivilDay
  readonly actor: Actor
}

export type DecidedClocks = Result<readonly ClocksEvent[], readonly Refusal[]>

/** Whose act each is; an extension is the CIP Senior Manager's or a delegate's, and nobody else's. */
export const clockActs: {
  readonly [kind in ClocksCommand['kind']]: readonly [readonly Role[], string]
} = {
  'set-clock-policy': [['cip-senior-manager'], 'Saying which clocks run'],
  'add-source': [['ot-cybersecurity-lead'], 'Adding a source of patches'],
  'complete-evaluation': [['ot-cybersecurity-lead'], 'Completing an evaluation'],
  'record-installed': [
    ['ot-cybersecurity-lead', 'control-systems-engineer'],
    'Recording what was installed',
  ],
  'make-plan': [['ot-cybersecurity-lead', 'control-systems-engineer'], 'Making a mitigation plan'],
  'plan-event': [
    ['ot-cybersecurity-lead', 'control-systems-engineer', 'operations-manager'],
    'Saying that the event of a plan came',
  ],
  'extend-plan': [['cip-senior-manager'], 'Extending a plan'],
  'propose-plan-change': [
    ['ot-cybersecurity-lead', 'control-systems-engineer', 'operations-manager'],
    'Proposing to change a plan',
  ],
  'tell-veto': [[], 'Telling of a veto'],
  'answer-task': [['cip-senior-manager'], 'Answering what was told'],
  'hear-releases': [[], 'Hearing of releases'],
  'set-alarm-table': [['cip-senior-manager'], 'Saying when clocks alarm'],
  'acknowledge-alarm': [
    ['ot-cybersecurity-lead', 'control-systems-engineer', 'cip-senior-manager'],
    'Acknowledging an alarm',
  ],
  'finish-plan': [
    ['ot-cybersecurity-lead', 'control-systems-engineer'],
    'Finishing a mitigation plan',
  ],
  'complete-change': [['control-systems-engineer'], 'Completing the change of an asset'],
  'update-baseline': [['control-systems-engineer', 'ot-cybersecurity-lead'], 'Updating a baseline'],
  'record-monitoring': [
    ['ot-cybersecurity-lead', 'control-systems-engineer'],
    'Recording that baselines were monitored',
  ],
  delegate: [['cip-senior-manager'], 'Delegating an act'],
  'end-delegation': [['cip-senior-manager'], 'Ending a delegation'],
}

/** What follows from the acts on a change, or from a list, without anybody recording it a second time. */
export const followsByItself: ReadonlySet<ClocksCommand['kind']> = new Set([
  'complete-change',
  'record-installed',
  'make-plan',
  'tell-veto',
  'hear-releases',
])

export function recordedNow({ now, today, actor }: ClocksFacts): RecordedBy {
  return { recordedAt: now, recordedOn: today, byName: actor.name }
}
