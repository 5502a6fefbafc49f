import {
  type AlarmThreshold,
  alarmLevels,
  type BaselineUpdate,
  type ClockAlarm,
  type ClockPolicy,
  clockKinds,
  type Dated,
  type Delegation,
  delegableActs,
  type ManagerTask,
  type MitigationPlan,
  type PatchSource,
  type RunningClock,
  taskVerdicts,
  watchedKinds,
} from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { id, none, plainDate, text } from './shapes.ts'

export type ToEvaluate = {
  readonly sourceId: string
  readonly sourceName: string
  readonly patchId: string
  readonly availableOn: string
  readonly heardOn: string
  /** The assets on which the lists of updates say that it is missing. */
  readonly missingOn: readonly string[]
}

export type ClocksView = {
  /** The civil day at the site, by which every clock is judged. */
  readonly today: string
  readonly timeZone: string
  readonly policy: ClockPolicy
  readonly clocks: readonly RunningClock[]
  readonly sources: readonly PatchSource[]
  /** What lists told of a source and no evaluation covers yet. */
  readonly toEvaluate: readonly ToEvaluate[]
  /** Sources of imported lists that are no source here: no clock runs for them. */
  readonly listsWithoutSource: readonly string[]
  readonly plans: readonly MitigationPlan[]
  readonly baselines: readonly BaselineUpdate[]
  /** What the CIP Senior Manager was told; those without an answer wait for one. */
  readonly tasks: readonly ManagerTask[]
  readonly delegations: readonly Delegation[]
}

export type AlarmsView = {
  readonly today: string
  readonly thresholds: readonly AlarmThreshold[]
  /** By whom and when they were set; null while the shipped ones hold. */
  readonly set: Dated | null
  /** Raised ones first, then acknowledged, then cleared. */
  readonly alarms: readonly ClockAlarm[]
}

export type ClocksActed = { readonly leaf: number }

const patches = z.array(z.strictObject({ patchId: id, assetIds: z.array(id).min(1) }))
const due = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('day'), on: plainDate }),
  z.strictObject({ kind: z.literal('event'), words: text, happenedOn: z.null().default(null) }),
])
const days = z.number().int().min(1).max(3660).nullable()

export const readClocks = defineRoute({
  name: 'clocks show',
  summary: 'Every clock that runs or ran, the most pressing first',
  method: 'GET',
  path: '/api/clocks',
  params: none,
  query: none,
  body: none,
  response: answers<ClocksView>(),
})

export const readAlarms = defineRoute({
  name: 'clocks alarms',
  summary: 'What the thresholds of the clocks raised, who acknowledged it, and what cleared it',
  method: 'GET',
  path: '/api/clocks/alarms',
  params: none,
  query: none,
  body: none,
  response: answers<AlarmsView>(),
})

export const readClockCalendar = defineRoute({
  name: 'clocks calendar',
  summary: 'The days on which clocks are due, as an iCalendar file',
  method: 'GET',
  path: '/api/clocks/calendar',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly fileName: string; readonly content: string }>(),
})

export type CalendarAddress = { readonly leaf: number; readonly path: string }

export const makeCalendarAddress = defineRoute({
  name: 'clocks calendar-address',
  summary: 'Make an address at which a calendar program reads what is due; an older one ends',
  method: 'POST',
  path: '/api/clocks/calendar-address',
  params: none,
  query: none,
  body: none,
  response: answers<CalendarAddress>(),
})

export const endCalendarAddress = defineRoute({
  name: 'clocks calendar-end',
  summary: 'End the address at which a calendar program reads what is due',
  method: 'POST',
  path: '/api/clocks/calendar-end',
  params: none,
  query: none,
  body: none,
  response: answers<ClocksActed>(),
})

/** One act on the clocks of the site; each says when it happened, and none of them pauses one. */
const act = <const Name extends string, Body extends z.ZodType>(
  name: Name,
  summary: string,
  body: Body,
) =>
  defineRoute({
    name: `clocks ${name}`,
    summary,
    method: 'POST',
    path: `/api/clocks/${name}`,
    params: none,
    query: none,
    body,
    response: answers<ClocksActed>(),
  })

