import type {
  InventoryFileReader,
  InventoryFileRefusal,
  InventoryFormat,
  InventorySheet,
} from '@holdpoint/core'
import { type Result, refuse } from '@holdpoint/std'
import { csvSheet } from './csv-sheet.ts'
import { knownToInventory, type SheetAsked } from './grid-table.ts'
import { htmlSheet } from './html-sheet.ts'
import { jsonSheet } from './json-sheet.ts'
import { nmapSheet } from './nmap-sheet.ts'
import { workbookSheet } from './workbook-sheet.ts'

export const INVENTORY_BYTES_MAX = 64 * 1024 * 1024

/** Reads every form of inventory that is a document; what it is, its first bytes say, not its name. */
export const inventoryFiles: InventoryFileReader = {
  read({ bytes, sheet, known = knownToInventory }) {
    if (bytes.length === 0) return refuse({ where: 'line 1', why: 'the file is empty' })
    if (bytes.length > INVENTORY_BYTES_MAX) {
      return refuse({ where: 'file', why: `is larger than ${INVENTORY_BYTES_MAX} bytes` })
    }
    return readAs(kindOf(bytes), bytes, { wanted: sheet, known })
  },
}

type Kind =
  | Extract<InventoryFormat, 'csv' | 'xlsx' | 'json' | 'nmap' | 'html'>
  | 'old-workbook'
  | 'capture'

function readAs(
  kind: Kind,
  bytes: Uint8Array,
  ask: SheetAsked,
): Result<InventorySheet, InventoryFileRefusal> {
  switch (kind) {
    case 'csv':
      return csvSheet(bytes)
    case 'json':
      return jsonSheet(bytes)
    case 'html':
      return htmlSheet(bytes, ask)
    case 'nmap':
      return nmapSheet(bytes)
    case 'xlsx':
      return workbookSheet(bytes, ask)
    case 'old-workbook': {
      const why = 'is an old or a protected workbook: save it as .xlsx without a password'
      return refuse({ where: 'file', why })
    }
    case 'capture':
      return refuse({ where: 'file', why: 'is a packet capture, which is read elsewhere' })
  }
}

function kindOf(bytes: Uint8Array): Kind {
  const starts = (...magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'xlsx'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'old-workbook'
  if (isCapture(bytes)) return 'capture'
  const head = new TextDecoder()
    .decode(bytes.subarray(0, 1024))
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (head.startsWith('{') || head.startsWith('[')) return 'json'
  if (!head.startsWith('<')) return 'csv'
  return /<(?:!doctype\s+html|html|head|body|table|div|h\d|p)\b/i.test(head) ? 'html' : 'nmap'
}

/** By the magic number of pcap, in both byte orders and both resolutions, or of pcapng. */
export function isCapture(bytes: Uint8Array): boolean {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  return ['a1b2c3d4', 'd4c3b2a1', 'a1b23c4d', '4d3cb2a1', '0a0d0d0a'].includes(magic)
}
