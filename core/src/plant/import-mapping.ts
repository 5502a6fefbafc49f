import { type FactField, isFactField, type StatedText } from './asset-fact.ts'
import { type ImportPreset, importPresets } from './import-presets.ts'
import type { InventoryFormat } from './inventory-format.ts'

/** What a column may mean beside a fact: the asset's id, when it was seen, one piece of software. */
export const rowFields = {
  id: 'Id of the asset',
  seenAt: 'When it was seen',
  softwareName: 'Name of one software',
  softwareVersion: 'Version of that software',
} as const

export type MappedField = FactField | keyof typeof rowFields

/** How the columns of a source are read; kept by the source's name and proposed again. */
export type ImportMapping = {
  readonly columns: { readonly [column: string]: MappedField | null }
  /** What every row says that no column says: the vendor of a vendor's own export. */
  readonly constants: StatedText
}

export function isMappedField(name: string): name is MappedField {
  return Object.hasOwn(rowFields, name) || isFactField(name)
}

/** A first proposal for a person to confirm; the first column that means a field gets it. */
export function suggestImportMapping(
  columns: readonly string[],
  preset: ImportPreset | null,
): ImportMapping {
  const taken = new Set<string>()
  const columnsOf = (table: ImportPreset['columns'], column: string): MappedField | null => {
    const key = headingKey(column)
    const field = Object.hasOwn(table, key) ? (table[key] ?? null) : null
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  }
  const proposed = new Map<string, MappedField | null>()
  // A preset knows its product: its words come before the general ones.
  for (const table of preset === null ? [HEADINGS] : [preset.columns, HEADINGS]) {
    for (const column of columns) {
      const passedOver = table === HEADINGS && preset !== null && knows(preset, column)
      if (!proposed.has(column)) proposed.set(column, null)
      if (passedOver || proposed.get(column) !== null) continue
      proposed.set(column, columnsOf(table, column))
    }
  }
  return { columns: Object.fromEntries(proposed), constants: { ...preset?.constants } }
}

function knows({ columns }: ImportPreset, column: string): boolean {
  return Object.hasOwn(columns, headingKey(column))
}

/** The preset whose column names the file has most of; null where fewer than two are there. */
export function recognisePreset(
  columns: readonly string[],
  format: InventoryFormat,
): ImportPreset | null {
  const keys = new Set(columns.map(headingKey))
  const scored = importPresets.map((preset) => {
    if (preset.format !== null) return { preset, score: preset.format === format ? 1000 : 0 }
    return { preset, score: preset.telltale.filter((key) => keys.has(key)).length }
  })
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  return best !== undefined && best.score >= 2 ? best.preset : null
}

/**
 * What is known of a source for the columns of its newest file: its own words first, and a proposal
 * for columns that it never had. Null where it had none of them.
 */
export function recallMapping(
  saved: ImportMapping,
  columns: readonly string[],
  preset: ImportPreset | null,
): ImportMapping | null {
  const isKnown = (column: string) => Object.hasOwn(saved.columns, column)
  if (!columns.some((column) => isKnown(column) && saved.columns[column] !== null)) return null
  const proposed = suggestImportMapping(columns, preset).columns
  const taken = new Set<MappedField>()
  const meanings = new Map<string, MappedField | null>()
  for (const known of [true, false]) {
    for (const column of columns.filter((one) => isKnown(one) === known)) {
      const field = (known ? saved.columns[column] : proposed[column]) ?? null
      const free = field !== null && !taken.has(field)
      if (free) taken.add(field)
      meanings.set(column, free ? field : null)
    }
  }
  const inOrder = columns.map((column) => [column, meanings.get(column) ?? null] as const)
  return { columns: Object.fromEntries(inOrder), constants: saved.constants }
}

/** A source may write more than one layout; what was said of each column is kept. */
export function rememberMapping(saved: ImportMapping | null, used: ImportMapping): ImportMapping {
  return { columns: { ...saved?.columns, ...used.columns }, constants: used.constants }
}

/** Case, blanks and punctuation of a heading do not matter; the dots of a path do. */
export function headingKey(column: string): string {
  return column
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]/gu, '')
    .replace(/\.+$/, '')
}

