import { liveControllers, siteAssets } from './site.ts'
import type { LiveChannels, SiteAsset, SiteService, SiteSignal } from './site-model.ts'

/** One row as an inventory export would hold it; the import maps these columns like any other's. */
export type InventoryRow = Omit<SiteAsset, 'criticality'> & {
  readonly criticalitySafety: string
  readonly criticalityEnvironment: string
  readonly criticalityProduction: string
  readonly signals: readonly SiteSignal[]
  readonly identity: LiveChannels['identity']
  readonly maintenance: LiveChannels['maintenance'] | null
  readonly modbus: LiveChannels['modbus']
}

/** The whole site as an inventory; running controllers bring the channels they listen on. */
export function siteInventory(
  channels: ReadonlyMap<string, LiveChannels> = new Map(),
): readonly InventoryRow[] {
  return siteAssets.map(({ criticality, ...asset }) => ({
    ...asset,
    criticalitySafety: criticality.safety,
    criticalityEnvironment: criticality.environment,
    criticalityProduction: criticality.production,
    signals: liveControllers.find((one) => one.tag === asset.tag)?.signals ?? [],
    identity: channels.get(asset.tag)?.identity ?? null,
    maintenance: channels.get(asset.tag)?.maintenance ?? null,
    modbus: channels.get(asset.tag)?.modbus ?? null,
  }))
}

const COLUMNS = [
  'tag',
  'kind',
  'vendor',
  'product',
  'orderNumber',
  'series',
  'serial',
  'firmware',
  'firmwareLine',
  'zone',
  'level',
  'address',
  'criticalitySafety',
  'criticalityEnvironment',
  'criticalityProduction',
  'processUnit',
  'services',
  'redundancyGroup',
  'spare',
  'dependsOn',
] as const satisfies readonly (keyof InventoryRow)[]

/** The same rows as RFC 4180 text, for people whose inventory is a spreadsheet. */
export function inventoryCsv(rows: readonly InventoryRow[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => quoted(cell(row, column))).join(','))
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}

function cell(row: InventoryRow, column: (typeof COLUMNS)[number]): string {
  if (column === 'services') return row.services.map(serviceText).join('; ')
  if (column === 'dependsOn') return row.dependsOn.join('; ')
  return String(row[column] ?? '')
}

function serviceText(service: SiteService): string {
  const state = service.enabled ? 'enabled' : 'disabled'
  return `${service.protocol}/${service.port} ${state}, used by ${service.usedBy}`
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
