import type { AssetFacts } from '../asset-facts.ts'
import { type AssetSubject, assetSubject } from '../products/product-identity.ts'

/** Assets that the plant describes in the same words, but for tag and serial number. */
export interface AssetGroup {
  /** One object for all groups of the same vendor, product, model and order number. */
  readonly subject: AssetSubject
  /** Positions in the list of assets; the first speaks for all but for its serial number. */
  readonly members: readonly number[]
}

/** All assets under one vendor, product, model and order number. */
interface SameIdentity {
  readonly subject: AssetSubject
  readonly byFirmware: Map<string | undefined, number[]>
  /** Where more than the firmware is known of them. */
  readonly byAllFacts: Map<string, number[]>
}

type Names = Map<string, Map<string, Map<string | undefined, SameIdentity>>>

/** A million assets are told apart by their own texts, without a new text for each of them. */
export function groupAssets(assets: readonly AssetFacts[]): readonly AssetGroup[] {
  const identities: SameIdentity[] = []
  const byNames: Names = new Map()
  const byModels = new Map<string, Names>()
  for (let at = 0; at < assets.length; at++) {
    const asset = assets[at] as AssetFacts
    const names = asset.model === undefined ? byNames : below(byModels, asset.model)
    const identity = identityIn(names, asset, identities)
    if (hasFurtherFacts(asset)) add(identity.byAllFacts, furtherFacts(asset), at)
    else add(identity.byFirmware, asset.firmware, at)
  }
  return identities.flatMap(({ subject, byFirmware, byAllFacts }) =>
    [...byFirmware.values(), ...byAllFacts.values()].map((members) => ({ subject, members })),
  )
}

function below<Key, InnerKey, Value>(
  map: Map<Key, Map<InnerKey, Value>>,
  key: Key,
): Map<InnerKey, Value> {
  const before = map.get(key)
  if (before !== undefined) return before
  const inner = new Map<InnerKey, Value>()
  map.set(key, inner)
  return inner
}

function identityIn(names: Names, asset: AssetFacts, all: SameIdentity[]): SameIdentity {
  const numbers = below(below(names, asset.vendor), asset.product)
  const before = numbers.get(asset.orderNumber)
  if (before !== undefined) return before
  const subject = assetSubject(asset)
  const identity = { subject, byFirmware: new Map(), byAllFacts: new Map() }
  numbers.set(asset.orderNumber, identity)
  all.push(identity)
  return identity
}

function hasFurtherFacts(asset: AssetFacts): boolean {
  return (
    asset.version !== undefined ||
    asset.series !== undefined ||
    asset.hardware !== undefined ||
    asset.firmwareLine !== undefined ||
    asset.components !== undefined
  )
}

function furtherFacts(asset: AssetFacts): string {
  const { firmware, version, series, hardware, firmwareLine, components } = asset
  const facts = [firmware, version, series, hardware, firmwareLine, components]
  return JSON.stringify(facts.map((fact) => fact ?? null))
}

function add<Key>(groups: Map<Key, number[]>, key: Key, at: number): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [at])
  else group.push(at)
}
