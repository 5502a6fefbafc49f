// Assets as plants have them: many of few products, at a few versions each, every one with its own
// tag and serial number; and some of vendors that no advisory names.
const VERSIONS_A_PRODUCT = 8
const ROWS_AT_A_TIME = 20_000

/** The same assets for the same seed. */
export function generatedAssets(advisories, { count, products, seed }) {
  const random = randomFrom(seed)
  const types = shuffled(typesIn(advisories), random).slice(0, products)
  const unknown = Math.ceil(products / 8)
  for (let at = 0; at < unknown; at++) types.push(unknownType(at))
  const offered = shuffled(types, random).map((type) => ({
    ...type,
    versions: versionsFor(type, random),
  }))
  const assets = []
  while (assets.length < count) {
    const rows = []
    for (let at = 0; at < ROWS_AT_A_TIME && assets.length + rows.length < count; at++) {
      rows.push(assetOf(offered, assets.length + rows.length, random))
    }
    // As an inventory is read: no text shares its memory with another for our convenience.
    assets.push(...JSON.parse(JSON.stringify(rows)))
  }
  return assets
}

export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function typesIn(advisories) {
  const types = new Map()
  for (const { products } of advisories) {
    for (const { vendor, productName, helper, versionText } of products) {
      if (vendor === null || productName === null || productName.length > 120) continue
      const orderNumber = helper.modelNumbers[0]
      const key = `${vendor}|${productName}|${orderNumber ?? ''}`
      const type = types.get(key) ?? { vendor, product: productName, orderNumber, texts: [] }
      types.set(key, type)
      if (versionText !== null) type.texts.push(versionText)
    }
  }
  return [...types.values()]
}

function unknownType(at) {
  return { vendor: `Maker ${at % 40}`, product: `Drive ${at}`, orderNumber: `DR-${at}`, texts: [] }
}

/** Around the bounds that the advisories name, so that both sides are met. */
function versionsFor({ texts }, random) {
  const named = texts.flatMap((text) => text.match(/V?\d+(?:\.\d+)+/g) ?? [])
  const near = named.flatMap((one) => [
    one,
    one.replace(/\d+$/, (last) => String(Number(last) + 1)),
  ])
  const any = ['1.0', '2.3.1', 'V4.5', '10.2']
  const versions = shuffled([...new Set([...near, ...any])], random)
  return versions.slice(0, VERSIONS_A_PRODUCT)
}

function assetOf(types, at, random) {
  // A few products make up most of a plant.
  const type = types[Math.floor(types.length * random() ** 3)]
  const firmware = type.versions[Math.floor(type.versions.length * random() ** 2)]
  const asset = { id: `A-${at}`, vendor: type.vendor, product: type.product, firmware }
  if (type.orderNumber !== undefined && random() < 0.7) asset.orderNumber = type.orderNumber
  if (random() < 0.9) asset.serialNumber = `${Math.floor(random() * 1e9)}`.padStart(9, '0')
  if (random() < 0.05) asset.hardware = `${Math.ceil(random() * 5)}.0`
  return asset
}

function shuffled(list, random) {
  const copy = [...list]
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[copy[at], copy[other]] = [copy[other], copy[at]]
  }
  return copy
}
