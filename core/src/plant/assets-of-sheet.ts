import type { AssetFacts } from '@holdpoint/csaf'
import type { JsonValue } from '@holdpoint/std'
import type { InstalledSoftware } from './asset-fact.ts'
import type { ImportMapping } from './import-mapping.ts'
import type { InventorySheet } from './inventory-file.port.ts'
import { identifyingFacts } from './matching-facts.ts'
import { mergeRows } from './merge-rows.ts'
import { type OfferedRow, offeredRows } from './offered-row.ts'

/** A row that cannot be compared with any advisory; counting it as "not affected" would be a lie. */
export type RowNotCompared = {
  readonly where: string
  readonly name: string
  readonly why: string
}

export type AssetsOfSheet = {
  readonly assets: readonly AssetFacts[]
  readonly notCompared: readonly RowNotCompared[]
}

/** The fields that say what an asset is; what else a list says does not bear on an advisory. */
const COMPARED = new Set<string>([
  ...['id', 'tag', 'hostname', 'address', 'mac'],
  ...['vendor', 'product', 'orderNumber', 'series', 'hardware', 'serial'],
  ...['firmware', 'firmwareLine'],
  ...['cpe', 'purl', 'hashes', 'operatingSystem', 'software', 'softwareName', 'softwareVersion'],
])

/** The assets of an inventory as the matcher wants them, and each row that makes none, with why. */
export function assetsOfSheet(sheet: InventorySheet, mapping: ImportMapping): AssetsOfSheet {
  const columns = Object.entries(mapping.columns).map(([column, field]) => {
    return [column, field !== null && COMPARED.has(field) ? field : null] as const
  })
  const read = { ...mapping, columns: Object.fromEntries(columns) }
  const rows = mergeRows(offeredRows(sheet, read, () => ({ ok: true, value: null })))
  const assets = new Map<string, AssetFacts>()
  const notCompared: RowNotCompared[] = []
  for (const row of rows) {
    const asset = assetOf(row)
    const twice = asset !== null && assets.has(asset.id)
    if (asset === null || twice) {
      const why = twice ? 'a row before it has the same name' : whyNot(row)
      notCompared.push({ where: row.where, name: row.name, why })
    } else assets.set(asset.id, asset)
  }
  return { assets: [...assets.values()], notCompared }
}

function assetOf({ name, id, facts, faults }: OfferedRow): AssetFacts | null {
  const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : undefined)
  const vendor = text(facts.vendor)
  const product = text(facts.product) ?? text(facts.orderNumber)
  if (faults.length > 0 || vendor === undefined || product === undefined) return null
  const given = {
    model: text(facts.product),
    orderNumber: text(facts.orderNumber),
    series: text(facts.series),
    hardware: text(facts.hardware),
    serialNumber: text(facts.serial),
    firmware: text(facts.firmware),
    firmwareLine: text(facts.firmwareLine),
  }
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  const further = identifyingFacts({
    ...{ cpe: text(facts.cpe) ?? null, purl: text(facts.purl) ?? null },
    hashes: (facts.hashes ?? []) as readonly string[],
    operatingSystem: text(facts.operatingSystem) ?? null,
    source: 'list',
    software: (facts.software ?? []) as unknown as readonly InstalledSoftware[],
  })
  return { id: id ?? name, vendor, product, ...Object.fromEntries(known), ...further } as AssetFacts
}

function whyNot({ facts, faults }: OfferedRow): string {
  const [fault] = faults
  if (fault !== undefined) return fault.replace(/^, /, '')
  const missing = [
    ...(facts.vendor === undefined ? ['the vendor'] : []),
    ...(facts.product === undefined ? ['the product or model'] : []),
  ]
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not said`
}
