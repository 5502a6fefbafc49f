import {
  type Asset,
  type AssetKind,
  assetKinds,
  type Instant,
  type Level,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { readCsv } from '@holdpoint/csaf'
import { accept, type JsonValue, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { z } from 'zod'
import { readFields } from './read-fields.ts'
import { readServices } from './read-services.ts'

const signal = z.object({
  name: z.string().min(1),
  means: z.string().min(1),
  table: z.enum(['coil', 'discrete-input', 'input-register', 'holding-register']),
  address: z.number().int().min(0).max(65_535),
  scale: z.number(),
  unit: z.string(),
  low: z.number().nullish(),
  high: z.number().nullish(),
})

const probeTarget = z.object({
  protocol: z.enum(['modbus-tcp', 'ethernet-ip', 's7comm']),
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535),
  unit: z.number().int().min(0).max(255).optional(),
})

const text = z.string().trim().min(1)
const maybe = z
  .string()
  .trim()
  .transform((value) => (value === '' ? null : value))
  .nullish()
const port = z.coerce.number().int().min(1).max(65_535)
const grade = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.enum(['low', 'medium', 'high', 'unknown']).default('unknown'),
)

const row = z.object({
  id: maybe,
  tag: text,
  kind: z.string().trim().default('other'),
  vendor: text,
  product: text,
  orderNumber: maybe,
  series: maybe,
  hardware: maybe,
  serial: maybe,
  firmware: maybe,
  firmwareLine: z.preprocess(
    (value) => (value === '' ? null : value),
    z.enum(['signed', 'unsigned']).nullish(),
  ),
  zone: z.string().trim().default('unknown'),
  level: z.preprocess((value) => (value === '' ? null : value), z.coerce.number().nullish()),
  processUnit: maybe,
  address: maybe,
  criticalitySafety: grade,
  criticalityEnvironment: grade,
  criticalityProduction: grade,
  services: z.preprocess(
    (value) => (typeof value === 'string' ? (readServices(value) ?? value) : value),
    z
      .array(z.object({ protocol: text, port, enabled: z.boolean(), usedBy: z.string().nullish() }))
      .default([]),
  ),
  redundancyGroup: maybe,
  spare: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.enum(['programmed', 'blank', 'none', 'unknown']).default('unknown'),
  ),
  identity: probeTarget.nullish(),
  /** Where the signals are read, over Modbus TCP. */
  modbus: z.object({ host: z.string().min(1), port, unit: z.number().int().optional() }).nullish(),
  maintenance: z
    .object({ kind: z.literal('sftp'), host: text, port, hostKeySha256: text, credentialId: text })
    .nullish(),
  signals: z.array(signal).default([]),
})

const LEVELS: readonly number[] = [0, 1, 2, 3, 3.5, 4, 5]
const FAULTS_SHOWN = 20

/** Reads an inventory whole; every fault names its row and field. */
export function readInventory(
  input: { readonly format: 'csv' | 'json'; readonly content: string; readonly source: string },
  observedAt: Instant,
): Result<readonly Asset[], readonly Refusal[]> {
  const rows = input.format === 'json' ? jsonRows(input.content) : csvRows(input.content)
  if (!rows.ok) return rows
  const faults: Refusal[] = []
  const assets: Asset[] = []
  const seen = new Map<string, number>()
  rows.value.forEach((value, index) => {
    const where = `row ${index + 1}`
    const read = readFields(row, value)
    if (read.data === null) {
      for (const { path, words } of read.faults) {
        faults.push(fault(`${where}, ${path.join('.') || 'record'} ${words}`))
      }
      return
    }
    const asset = assetOf(read.data, input.source, observedAt)
    const level = read.data.level ?? null
    if (level !== null && !LEVELS.includes(level)) {
      faults.push(fault(`${where}, level: ${level} is not a Purdue level`))
    }
    const before = seen.get(asset.id)
    if (before !== undefined) faults.push(fault(`${where}: "${asset.id}" is row ${before} already`))
    seen.set(asset.id, index + 1)
    assets.push(asset)
  })
  if (faults.length > 0) return refuse(faults.slice(0, FAULTS_SHOWN))
  if (assets.length === 0) return refuse([fault('the inventory has no rows')])
  return accept(assets)
}

