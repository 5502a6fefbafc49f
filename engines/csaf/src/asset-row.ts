import type { AssetFacts } from './asset-facts.ts'
import { componentKey } from './asset-facts.ts'

/** The field of an asset that a column of an inventory means; null where none does. */
export type ColumnMapping = Readonly<Record<string, keyof AssetFacts | null>>

export type MappedRow =
  | { readonly kind: 'asset'; readonly asset: AssetFacts }
  | { readonly kind: 'incomplete'; readonly missing: readonly ('id' | 'vendor' | 'product')[] }

// Headings as inventories spell them, without case, spaces and punctuation.
const HEADINGS: Readonly<Record<string, keyof AssetFacts>> = {
  id: 'id',
  tag: 'id',
  assetid: 'id',
  assettag: 'id',
  name: 'id',
  assetname: 'id',
  devicename: 'id',
  hostname: 'id',
  vendor: 'vendor',
  manufacturer: 'vendor',
  make: 'vendor',
  product: 'product',
  productname: 'product',
  device: 'product',
  devicetype: 'product',
  description: 'product',
  model: 'model',
  modelname: 'model',
  modelnumber: 'model',
  ordernumber: 'orderNumber',
  orderno: 'orderNumber',
  partnumber: 'orderNumber',
  partno: 'orderNumber',
  articlenumber: 'orderNumber',
  catalognumber: 'orderNumber',
  cataloguenumber: 'orderNumber',
  mlfb: 'orderNumber',
  series: 'series',
  hardware: 'hardware',
  hardwareversion: 'hardware',
  hardwarerevision: 'hardware',
  serial: 'serialNumber',
  serialnumber: 'serialNumber',
  serialno: 'serialNumber',
  firmware: 'firmware',
  firmwareversion: 'firmware',
  firmwareline: 'firmwareLine',
  version: 'version',
  softwareversion: 'version',
}

/** A first proposal for a person to confirm; the first column that means a field gets it. */
export function suggestMapping(header: readonly string[]): ColumnMapping {
  const taken = new Set<string>()
  const pairs = header.map((column) => {
    const key = componentKey(column)
    const field = Object.hasOwn(HEADINGS, key) ? HEADINGS[key] : undefined
    if (field === undefined || taken.has(field)) return [column, null] as const
    taken.add(field)
    return [column, field] as const
  })
  return Object.fromEntries(pairs)
}

/** One row as an asset. Empty cells are unknown, never empty texts. */
export function mapAssetRow(
  row: Readonly<Record<string, string>>,
  mapping: ColumnMapping = suggestMapping(Object.keys(row)),
): MappedRow {
  const facts: Partial<Record<keyof AssetFacts, string>> = {}
  for (const [column, field] of Object.entries(mapping)) {
    const value = (row[column] ?? '').trim()
    if (field !== null && value !== '') facts[field] = value
  }
  // Many lists have one column for both, and call it the model.
  if (facts.product === undefined && facts.model !== undefined) facts.product = facts.model
  const { id, vendor, product, firmwareLine, components: _, ...rest } = facts
  const missing = (['id', 'vendor', 'product'] as const).filter(
    (field) => facts[field] === undefined,
  )
  if (id === undefined || vendor === undefined || product === undefined) {
    return { kind: 'incomplete', missing }
  }
  const line = firmwareLine?.toLowerCase()
  const known = line === 'signed' || line === 'unsigned' ? { firmwareLine: line } : {}
  return { kind: 'asset', asset: { ...rest, id, vendor, product, ...known } as AssetFacts }
}
