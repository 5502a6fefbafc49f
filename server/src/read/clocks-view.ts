import type { AlarmsView, ClocksView, Counted, NeedsMe } from '@holdpoint/api'
import { type AlarmState, clockAlarms, runningClocks, thresholdsNow } from '@holdpoint/core'
import { clocksNow } from '../act/act-on-clocks.ts'
import type { Platform } from '../platform.ts'
import { civilDayAt } from './civil-day-at.ts'
import { clockNeeds } from './clock-needs.ts'

export async function clocksView(platform: Platform): Promise<ClocksView> {
  const state = await clocksNow(platform)
  const { timeZone } = platform.site
  const today = todayAt(platform)
  const { policy, sources, plans, baselines, tasks } = state
  const clocks = runningClocks(state, today)
  return { today, timeZone, policy, clocks, sources, plans, baselines, tasks }
}

export async function alarmsView(platform: Platform): Promise<AlarmsView> {
  const state = await clocksNow(platform)
  const today = todayAt(platform)
  const alarms = clockAlarms(state, today)
  const set = state.alarmTables.at(-1)?.set ?? null
  return { today, thresholds: thresholdsNow(state), set, alarms }
}

export type ClocksAsk = {
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
  const byClock = clockNeeds(state, { today, alarms })
  return { byClock, alarms: { count: of('raised'), coverage } }
}

const todayAt = (platform: Platform) => civilDayAt(platform.now(), platform.site.timeZone)
