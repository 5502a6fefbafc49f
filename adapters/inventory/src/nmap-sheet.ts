import type { InventoryFileRefusal, InventorySheet, SheetRow } from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { readXml } from '@holdpoint/xml'

const HOSTS_MAX = 100_000
const COLUMNS = [
  'address',
  'mac',
  'mac vendor',
  'hostname',
  'operating system',
  'open ports',
  'software',
  'cpe',
  'seen at',
] as const

type Attributes = Readonly<Record<string, string>>
type Cells = Record<(typeof COLUMNS)[number], JsonValue>
type Software = { name: string; version: string | null; purl: null; cpe: string | null }

/** The XML of `nmap -oX`: one row for each host that answered. */
export function nmapSheet(bytes: Uint8Array): Result<InventorySheet, InventoryFileRefusal> {
  const reader = new NmapReader()
  const read = readXml(bytes, {
    open: (name, given) => reader.open(name, given),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  })
  if (!read.ok) return refuse({ where: 'file', why: read.refusal })
  if (reader.fault !== null) return refuse(reader.fault)
  const notes = reader.silent === 0 ? [] : [`${reader.silent} hosts did not answer; passed over.`]
  const { rows } = reader
  return accept({ format: 'nmap', sheet: null, sheets: [], columns: COLUMNS, rows, notes })
}

class NmapReader {
  readonly rows: SheetRow[] = []
  silent = 0
  fault: InventoryFileRefusal | null = null
  private rooted = false
  private cells: Cells = emptyCells()
  private up = false
  private port = ''
  private isOpen = false
  private ports: string[] = []
  private software: Software[] = []
  private cpe: string | null = null
  /** The service that is being read, where it is open and its product is named. */
  private running: Software | null = null
  /** The system that is being read, where Nmap is certain of it. */
  private system: string | null = null

  open(name: string, given: Attributes): void {
    if (!this.rooted) {
      this.rooted = true
      if (name !== 'nmaprun') {
        this.fault = { where: 'file', why: `is XML of <${name}>; of XML only Nmap's is read` }
      }
    }
    switch (name) {
      case 'host':
        this.startHost(given)
        return
      case 'status':
        this.up = given.state === 'up'
        return
      case 'address':
        this.address(given)
        return
      case 'hostname':
        this.cells.hostname ??= given.name ?? null
        return
      case 'port':
        this.port = `${given.protocol ?? 'tcp'}/${given.portid ?? ''}`
        this.isOpen = false
        return
      case 'state':
        this.isOpen = given.state === 'open'
        return
      case 'service':
        this.service(given)
        return
      case 'osmatch':
        // The first is the likeliest; a guess below certainty is not written down as a fact.
        this.startSystem(given)
        return
      case 'cpe':
        this.cpe = ''
        return
      default:
    }
  }

  text(text: string): void {
    if (this.cpe !== null) this.cpe += text
  }

  close(name: string): void {
    if (name === 'cpe') {
      this.named(this.cpe ?? '')
      this.cpe = null
    } else if (name === 'service') this.running = null
    else if (name === 'osmatch') this.system = null
    else if (name === 'port') {
      if (this.isOpen && !this.ports.some((one) => one.startsWith(`${this.port} `))) {
        this.ports.push(this.port)
      }
      this.isOpen = false
    } else if (name === 'host') this.endHost()
  }

  /** What lies in a service is of its product; in a system, of the device or its software. */
  private named(cpe: string): void {
    if (this.running !== null) this.running.cpe ??= cpe
    else if (this.system !== null && cpe.startsWith('cpe:/h')) this.cells.cpe ??= cpe
    else if (this.system !== null) {
      this.software.push({ name: this.system, version: null, purl: null, cpe })
    }
  }

  private startSystem({ accuracy, name }: Attributes): void {
    const before = this.cells['operating system']
    if (accuracy !== '100' || (before !== null && before !== name)) return
    this.cells['operating system'] = name ?? null
    this.system = name ?? null
  }

  private startHost({ endtime, starttime }: Attributes): void {
    this.cells = emptyCells()
    this.ports = []
    this.software = []
    this.running = null
    this.system = null
    this.up = false
    const seconds = Number(endtime ?? starttime ?? Number.NaN)
    if (seconds > 0 && seconds < 1e11) {
      this.cells['seen at'] = new Date(seconds * 1000).toISOString()
    }
  }

  private address({ addr, addrtype, vendor }: Attributes): void {
    if (addrtype === 'mac') {
      this.cells.mac = addr ?? null
      this.cells['mac vendor'] = vendor ?? null
    } else if (addrtype === 'ipv4' || this.cells.address === null) {
      this.cells.address = addr ?? null
    }
  }

  private service({ name, product, version }: Attributes): void {
    if (!this.isOpen) return
    this.ports.push(`${this.port} ${name ?? ''}`.trim())
    if (product === undefined) return
    this.running = { name: product, version: version ?? null, purl: null, cpe: null }
    this.software.push(this.running)
  }

  private endHost(): void {
    if (!this.up) {
      this.silent += 1
      return
    }
    if (this.rows.length >= HOSTS_MAX) {
      this.fault ??= { where: 'file', why: `holds more than ${HOSTS_MAX} hosts` }
      return
    }
    this.cells['open ports'] = this.ports
    this.cells.software = this.software.map((one) => ({ ...one }))
    this.rows.push({
      where: `host ${String(this.cells.address ?? this.cells.mac)}`,
      cells: this.cells,
    })
  }
}

function emptyCells(): Cells {
  return Object.fromEntries(COLUMNS.map((column) => [column, null])) as Cells
}
