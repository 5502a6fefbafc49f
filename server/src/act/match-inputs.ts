import { createHash } from 'node:crypto'
import { type Asset, identifyingFacts, type ReadModelRow } from '@holdpoint/core'
import { type AssetFacts, type AssetGroup, groupAssets } from '@holdpoint/csaf'
import type { AdvisoryHead, Platform } from '../platform.ts'
import { matchingRules } from './matching-rules.ts'

/** What there is to match. */
export type MatchInputs = {
  readonly assets: readonly Asset[]
  readonly heads: readonly AdvisoryHead[]
  /** Of the assets, and of the rules that they are matched by. */
  readonly assetInputs: string
  /** The same gives the same findings. */
  readonly digest: string
  readonly described: DescribedAssets
}

/** The assets as the matcher wants them, and those that are described in the same words together. */
export type DescribedAssets = {
  readonly facts: readonly AssetFacts[]
  readonly groups: readonly AssetGroup[]
}

export async function matchInputs(platform: Platform): Promise<MatchInputs> {
  const [rows, heads] = await Promise.all([
    platform.store.listModels('asset'),
    platform.advisories.heads(),
  ])
  const assets = rows.map((row) => row.body as unknown as Asset)
  const assetInputs = assetsDigest(assets)
  const digest = digestOf(assetInputs, heads)
  return {
    ...{ assets, heads, assetInputs, digest },
    get described() {
      return describedAs(rows, assets)
    },
  }
}

export function inputsDigest(assets: readonly Asset[], heads: readonly AdvisoryHead[]): string {
  return digestOf(assetsDigest(assets), heads)
}

function digestOf(assetInputs: string, heads: readonly AdvisoryHead[]): string {
  const digest = createHash('sha256').update(`${assetInputs}\n`)
  for (const head of heads) digest.update(`${head.advisoryId} ${head.sha256}\n`)
  return digest.digest('hex')
}

function assetsDigest(assets: readonly Asset[]): string {
  const digest = createHash('sha256').update(`${matchingRules()}\n`)
  for (const asset of assets) digest.update(digestOfAsset(asset))
  return digest.digest('hex')
}

// A record is never written into: of the same one the same is asked again and again.
const digests = new WeakMap<Asset, Buffer>()

function digestOfAsset(asset: Asset): Buffer {
  const known = digests.get(asset)
  if (known !== undefined) return known
  const own = createHash('sha256')
    .update(JSON.stringify(factsOf(asset)))
    .digest()
  digests.set(asset, own)
  return own
}

const described = new WeakMap<readonly ReadModelRow[], DescribedAssets>()

function describedAs(rows: readonly ReadModelRow[], assets: readonly Asset[]): DescribedAssets {
  const known = described.get(rows)
  if (known !== undefined) return known
  const facts = assets.map(factsOf)
  const own = { facts, groups: groupAssets(facts) }
  described.set(rows, own)
  return own
}

/** The asset's facts as the matcher wants them; what is not recorded stays away. */
export function factsOf(asset: Asset): AssetFacts {
  const given = {
    model: asset.product,
    orderNumber: asset.orderNumber,
    series: asset.series,
    hardware: asset.hardware,
    serialNumber: asset.serial,
    firmware: asset.firmware,
    firmwareLine: asset.firmwareLine,
  }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
  const { cpe, purl, hashes, operatingSystem, software } = asset
  // A record of before knows nothing of these until its list is read again.
  const further = identifyingFacts({
    ...{ cpe: cpe ?? null, purl: purl ?? null, hashes: hashes ?? [] },
    ...{ operatingSystem: operatingSystem ?? null, software: software ?? [] },
    source: asset.source,
  })
  const { id, vendor, product } = asset
  return { id, vendor, product, ...known, ...further } as AssetFacts
}
