import type { AlarmsView, ClocksView, Counted, NeedsMe, ToEvaluate } from '@holdpoint/api'
import {
  type AlarmState,
  type Clocks,
  clockAlarms,
  delegationStanding,
  releaseGroups,
  rulesFor,
  runningClocks,
  thresholdsNow,
} from '@holdpoint/core'
import { clocksNow } from '../act/act-on-clocks.ts'
import { sourcesNow } from '../act/act-on-sources.ts'
import { listsWithoutSource } from '../act/hear-releases.ts'
import type { Platform } from '../platform.ts'
import { civilDayAt } from './civil-day-at.ts'
import { clockCalendar } from './clock-calendar.ts'
import { clockNeeds } from './clock-needs.ts'
import { unpatchedView } from './unpatched-view.ts'
import { updatesView } from './updates-view.ts'

export async function clocksView(platform: Platform): Promise<ClocksView> {
  const state = await clocksNow(platform)
  const { timeZone } = platform.site
  const today = todayAt(platform)
  const { policy, sources, plans, baselines, tasks, delegations } = state
  const [toEvaluate, listsNamed] = await Promise.all([
    toEvaluateNow(platform, state),
    listsWithoutSource(platform, state),
  ])
  const clocks = runningClocks(state, today)
  const lists = { toEvaluate, listsWithoutSource: listsNamed }
  return {
    today,
    timeZone,
    policy,
    clocks,
    sources,
    ...lists,
    plans,
    baselines,
    tasks,
    delegations,
  }
}

async function toEvaluateNow(platform: Platform, state: Clocks): Promise<readonly ToEvaluate[]> {
  const open = releaseGroups(state).filter(({ evaluated }) => evaluated === null)
  if (open.length === 0) return []
  const { releases } = await updatesView(platform)
  const missing = new Map(
    releases.map(({ release, missingOn }) => [release.id, missingOn.map(({ tag }) => tag)]),
  )
  return open.flatMap(({ source, availableOn, heard, patchIds }) =>
    patchIds.map((patchId) => ({
      sourceId: source.id,
      sourceName: source.name,
      patchId,
      availableOn,
      heardOn: heard.on,
      missingOn: missing.get(patchId) ?? [],
    })),
  )
}

/** Every day that is due, of the clocks and of what stands without a patch. */
export async function clockCalendarNow(platform: Platform): Promise<string> {
  const [state, { rows: unpatched }, sources] = await Promise.all([
    clocksNow(platform),
    unpatchedView(platform),
    sourcesNow(platform),
  ])
  const clocks = runningClocks(state, todayAt(platform))
  return clockCalendar({ clocks, tasks: state.tasks, unpatched, sources }, platform.now())
}

export async function alarmsView(platform: Platform): Promise<AlarmsView> {
  const state = await clocksNow(platform)
  const today = todayAt(platform)
  const alarms = clockAlarms(state, today)
  const set = state.alarmTables.at(-1)?.set ?? null
  return { today, thresholds: thresholdsNow(state), set, alarms }
}

export type ClocksAsk = {
  /** Who stands in for the CIP Senior Manager today, by delegation. */
  readonly delegates: ReadonlySet<string>
  readonly byClock: readonly NeedsMe[]
  /** Those that nobody acknowledged yet. */
  readonly alarms: Omit<Counted, 'asOf'>
}

export async function clocksAsk(platform: Platform): Promise<ClocksAsk> {
  const state = await clocksNow(platform)
  const today = todayAt(platform)
  const alarms = clockAlarms(state, today)
  const of = (wanted: AlarmState) => alarms.filter((one) => one.state === wanted).length
  const coverage = `raised; ${of('acknowledged')} more acknowledged`
  const runs = rulesFor('K1', today, state.policy).length > 0
  const lists = runs ? await listsWithoutSource(platform, state) : []
  const byClock = clockNeeds(state, { today, alarms, lists })
  const delegates = new Set(
    state.delegations
      .filter((one) => delegationStanding(one, today) === 'holds')
      .map(({ personId }) => personId),
  )
  return { byClock, delegates, alarms: { count: of('raised'), coverage } }
}

const todayAt = (platform: Platform) => civilDayAt(platform.now(), platform.site.timeZone)