function fault(what: string): Refusal {
  return refusalOf(
    'malformed-request',
    `Inventory: ${what}`,
    'Correct the file; nothing was imported',
  )
}

function assetOf(data: z.output<typeof row>, source: string, observedAt: Instant): Asset {
  const kind = (assetKinds as readonly string[]).includes(data.kind) ? data.kind : 'other'
  return {
    id: data.id ?? data.tag,
    tag: data.tag,
    kind: kind as AssetKind,
    vendor: data.vendor,
    product: data.product,
    orderNumber: data.orderNumber ?? null,
    series: data.series ?? null,
    hardware: data.hardware ?? null,
    serial: data.serial ?? null,
    firmware: data.firmware ?? null,
    firmwareLine: data.firmwareLine ?? null,
    zone: data.zone,
    level: (data.level ?? null) as Level | null,
    processUnit: data.processUnit ?? null,
    address: data.address ?? null,
    criticality: {
      safety: data.criticalitySafety,
      environment: data.criticalityEnvironment,
      production: data.criticalityProduction,
    },
    services: data.services.map((one) => ({ ...one, usedBy: one.usedBy ?? 'none' })),
    redundancyGroup: data.redundancyGroup ?? null,
    spare: data.spare,
    identity: targetOf(data.identity),
    maintenance: data.maintenance ?? null,
    signalSource: targetOf(data.modbus ? { protocol: 'modbus-tcp', ...data.modbus } : null),
    signals: data.signals.map((one) => ({
      tag: one.name,
      words: one.means,
      address: { table: one.table, address: one.address, scale: one.scale, unit: one.unit },
      low: one.low ?? null,
      high: one.high ?? null,
    })),
    source,
    observedAt,
  }
}

function targetOf(found: z.output<typeof probeTarget> | null | undefined): Asset['identity'] {
  if (found === null || found === undefined) return null
  const { protocol, host, port: at, unit } = found
  return unit === undefined ? { protocol, host, port: at } : { protocol, host, port: at, unit }
}

function jsonRows(content: string): Result<readonly JsonValue[], readonly Refusal[]> {
  const read = readStrictJson(new TextEncoder().encode(content))
  if (!read.ok) return refuse([fault(`line ${read.refusal.line}: ${read.refusal.why}`)])
  const value = read.value
  if (Array.isArray(value)) return accept(value as readonly JsonValue[])
  const inner = (value as { readonly assets?: JsonValue } | null)?.assets
  if (Array.isArray(inner)) return accept(inner as readonly JsonValue[])
  return refuse([fault('the document is not an array of assets')])
}

/** A header's words, however they are spelt: `Order number`, `order_number`, `orderNumber`. */
function csvRows(content: string): Result<readonly JsonValue[], readonly Refusal[]> {
  const read = readCsv(new TextEncoder().encode(content))
  if (!read.ok) {
    const { line, column, why } = read.refusal
    return refuse([fault(`line ${line}, column ${column}: ${why}`)])
  }
  const names = read.value.header.map(fieldName)
  const absent = ['tag', 'vendor', 'product'].filter((name) => !names.includes(name))
  if (absent.length > 0) {
    const found = read.value.header.join(', ')
    return refuse([fault(`there is no column ${absent.join(', no column ')}; there are: ${found}`)])
  }
  return accept(
    read.value.rows.map((cells) =>
      Object.fromEntries(
        read.value.header.map((original, index) => [
          names[index] ?? original,
          cells[original] ?? '',
        ]),
      ),
    ),
  )
}

const SPELLINGS: Readonly<Record<string, string>> = {
  asset: 'tag',
  name: 'tag',
  model: 'product',
  manufacturer: 'vendor',
  ordernumber: 'orderNumber',
  cataloguenumber: 'orderNumber',
  catalognumber: 'orderNumber',
  mlfb: 'orderNumber',
  serialnumber: 'serial',
  firmwareversion: 'firmware',
  version: 'firmware',
  firmwareline: 'firmwareLine',
  processunit: 'processUnit',
  purduelevel: 'level',
  redundancygroup: 'redundancyGroup',
  criticalitysafety: 'criticalitySafety',
  criticalityenvironment: 'criticalityEnvironment',
  criticalityproduction: 'criticalityProduction',
}

function fieldName(header: string): string {
  const plain = header.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return SPELLINGS[plain] ?? plain
}
