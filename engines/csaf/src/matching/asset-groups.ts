import type { AssetFacts } from '../asset-facts.ts'
import { type AssetSubject, assetSubject } from '../products/product-identity.ts'

/** Assets that the plant describes in the same words, but for tag and serial number. */
export interface AssetGroup {
  /** The first of them; it speaks for all but for its serial number. */
  readonly asset: AssetFacts
  /** One object for all groups of the same vendor, product, model and order number. */
  readonly subject: AssetSubject
  /** Positions in the list of assets. */
  readonly members: readonly number[]
}

type Open = { readonly asset: AssetFacts; readonly members: number[] }

export function groupAssets(assets: readonly AssetFacts[]): readonly AssetGroup[] {
  const subjects = new Map<string, AssetSubject>()
  return alikeAssets(assets).map(({ asset, members }) => {
    const { vendor, product, model = null, orderNumber = null } = asset
    const key = JSON.stringify([vendor, product, model, orderNumber])
    const subject = subjects.get(key) ?? assetSubject(asset)
    subjects.set(key, subject)
    return { asset, members, subject }
  })
}

function alikeAssets(assets: readonly AssetFacts[]): readonly Open[] {
  const groups = new Map<string, Open>()
  const collided = new Map<string, Open>()
  for (let at = 0; at < assets.length; at++) {
    const asset = assets[at] as AssetFacts
    const key = keyOf(asset)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { asset, members: [at] })
    else if (isAlike(group.asset, asset)) group.members.push(at)
    else addTo(collided, JSON.stringify(factsOf(asset)), asset, at)
  }
  return [...groups.values(), ...collided.values()]
}

function addTo(groups: Map<string, Open>, key: string, asset: AssetFacts, at: number): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, { asset, members: [at] })
  else group.members.push(at)
}

// The inventory controls these texts and may write the separator into them, so a key only finds a
// group; whether the asset belongs there is compared field by field.
function keyOf(one: AssetFacts): string {
  const identity = `${one.vendor}\n${one.product}\n${one.orderNumber ?? ''}\n${one.firmware ?? ''}`
  const rare = `${one.version ?? ''}\n${one.model ?? ''}\n${one.series ?? ''}\n${one.hardware ?? ''}`
  const key = `${identity}\n${rare}\n${one.firmwareLine ?? ''}`
  return one.components === undefined ? key : `${key}\n${JSON.stringify(one.components)}`
}

function isAlike(one: AssetFacts, other: AssetFacts): boolean {
  return (
    one.vendor === other.vendor &&
    one.product === other.product &&
    one.orderNumber === other.orderNumber &&
    one.firmware === other.firmware &&
    one.version === other.version &&
    one.model === other.model &&
    one.series === other.series &&
    one.hardware === other.hardware &&
    one.firmwareLine === other.firmwareLine &&
    (one.components === other.components ||
      JSON.stringify(one.components) === JSON.stringify(other.components))
  )
}

function factsOf({ id: _, serialNumber: __, ...facts }: AssetFacts): object {
  return Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))
}
