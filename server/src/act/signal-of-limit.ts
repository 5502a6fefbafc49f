import { type Asset, type MeasuredLimit, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { noSuchAsset } from './import-inventory.ts'

/** A limit is measured where the asset has the signal and says it in that unit. */
export async function signalOfLimit(
  platform: Platform,
  { assetId, signal, unit }: MeasuredLimit,
): Promise<Result<null, readonly Refusal[]>> {
  const row = await platform.store.readModel('asset', assetId)
  const asset = (row?.body ?? null) as unknown as Asset | null
  if (asset === null) return refuse(noSuchAsset(assetId))
  const found = asset.signals.find((one) => one.tag === signal)
  if (found === undefined || asset.signalSource === null) {
    const what = `${asset.tag} has no signal "${signal}" that can be read`
    const tags = asset.signals.map(({ tag }) => tag).join(', ')
    return refuse([refusalOf('no-such-signal', what, `Choose one of ${tags || 'another asset'}`)])
  }
  if (found.address.unit !== unit) {
    const what = `${signal} is read in ${found.address.unit}, not in ${unit}`
    return refuse([refusalOf('other-unit', what, `Give the limit in ${found.address.unit}`)])
  }
  return accept(null)
}
