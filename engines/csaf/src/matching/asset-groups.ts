import type { AssetFacts } from '../asset-facts.ts'
import { type AssetSubject, assetSubject } from '../products/subjects.ts'

/** Assets that the plant describes in the same words, but for tag and serial number. */
export interface AssetGroup {
  /** One object for all groups of the same vendor, product, model and order number. */
  readonly subject: AssetSubject
  /** Positions in the list of assets; the first speaks for all but for its serial number. */
  readonly members: readonly number[]
}

/** All assets under one vendor, product, model, order number, identifiers and software. */
interface SameIdentity {
  readonly asset: AssetFacts
  readonly named: string
  readonly byFirmware: Map<string | undefined, number[]>
  /** Where more than the firmware is known of them. */
  readonly byAllFacts: Map<string, number[]>
}

/** Those under one name of a product: mostly one or two, so they are compared one by one. */
interface SameProduct {
  readonly first: SameIdentity[]
  /** Found by their texts, where they are many. */
  readonly further: Map<string, SameIdentity>
}

const COMPARED_AT_MOST = 8

/** A million assets are told apart by their own texts, without a new text for each of them. */
export function groupAssets(assets: readonly AssetFacts[]): readonly AssetGroup[] {
  const identities: SameIdentity[] = []
  const byProduct = new Map<string, SameProduct>()
  for (let at = 0; at < assets.length; at++) {
    const asset = assets[at] as AssetFacts
    const known = byProduct.get(asset.product)
    const ofProduct = known ?? { first: [], further: new Map() }
    if (known === undefined) byProduct.set(asset.product, ofProduct)
    const named = furtherNames(asset)
    const identity =
      sameAs(ofProduct.first, asset, named) ?? further(ofProduct, { asset, named }, identities)
    if (hasFurtherFacts(asset)) add(identity.byAllFacts, furtherFacts(asset), at)
    else add(identity.byFirmware, asset.firmware, at)
  }
  return identities.flatMap(({ asset, byFirmware, byAllFacts }) => {
    const subject = assetSubject(asset)
    const groups = [...byFirmware.values(), ...byAllFacts.values()]
    return groups.map((members) => ({ subject, members }))
  })
}

/** What few assets have, in one text; empty for the others. */
function furtherNames({ identifiers, installed }: AssetFacts): string {
  if (identifiers === undefined && installed === undefined) return ''
  return JSON.stringify([identifiers ?? null, installed ?? null])
}

function sameAs(
  known: readonly SameIdentity[],
  asset: AssetFacts,
  named: string,
): SameIdentity | null {
  const { vendor, orderNumber, model } = asset
  for (let at = 0; at < known.length; at++) {
    const one = known[at] as SameIdentity
    if (
      one.asset.orderNumber === orderNumber &&
      one.asset.vendor === vendor &&
      one.asset.model === model &&
      one.named === named
    ) {
      return one
    }
  }
  return null
}

function further(
  { first, further }: SameProduct,
  { asset, named }: Pick<SameIdentity, 'asset' | 'named'>,
  all: SameIdentity[],
): SameIdentity {
  const { vendor, orderNumber, model } = asset
  const isMany = first.length >= COMPARED_AT_MOST
  const key = isMany ? JSON.stringify([vendor, orderNumber ?? null, model ?? null, named]) : ''
  const before = further.get(key)
  if (before !== undefined) return before
  const identity = { asset, named, byFirmware: new Map(), byAllFacts: new Map() }
  all.push(identity)
  if (isMany) further.set(key, identity)
  else first.push(identity)
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
