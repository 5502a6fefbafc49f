import type { Asset, ChangePlan, LimitNow, OperatingLimit, TriageCase } from '@holdpoint/core'
import type { Platform } from '../platform.ts'

/** Each limit with what its signal says at this moment; one connection for each asset. */
export async function limitsNow(
  platform: Platform,
  limits: readonly OperatingLimit[],
): Promise<readonly LimitNow[]> {
  const assetIds = [...new Set(limits.flatMap(({ measured }) => measured?.assetId ?? []))]
  const read = await Promise.all(assetIds.map((id) => readSignals(platform, id, limits)))
  const byLimit = new Map(read.flat())
  return limits.map((limit) => ({ limit, reading: byLimit.get(limit.id) ?? null }))
}

/** The limits that count for a change: those of its plan, and those of its case entered since. */
export async function limitsOfChange(
  platform: Platform,
  { caseId, plan }: { readonly caseId: string; readonly plan: ChangePlan | null },
): Promise<readonly LimitNow[]> {
  const row = await platform.store.readModel('case', caseId)
  const found = (row?.body ?? null) as unknown as TriageCase | null
  const signed = plan?.operatingLimits ?? []
  const known = new Set(signed.map(({ id }) => id))
  const since = (found?.limits ?? []).filter(({ id }) => !known.has(id))
  return limitsNow(platform, [...signed, ...since])
}

type Read = readonly [string, LimitNow['reading']]

async function readSignals(
  platform: Platform,
  assetId: string,
  limits: readonly OperatingLimit[],
): Promise<readonly Read[]> {
  const row = await platform.store.readModel('asset', assetId)
  const asset = (row?.body ?? null) as unknown as Asset | null
  if (asset === null || asset.signalSource === null) return []
  const asked = limits.flatMap(({ id, measured }) => {
    if (measured?.assetId !== assetId) return []
    const signal = asset.signals.find((one) => one.tag === measured.signal)
    // Read in another unit the number would say something else.
    if (signal === undefined || signal.address.unit !== measured.unit) return []
    return [{ id, address: signal.address }]
  })
  if (asked.length === 0) return []
  const addresses = asked.map(({ address }) => address)
  const answer = await platform.signalProbe.read(asset.signalSource, addresses)
  if (!answer.ok) return []
  const readAt = platform.now()
  return asked.flatMap(({ id }, at): Read[] => {
    const value = answer.value[at]?.value
    return value === undefined ? [] : [[id, { value, readAt }]]
  })
}
