import type { HandRun, MatchedProduct, MatchRun } from '@holdpoint/api'
import { type Asset, type RemediationStatus, remediationStatuses } from '@holdpoint/core'
import { advisoryRecords } from '../act/act-on-advisory.ts'
import type { Platform } from '../platform.ts'

/** Advisories by asset: those that affect it or are for review. */
async function matched(platform: Platform) {
  const rows = await platform.store.listModels('asset')
  const byAsset = new Map<string, Set<string>>()
  for (const { assetId, advisoryId } of await platform.findingReader.pairs()) {
    byAsset.set(assetId, (byAsset.get(assetId) ?? new Set()).add(advisoryId))
  }
  return rows.map((row) => {
    const asset = row.body as unknown as Asset
    return { asset, advisories: [...(byAsset.get(asset.id) ?? [])].sort() }
  })
}

export async function matchedAssets(platform: Platform, assetId: string | null) {
  const all = await matched(platform)
  return all
    .filter(({ asset }) => assetId === null || asset.id === assetId)
    .map(({ asset, advisories }) => ({ assetId: asset.id, assetTag: asset.tag, advisories }))
}

/** One row for each product of the inventory, matched or not. */
export async function matchedProducts(platform: Platform): Promise<readonly MatchedProduct[]> {
  const products = new Map<string, MatchedProduct>()
  for (const { asset, advisories } of await matched(platform)) {
    const { vendor, product } = asset
    const key = JSON.stringify([vendor, product])
    const known = products.get(key) ?? { vendor, product, assetIds: [], advisories: [] }
    products.set(key, {
      ...known,
      assetIds: [...known.assetIds, asset.id],
      advisories: [...new Set([...known.advisories, ...advisories])].sort(),
    })
  }
  return [...products.values()]
}

/** Counted in assets: an asset with two marks counts under both. */
export async function matchStatistics(platform: Platform) {
  const all = await matched(platform)
  const run = await platform.store.readModel('matching', 'newest')
  const marks = (await advisoryRecords(platform)).flatMap((one) => one.marks)
  const withMark = (status: RemediationStatus) =>
    new Set(marks.filter((one) => one.status === status).map(({ assetId }) => assetId)).size
  const marked = new Set(marks.map(({ assetId }) => assetId))
  const matching = all.filter(({ advisories }) => advisories.length > 0)
  return {
    asOf: (run?.body as unknown as MatchRun | undefined)?.at ?? null,
    assets: all.length,
    matched: matching.length,
    unmarked: matching.filter(({ asset }) => !marked.has(asset.id)).length,
    marked: Object.fromEntries(
      remediationStatuses.map((status) => [status, withMark(status)]),
    ) as Record<RemediationStatus, number>,
  }
}

/** Runs that a person asked for stand apart from those that the server makes by itself. */
export async function matchRuns(platform: Platform) {
  const automatic = await platform.store.readModel('matching', 'newest')
  const byHand = await platform.store.listModels('matching-by-hand')
  return {
    automatic: automatic === null ? null : (automatic.body as unknown as MatchRun),
    byHand: byHand
      .map((row) => row.body as unknown as HandRun)
      .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  }
}
