import {
  accept,
  isNonEmpty,
  type JsonValue,
  type NonEmpty,
  type Result,
  readStrictJson,
  refuse,
} from '@holdpoint/std'
import type { AssetFacts } from './asset-facts.ts'
import { readIdentifiers, readInstalled } from './read-identifiers.ts'

/** Why an asset list was not taken: each fault with its row (from 1) and field. */
export type AssetListRefusal =
  | { readonly kind: 'not-json'; readonly line: number; readonly why: string }
  | { readonly kind: 'not-an-asset-list'; readonly faults: NonEmpty<AssetFault> }

export interface AssetFault {
  readonly row: number
  readonly field: string
  readonly words: string
}

type TextField = Exclude<
  keyof AssetFacts,
  'components' | 'firmwareLine' | 'identifiers' | 'installed'
>

const TEXT_FIELDS: Readonly<Record<string, TextField>> = {
  id: 'id',
  tag: 'id',
  vendor: 'vendor',
  product: 'product',
  model: 'model',
  orderNumber: 'orderNumber',
  order_number: 'orderNumber',
  series: 'series',
  hardware: 'hardware',
  serialNumber: 'serialNumber',
  serial_number: 'serialNumber',
  serial: 'serialNumber',
  firmware: 'firmware',
  version: 'version',
}

// What an inventory says about an asset beside its identity; never the version of a component.
const PASSED_OVER = new Set(
  (
    'name description kind zone level address site location owner processUnit redundancyGroup spare ' +
    'criticality criticalitySafety criticalityEnvironment criticalityProduction protocol notes comment ' +
    'cpe purl hashes software'
  ).split(' '),
)

/** Reads the JSON of `--assets`: a list of assets, or an object that holds it under `assets`. */
export function readAssetList(bytes: Uint8Array): Result<AssetFacts[], AssetListRefusal> {
  const json = readStrictJson(bytes)
  if (!json.ok) return refuse({ kind: 'not-json', line: json.refusal.line, why: json.refusal.why })
  const list = isObject(json.value) ? json.value.assets : json.value
  if (!Array.isArray(list)) {
    const words = 'the document must be a list of assets'
    return refuse({ kind: 'not-an-asset-list', faults: [{ row: 0, field: '', words }] })
  }
  const faults: AssetFault[] = []
  const ids = new Map<string, number>()
  const assets = (list as readonly JsonValue[]).map((item, index) => {
    const asset = readAsset(item, index + 1, faults)
    const before = ids.get(asset.id)
    if (asset.id !== '' && before !== undefined) {
      faults.push({ row: index + 1, field: 'id', words: `"${asset.id}" is already row ${before}` })
    }
    ids.set(asset.id, index + 1)
    return asset
  })
  return isNonEmpty(faults) ? refuse({ kind: 'not-an-asset-list', faults }) : accept(assets)
}

/** The refusal in one line, for a log or a terminal. */
export function describeAssetListRefusal(refusal: AssetListRefusal): string {
  if (refusal.kind === 'not-json')
    return `asset list is not JSON, line ${refusal.line}: ${refusal.why}`
  const [{ row, field, words }, ...more] = refusal.faults
  const where = field === '' ? `asset list, row ${row}` : `asset list, row ${row}, field ${field}`
  return `${where}: ${words}${more.length === 0 ? '' : ` (and ${more.length} more)`}`
}

function readAsset(item: JsonValue, row: number, faults: AssetFault[]): AssetFacts {
  const fault = (field: string, words: string) => faults.push({ row, field, words })
  if (!isObject(item)) {
    fault('', 'must be an object')
    return { id: '', vendor: '', product: '' }
  }
  const facts: Partial<Record<TextField, string>> = {}
  const components: Record<string, string | boolean> = {}
  let firmwareLine: AssetFacts['firmwareLine']
  for (const [name, value] of Object.entries(item)) {
    const field = Object.hasOwn(TEXT_FIELDS, name) ? TEXT_FIELDS[name] : undefined
    if (value === null || value === '' || PASSED_OVER.has(name)) continue
    if (field !== undefined) {
      if (typeof value === 'string') facts[field] = value
      else fault(name, 'must be a text; write versions in quotes, or 2.10 becomes 2.1')
    } else if (name === 'firmwareLine' || name === 'firmware_line') {
      if (value === 'signed' || value === 'unsigned') firmwareLine = value
      else fault(name, 'must be "signed" or "unsigned"')
    } else if (name === 'components') readComponents(value, components, fault)
    else if (typeof value === 'string' || typeof value === 'boolean') components[name] = value
  }
  const identifiers = readIdentifiers(item, '', fault)
  const installed = readInstalled(item, fault)
  for (const field of ['id', 'vendor', 'product'] as const) {
    if (facts[field] === undefined) fault(field, 'is missing')
  }
  return {
    ...facts,
    id: facts.id ?? '',
    vendor: facts.vendor ?? '',
    product: facts.product ?? '',
    ...(firmwareLine === undefined ? {} : { firmwareLine }),
    ...(Object.keys(components).length === 0 ? {} : { components }),
    ...(identifiers === undefined ? {} : { identifiers }),
    ...(installed.length === 0 ? {} : { installed }),
  }
}

function readComponents(
  value: JsonValue,
  components: Record<string, string | boolean>,
  fault: (field: string, words: string) => void,
): void {
  if (!isObject(value)) {
    fault('components', 'must be an object')
    return
  }
  for (const [name, own] of Object.entries(value)) {
    if (typeof own === 'string' || typeof own === 'boolean') components[name] = own
    else fault(`components.${name}`, 'must be a text, true or false')
  }
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