export const setClockPolicy = act(
  'policy',
  'Say which jurisdictions apply, and what the site asks of itself',
  z.strictObject({
    jurisdictions: z.array(z.enum(['US'])).max(10),
    site: z.strictObject({ evaluateWithinDays: days, decideWithinDays: days }),
    rules: z
      .array(
        z.strictObject({
          kind: z.enum(clockKinds),
          jurisdiction: z.string().min(1).max(40),
          clause: z.string().min(1).max(200),
          words: text,
          days,
          effectiveFrom: plainDate,
          effectiveTo: plainDate.nullable(),
        }),
      )
      .max(100)
      .default([]),
  }),
)
export const addPatchSource = act(
  'source',
  'Add a source of patches, with the day from which it is in use',
  z.strictObject({ id, name: text, since: plainDate }),
)
export const completeEvaluation = act(
  'evaluation',
  'Complete the evaluation of a source; nothing found counts too',
  z.strictObject({ sourceId: id, on: plainDate, found: patches.default([]), note: text }),
)
export const recordInstalled = act(
  'installed',
  'Record that a patch is installed on assets',
  z.strictObject({ patchId: id, assetIds: z.array(id).min(1), on: plainDate }),
)
export const makePlan = act(
  'plan',
  'Make a dated mitigation plan for patches on assets',
  z.strictObject({ id, actions: text, due, covers: patches.min(1) }),
)
export const planEvent = act(
  'plan-event',
  'Say that the event for which a plan waits has come',
  z.strictObject({ id, on: plainDate }),
)
export const extendPlan = act(
  'plan-extension',
  'Extend or revise a plan, as the CIP Senior Manager',
  z.strictObject({ id, due, actions: text.nullable().default(null), reason: text }),
)
export const proposePlanChange = act(
  'plan-change',
  'Propose another timeframe or other actions of a plan to the CIP Senior Manager',
  z.strictObject({ planId: id, due, actions: text.nullable().default(null), reason: text }),
)
const at = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), percent: z.number().int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('days-before'), days: z.number().int().min(-366).max(3660) }),
])
export const setAlarmTable = act(
  'alarm-table',
  'Say at which share of its time, or how many days before its last one, each clock alarms',
  z.strictObject({
    thresholds: z
      .array(z.strictObject({ of: z.enum(watchedKinds), at, level: z.enum(alarmLevels) }))
      .min(1)
      .max(100),
  }),
)
export const acknowledgeAlarm = act(
  'acknowledgement',
  'Acknowledge an alarm of a clock; the clock runs on',
  z.strictObject({ id: z.string().min(1).max(1000), note: text }),
)
export const answerTask = act(
  'answer',
  'Answer what the CIP Senior Manager was told: note a veto, approve or refuse the change of a plan',
  z.strictObject({ id, verdict: z.enum(taskVerdicts), reason: text }),
)
export const delegateAct = act(
  'delegation',
  'Let somebody do acts of the CIP Senior Manager, from one day to another',
  z.strictObject({
    id,
    personId: id,
    acts: z.array(z.enum(delegableActs)).min(1).max(delegableActs.length),
    from: plainDate,
    until: plainDate,
    reason: text,
  }),
)
export const endDelegation = act(
  'delegation-end',
  'End a delegation before its last day; what was done under it stands',
  z.strictObject({ id, reason: text }),
)
export const finishPlan = act(
  'plan-end',
  'Record that the actions of a plan are complete',
  z.strictObject({ id, on: plainDate }),
)
export const completeAssetChange = act(
  'change',
  'Record that the change of an asset is complete',
  z.strictObject({ assetId: id, on: plainDate }),
)
export const updateBaseline = act(
  'baseline',
  'Record that the baseline of an asset is up to date',
  z.strictObject({ assetId: id, on: plainDate }),
)
export const recordMonitoring = act(
  'monitoring',
  'Record that the baselines were looked at for changes',
  z.strictObject({ on: plainDate }),
)