const HEADINGS: Readonly<Record<string, MappedField>> = {
  id: 'id',
  assetid: 'id',
  tag: 'tag',
  asset: 'tag',
  assettag: 'tag',
  assetname: 'tag',
  tagname: 'tag',
  name: 'tag',
  devicename: 'tag',
  equipment: 'tag',
  equipmentname: 'tag',
  tagno: 'tag',
  tagnumber: 'tag',
  kind: 'kind',
  type: 'kind',
  assettype: 'kind',
  devicetype: 'kind',
  class: 'kind',
  vendor: 'vendor',
  manufacturer: 'vendor',
  make: 'vendor',
  brand: 'vendor',
  vendorname: 'vendor',
  manufacturername: 'vendor',
  hersteller: 'vendor',
  fabricant: 'vendor',
  fabricante: 'vendor',
  supplier: 'vendor',
  product: 'product',
  productname: 'product',
  model: 'product',
  modelname: 'product',
  devicemodel: 'product',
  modelnumber: 'product',
  produkt: 'product',
  modell: 'product',
  produit: 'product',
  modèle: 'product',
  producto: 'product',
  modelo: 'product',
  ordernumber: 'orderNumber',
  orderno: 'orderNumber',
  partnumber: 'orderNumber',
  partno: 'orderNumber',
  catalogno: 'orderNumber',
  articleno: 'orderNumber',
  bestellnummer: 'orderNumber',
  artikelnummer: 'orderNumber',
  référence: 'orderNumber',
  referencia: 'orderNumber',
  cataloguenumber: 'orderNumber',
  catalognumber: 'orderNumber',
  articlenumber: 'orderNumber',
  mlfb: 'orderNumber',
  series: 'series',
  hardware: 'hardware',
  hardwareversion: 'hardware',
  hardwarerevision: 'hardware',
  hwversion: 'hardware',
  serial: 'serial',
  serialnumber: 'serial',
  serialno: 'serial',
  seriennummer: 'serial',
  numérodesérie: 'serial',
  númerodeserie: 'serial',
  firmware: 'firmware',
  firmwareversion: 'firmware',
  firmwarerevision: 'firmware',
  fwversion: 'firmware',
  fw: 'firmware',
  firmwarestand: 'firmware',
  firmwareversie: 'firmware',
  versiondufirmware: 'firmware',
  versióndefirmware: 'firmware',
  version: 'firmware',
  firmwareline: 'firmwareLine',
  cpe: 'cpe',
  cpename: 'cpe',
  cpe23: 'cpe',
  purl: 'purl',
  packageurl: 'purl',
  hashes: 'hashes',
  address: 'address',
  ip: 'address',
  ipaddress: 'address',
  ipv4: 'address',
  ipv4address: 'address',
  mac: 'mac',
  macaddress: 'mac',
  hostname: 'hostname',
  fqdn: 'hostname',
  zone: 'zone',
  networkzone: 'zone',
  level: 'level',
  purduelevel: 'level',
  processunit: 'processUnit',
  unit: 'processUnit',
  line: 'processUnit',
  location: 'location',
  site: 'location',
  room: 'location',
  criticalitysafety: 'criticalitySafety',
  'criticality.safety': 'criticalitySafety',
  criticalityenvironment: 'criticalityEnvironment',
  'criticality.environment': 'criticalityEnvironment',
  criticalityproduction: 'criticalityProduction',
  'criticality.production': 'criticalityProduction',
  ciprating: 'cipRating',
  impactrating: 'cipRating',
  cipclass: 'cipClass',
  redundancygroup: 'redundancyGroup',
  redundancykeeps: 'redundancyKeeps',
  dependson: 'dependsOn',
  spare: 'spare',
  supportendson: 'supportEndsOn',
  endofsupport: 'supportEndsOn',
  owner: 'owner',
  responsible: 'owner',
  os: 'operatingSystem',
  operatingsystem: 'operatingSystem',
  software: 'software',
  softwarename: 'softwareName',
  installedsoftware: 'softwareName',
  softwareversion: 'softwareVersion',
  openports: 'openPorts',
  patches: 'patches',
  services: 'services',
  identity: 'identity',
  maintenance: 'maintenance',
  modbus: 'modbus',
  signals: 'signals',
  lastseen: 'seenAt',
  seenat: 'seenAt',
  observedat: 'seenAt',
}
