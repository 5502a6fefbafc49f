import type { AnyRoute, ChangeActed } from '@holdpoint/api'
import {
  type Asset,
  assetOfDossier,
  type Change,
  hear,
  type Refusal,
  SYSTEM,
  VERIFIED_SOURCE,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import type { Asked } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { changeView } from '../read/change-view.ts'
import { actorOf } from '../read/people-names.ts'
import { assetById } from '../runner/controller-access.ts'
import { actOnCase } from './act-on-case.ts'
import { actOnChange } from './act-on-change.ts'
import { assetWrites, changeInventory, knownAsset } from './change-inventory.ts'
import { clocksOfClosing } from './follow-into-clocks.ts'
import { matchAgain } from './match-again.ts'
import { record } from './record.ts'
import { lessonKey } from './write-plan.ts'

type AskedChange = Pick<Asked<AnyRoute>, 'person' | 'idempotencyKey'> & {
  readonly params: { readonly id: string }
}

/**
 * Closes the change; then the inventory follows the verified reading, the clocks of the asset follow the
 * change, the lesson is kept for the next plan of that kind, and the case is closed. Each step has its own key, so that doing them
 * again after a crash writes nothing twice.
 */
export async function closeChange(
  platform: Platform,
  asked: AskedChange,
): Promise<Result<ChangeActed, readonly Refusal[]>> {
  const { id } = asked.params
  const actor = actorOf(asked.person)
  const commandId = asked.idempotencyKey
  const closed = await actOnChange(platform, { id, actor, commandId, command: { kind: 'close' } })
  if (!closed.ok) return closed
  await followClosing(platform, closed.value.state)
  const view = await changeView(platform, id, asked.person)
  if (view === null) throw new Error('a change that was closed is there')
  return accept({ leaf: closed.value.leaf, view })
}

/** What follows from a closed change. Idempotent: the server repeats it for all after a start. */
export async function followClosing(platform: Platform, change: Change): Promise<void> {
  const { plan, validation } = change
  if (plan === null || validation.closedAs === null) return
  const asset = await assetById(platform, plan.assetId)
  if (asset === null) return
  await keepLesson(platform, change, asset)
  if (validation.closedAs !== 'installed') return
  await updateInventory(platform, change, asset)
  await clocksOfClosing(platform, change)
  await actOnCase(platform, {
    id: change.caseId,
    actor: SYSTEM,
    commandId: `close-case:${change.id}`,
    command: { kind: 'close-case', because: `installed and proven by ${change.id}` },
  })
}

async function updateInventory(platform: Platform, change: Change, asset: Asset): Promise<void> {
  const reading = change.validation.firmware
  const commandId = `inventory:${change.id}`
  const repeated = (await platform.store.findReceipt(commandId)) !== null
  if (repeated || reading === null || reading.booted === null) return
  const { booted, at } = reading
  const source = `${VERIFIED_SOURCE}${change.id}`
  const acting = { actor: SYSTEM, commandId }
  await changeInventory(platform, acting, async () => {
    const known = await knownAsset(platform, asset.id)
    if (known === null) throw new Error(`the inventory has no ${asset.id}`)
    const firmwareLine = change.plan?.firmwareLine ?? known.asset.firmwareLine
    const facts = { firmware: booted, ...(firmwareLine === null ? {} : { firmwareLine }) }
    const said = { source, origin: 'verified', at, facts } as const
    const { dossier } = hear(known.dossier, said)
    const after = assetOfDossier(dossier) ?? known.asset
    const body = { assetId: asset.id, tag: asset.tag, firmware: booted, source }
    return accept({
      event: { kind: 'asset-updated', body },
      readModels: assetWrites([{ asset: after, dossier, changesAsset: true }]),
      told: null,
    })
  })
  await matchAgain(platform, SYSTEM)
}

async function keepLesson(platform: Platform, change: Change, asset: Asset): Promise<void> {
  const { lesson } = change.validation
  const commandId = `lesson:${change.id}`
  if (lesson === null || (await platform.store.findReceipt(commandId)) !== null) return
  const id = lessonKey(asset)
  const row = await platform.store.readModel('lessons', id)
  const before = row === null ? [] : (row.body as { readonly lessons: readonly string[] }).lessons
  await record(platform, {
    actor: SYSTEM,
    commandId,
    stream: 'lessons',
    event: { kind: 'lesson-kept', body: { kindOfAsset: id, lesson, changeId: change.id } },
    readModels: [{ kind: 'lessons', id, body: { lessons: [...before, lesson].slice(-20) } }],
  })
}
