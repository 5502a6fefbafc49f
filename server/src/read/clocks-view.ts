import type { ClocksView, NeedsMe } from '@holdpoint/api'
import { runningClocks } from '@holdpoint/core'
import { clocksNow } from '../act/act-on-clocks.ts'
import type { Platform } from '../platform.ts'
import { civilDayAt } from './civil-day-at.ts'
import { clockNeeds } from './clock-needs.ts'

export async function clocksView(platform: Platform): Promise<ClocksView> {
  const state = await clocksNow(platform)
  const { timeZone } = platform.site
  const today = civilDayAt(platform.now(), timeZone)
  const { policy, sources, plans, baselines, tasks } = state
  const clocks = runningClocks(state, today)
  return { today, timeZone, policy, clocks, sources, plans, baselines, tasks }
}

export async function clockNeedsNow(platform: Platform): Promise<readonly NeedsMe[]> {
  return clockNeeds(await clocksNow(platform), civilDayAt(platform.now(), platform.site.timeZone))
}
