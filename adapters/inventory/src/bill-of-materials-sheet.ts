import type { InventoryFileRefusal, InventorySheet, SheetRow } from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'

type JsonObject = { readonly [key: string]: JsonValue }

const VERSIONS = new Set(['1.4', '1.5', '1.6'])
const COMPONENTS_MAX = 100_000
const NESTING_MAX = 32
const COLUMNS = [
  'name',
  'manufacturer',
  'version',
  'firmware',
  'operating system',
  'serial number',
  'software',
  'cpe',
  'purl',
  'hashes',
] as const

/**
 * A CycloneDX document says what one product is made of: what its head describes is the asset, its
 * devices are assets of their own, and everything else is the software of the one that it lies in.
 */
export function billOfMaterialsSheet(
  document: JsonObject,
): Result<InventorySheet, InventoryFileRefusal> {
  const { specVersion } = document
  if (typeof specVersion !== 'string' || !VERSIONS.has(specVersion)) {
    const known = [...VERSIONS].join(', ')
    return refuse({ where: '$.specVersion', why: `${String(specVersion)} is none of ${known}` })
  }
  const head = objectIn(objectIn(document.metadata)?.component)
  const devices: Device[] = []
  const loose: JsonObject[] = []
  const walk = new Walk(devices, loose)
  const fault = walk.into(document.components, '$.components', null, 0)
  if (fault !== null) return refuse(fault)
  if (head !== null) {
    const inner = walk.into(head.components, '$.metadata.component.components', null, 0)
    if (inner !== null) return refuse(inner)
    devices.unshift({ component: head, where: '$.metadata.component', software: loose })
  }
  if (devices.length === 0) {
    const why = 'names no device: neither $.metadata.component nor a component of type device'
    return refuse({ where: '', why: `the bill of materials ${why}` })
  }
  const notes =
    head === null && loose.length > 0
      ? [`${loose.length} components lie in no device and are passed over.`]
      : []
  const rows = devices.map(rowOf)
  return accept({ format: 'cyclonedx', sheet: null, sheets: [], columns: COLUMNS, rows, notes })
}

type Device = {
  readonly component: JsonObject
  readonly where: string
  readonly software: JsonObject[]
}

class Walk {
  private readonly devices: Device[]
  private readonly loose: JsonObject[]
  private seen = 0

  constructor(devices: Device[], loose: JsonObject[]) {
    this.devices = devices
    this.loose = loose
  }

  /** The first fault in a list of components, or null. */
  into(
    list: JsonValue | undefined,
    path: string,
    device: Device | null,
    depth: number,
  ): InventoryFileRefusal | null {
    if (list === undefined || list === null) return null
    if (!Array.isArray(list)) return { where: path, why: 'is not a list' }
    if (depth > NESTING_MAX) return { where: path, why: `lies more than ${NESTING_MAX} deep` }
    for (const [index, item] of (list as readonly JsonValue[]).entries()) {
      const where = `${path}[${index}]`
      const component = objectIn(item)
      if (component === null) return { where, why: 'is not an object' }
      if (typeof component.name !== 'string') return { where: `${where}.name`, why: 'is missing' }
      this.seen += 1
      if (this.seen > COMPONENTS_MAX)
        return { where, why: `more than ${COMPONENTS_MAX} components` }
      const own = component.type === 'device' ? { component, where, software: [] } : null
      if (own !== null) this.devices.push(own)
      else (device?.software ?? this.loose).push(component)
      const inner = this.into(component.components, `${where}.components`, own ?? device, depth + 1)
      if (inner !== null) return inner
    }
    return null
  }
}

function rowOf({ component, where, software }: Device): SheetRow {
  const ofType = (type: string) => software.filter((one) => one.type === type)
  const [firmware, secondFirmware] = ofType('firmware')
  const [system, secondSystem] = ofType('operating-system')
  const isFirmware = component.type === 'firmware'
  // Two firmwares of one device are two facts; which one runs is not for us to guess.
  const running = isFirmware ? component : secondFirmware === undefined ? firmware : undefined
  const os = secondSystem === undefined ? system : undefined
  const cells: Record<(typeof COLUMNS)[number], JsonValue> = {
    name: textIn(component.name),
    manufacturer: makerOf(component),
    version: textIn(component.version),
    firmware: textIn(running?.version),
    'operating system':
      os === undefined ? null : [textIn(os.name), textIn(os.version)].filter(Boolean).join(' '),
    'serial number': textIn(component.serialNumber),
    software: software.map(softwareOf),
    cpe: textIn(component.cpe),
    purl: textIn(component.purl),
    hashes: hashesIn(component),
  }
  return { where, cells }
}

function softwareOf(component: JsonObject): JsonValue {
  const { name, version, purl, cpe } = component
  const vendor = makerOf(component)
  const hashes = hashesIn(component)
  return {
    ...{ name: textIn(name), version: textIn(version), purl: textIn(purl), cpe: textIn(cpe) },
    ...(vendor === null ? {} : { vendor }),
    ...(hashes.length === 0 ? {} : { hashes }),
  }
}

/** `SHA-256 0c1…`, one for each hash. */
function hashesIn({ hashes }: JsonObject): readonly JsonValue[] {
  if (!Array.isArray(hashes)) return []
  return (hashes as readonly JsonValue[]).flatMap((one) => {
    const { alg, content } = objectIn(one) ?? {}
    return typeof alg === 'string' && typeof content === 'string' ? [`${alg} ${content}`] : []
  })
}

/** 1.6 says manufacturer; before it was the supplier, or a publisher as plain text. */
function makerOf({ manufacturer, supplier, publisher }: JsonObject): JsonValue {
  return (
    textIn(objectIn(manufacturer)?.name) ?? textIn(objectIn(supplier)?.name) ?? textIn(publisher)
  )
}

function objectIn(value: JsonValue | undefined): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as JsonObject
}

function textIn(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
