import type { InventoryFileRefusal, InventorySheet, SheetRow } from '@holdpoint/core'
import { inventoryFiles, isCapture } from '@holdpoint/inventory'
import { assetsFromCapture, type CapturedAsset, type IdentityField } from '@holdpoint/probes'
import { accept, type Result, refuse } from '@holdpoint/std'

const CAPTURE_COLUMNS = [
  'address',
  'mac',
  'hostname',
  'vendor',
  'product',
  'order number',
  'series',
  'hardware',
  'serial',
  'firmware',
  'protocols',
  'seen at',
] as const

/** A document by the inventory reader, a packet capture by the passive probe. */
export function readInventoryFile(file: {
  readonly name: string
  readonly bytes: Uint8Array
  readonly sheet: string | null
}): Result<InventorySheet, InventoryFileRefusal> {
  return isCapture(file.bytes) ? captureSheet(file) : inventoryFiles.read(file)
}

function captureSheet(file: {
  readonly name: string
  readonly bytes: Uint8Array
}): Result<InventorySheet, InventoryFileRefusal> {
  const read = assetsFromCapture(file.bytes, file.name)
  if (!read.ok) return refuse({ where: `byte ${read.refusal.offset}`, why: read.refusal.why })
  const { assets, files, dropped } = read.value
  const notes = files.flatMap(({ damage, packets }) =>
    damage === null ? [] : [`Read as far as packet ${packets}; the rest of the file is damaged.`],
  )
  if (dropped > 0) notes.push(`${dropped} facts found no room and are left out.`)
  notes.push(...assets.flatMap(differing))
  const rows = assets.map(rowOf)
  const columns = [...CAPTURE_COLUMNS]
  return accept({ format: 'capture', sheet: null, sheets: [], columns, rows, notes })
}

/** Where one device answered in two ways, neither answer is written down as a fact. */
function differing({ address, conflicts }: CapturedAsset): readonly string[] {
  return conflicts.map(({ field, values }) => {
    const said = [...new Set(values.map((one) => one.value))].join(' and ')
    return `${address} said its ${field} in two ways (${said}); that fact is left out.`
  })
}

function rowOf(asset: CapturedAsset): SheetRow {
  const { address, unit, mac } = asset
  const where = unit === null ? address : `${address} ${unit}`
  const disputed = new Set<string>(asset.conflicts.map((one) => one.field))
  const said = (field: IdentityField) => (disputed.has(field) ? null : asset[field])
  const cells = {
    // What lies behind an address is not what has the address.
    address: unit === null && address !== mac ? address : null,
    mac: unit === null ? mac : null,
    hostname: unit === null ? said('name') : where,
    vendor: said('vendor'),
    product: said('product'),
    'order number': said('orderNumber'),
    series: said('series'),
    hardware: said('hardware'),
    serial: said('serial'),
    firmware: said('firmware'),
    protocols: asset.protocol,
    'seen at': asset.lastSeen,
  } satisfies Record<(typeof CAPTURE_COLUMNS)[number], string | null>
  return { where: `device ${where}`, cells }
}
