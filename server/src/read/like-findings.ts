import type { LikeFindings } from '@holdpoint/api'
import type { Asset } from '@holdpoint/core'
import type { FindingKey, Platform } from '../platform.ts'
import { findingContext, findingRow } from './finding-rows.ts'

/** What may make another answer right although the advisory says the same. */
const PLACED: readonly (readonly [string, (asset: Asset) => string])[] = [
  // Assets whose hardware no advisory asks for are matched together.
  ['Hardware', (asset) => asset.hardware ?? 'not recorded'],
  ['Zone', (asset) => asset.zone],
  ['Level', (asset) => (asset.level === null ? 'not recorded' : `level ${asset.level}`)],
  ['Process unit', (asset) => asset.processUnit ?? 'not recorded'],
  ['Criticality for safety', (asset) => asset.criticality.safety],
  ['Criticality for the environment', (asset) => asset.criticality.environment],
  ['Criticality for production', (asset) => asset.criticality.production],
  ['Redundancy group', (asset) => asset.redundancyGroup ?? 'none'],
  ['Spare', (asset) => asset.spare],
]

/** The same finding of assets that the inventory describes in the same words. Null when it is gone. */
export async function likeFindings(
  platform: Platform,
  key: FindingKey,
): Promise<LikeFindings | null> {
  const [finding, like, context] = await Promise.all([
    platform.findings.find(key),
    platform.findingReader.like(key),
    findingContext(platform),
  ])
  if (finding === null) return null
  const rows = like.map((assetId) => findingRow({ ...finding, assetId }, context))
  const assets = like.flatMap((assetId) => context.assets.get(assetId) ?? [])
  const differs = PLACED.map(([what, of]) => ({ what, values: valuesOf(assets, of) }))
  return {
    findings: rows.filter((row) => row !== null),
    differs: differs.filter(({ values }) => values.length > 1),
  }
}

function valuesOf(assets: readonly Asset[], of: (asset: Asset) => string) {
  const tags = new Map<string, string[]>()
  for (const asset of assets) tags.set(of(asset), [...(tags.get(of(asset)) ?? []), asset.tag])
  return [...tags].map(([value, assetTags]) => ({ value, assetTags }))
}
