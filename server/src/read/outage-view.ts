import type { OutageView } from '@holdpoint/api'
import { type Change, type OutageNow, outageOf, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { plantNow } from './plant-now.ts'

/** What goes dark when these are down together, what is left of each group, and in which stages they may go. */
export async function outageView(
  platform: Platform,
  names: readonly string[],
): Promise<Result<OutageView, readonly Refusal[]>> {
  const { joined: plant } = await plantNow(platform)
  const found = names.map((name) => ({ name, id: plant.idOf(name) }))
  const missing = found.filter(({ id }) => id === null)
  if (missing.length > 0) {
    return refuse(
      missing.map(({ name }) =>
        refusalOf('no-such-asset', `The inventory has no asset "${name}"`, 'Name it by id or tag'),
      ),
    )
  }
  const ids = found.flatMap(({ id }) => id ?? [])
  const { dark, groups } = outageOf(ids, plant.forOutages)
  return accept({
    dark: dark.map((one) => plant.neighbour(one)),
    groups,
    ...plant.stagesOf(ids),
  })
}

const UNDER_WAY: readonly string[] = ['in-window', 'held', 'rolling-back']

/** What would be left of groups if this change began now, beside those that are under way. */
export async function outageNow(platform: Platform, change: Change): Promise<OutageNow> {
  const others = (await platform.store.listModels('change'))
    .map((row) => row.body as unknown as Change)
    .filter(({ id, state }) => id !== change.id && UNDER_WAY.includes(state))
    .flatMap(({ plan }) => (plan === null ? [] : [plan]))
  if (change.plan === null || others.length === 0) return { others: [], groups: [] }
  const { joined: plant } = await plantNow(platform)
  const down = [change.plan.assetId, ...others.map(({ assetId }) => assetId)]
  const { groups } = outageOf(down, plant.forOutages)
  const own = outageOf([change.plan.assetId], plant.forOutages).groups
  return {
    others: others.map(({ assetTag }) => assetTag),
    groups: groups.filter(({ name }) => own.some((one) => one.name === name)),
  }
}
