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

/**
 * A veto is told to the CIP Senior Manager; a deferral is the dated plan of what an evaluation
 * found on the asset and nobody planned yet: neither pauses a clock. Idempotent.
 */
export async function clocksOfBoard(platform: Platform, change: Change): Promise<void> {
  const { veto, decision } = change.board
  const { id, title, plan, revision } = change
  const { timeZone } = platform.site
  if (veto !== null) {
    const { ground, reason, name: byName } = veto
    const assetId = plan?.assetId ?? null
    const said = { changeId: id, revision: veto.revision, title, assetId, ground, reason, byName }
    const on = notAfterToday(platform, civilDayAt(veto.at, timeZone))
    const command = { kind: 'tell-veto', veto: said, on } as const
    await follow(platform, `clock-veto:${id}:${veto.revision}`, command)
  }
  if (decision?.kind !== 'deferral' || plan === null) return
  const { duties } = await clocksNow(platform)
  const open = duties.filter(
    (duty) =>
      duty.assetId === plan.assetId &&
      duty.patchId === plan.advisoryId &&
      duty.installed === null &&
      duty.planned === null,
  )
  if (open.length === 0) return
  await follow(platform, `clock-deferral:${id}:${revision}`, {
    kind: 'make-plan',
    id: `deferral of ${id}, revision ${revision}`,
    actions: decision.mitigationPlan,
    due: { kind: 'day', on: decision.dueOn },
    covers: open.map(({ patchId, assetId }) => ({ patchId, assetIds: [assetId] })),
  })
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
  return notAfterToday(platform, civilDayAt(closed.at, platform.site.timeZone))
}

/** Ledger time runs ahead of a machine whose clock was set back. */
function notAfterToday(platform: Platform, day: CivilDay): CivilDay {
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  return day < today ? day : today
}
