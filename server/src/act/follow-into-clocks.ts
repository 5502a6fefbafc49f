import { type Change, type CivilDay, type ClocksCommand, SYSTEM } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { civilDayAt } from '../read/civil-day-at.ts'
import { loadChange } from './act-on-change.ts'
import { actOnClocks, clocksNow } from './act-on-clocks.ts'

/**
 * What the clocks hear of a change that was closed as installed: its asset owes a baseline from
 * that day, and what an evaluation found of its advisory on the asset is installed. Idempotent.
 */
export async function clocksOfClosing(platform: Platform, change: Change): Promise<void> {
  const { plan, id } = change
  if (plan === null || change.validation.closedAs !== 'installed') return
  const { assetId, advisoryId } = plan
  // The clocks count from the day of the closing, also where a crash lets them hear of it later.
  const on = await dayOfClosing(platform, id)
  const done = { kind: 'complete-change', assetId, changeId: id, on } as const
  await follow(platform, `clock-K4:${id}`, done)
  const { duties } = await clocksNow(platform)
  const owed = duties.some(
    (one) => one.patchId === advisoryId && one.assetId === assetId && one.installed === null,
  )
  if (!owed) return
  const installed = { kind: 'record-installed', patchId: advisoryId, assetIds: [assetId] } as const
  await follow(platform, `clock-K2:${id}`, { ...installed, on })
}

/** What the store cannot take now is tried again at the next start. */
async function follow(
  platform: Platform,
  commandId: string,
  command: ClocksCommand,
): Promise<void> {
  await actOnClocks(platform, { actor: SYSTEM, commandId, command })
}

async function dayOfClosing(platform: Platform, id: string): Promise<CivilDay> {
  const { events } = await loadChange(platform, id)
  const closed = events.findLast(({ kind }) => kind === 'closed')
  if (closed === undefined) throw new Error(`change ${id} is closed by no event`)
  const { timeZone } = platform.site
  const [on, today] = [civilDayAt(closed.at, timeZone), civilDayAt(platform.now(), timeZone)]
  // Ledger time runs ahead of a machine whose clock was set back.
  return on < today ? on : today
}
