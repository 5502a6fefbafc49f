import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { fromBase64, fromHex, toBase64 } from './bytes.ts'
import { isLedgerInstant } from './ledger-entry.ts'
import { HASH_BYTES } from './sha256.ts'

// An evidence pack is a folder: pack.json says what is in it, pack.note is the log's signature over
// pack.json, entries/ holds ledger entries byte for byte, the rest are listed files.

export const PACK_FORMAT = 'holdpoint-evidence/1'
export const PACK_PATH = 'pack.json'
export const PACK_NOTE_PATH = 'pack.note'

export interface PackManifest {
  readonly format: typeof PACK_FORMAT
  readonly subject: string
  readonly site: string
  readonly createdAt: string
  /** The signed note under which the entries are proven. */
  readonly checkpoint: string
  readonly entries: readonly PackEntry[]
  readonly files: readonly PackFile[]
}

export interface PackEntry {
  readonly index: number
  /** The leaf hash, in hexadecimal. */
  readonly sha256: string
  readonly file: string
  /** The inclusion proof, each hash in base64. */
  readonly proof: readonly string[]
}

export interface PackFile {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

export interface MalformedPack {
  readonly kind: 'pack-malformed'
  /** The field, as in `entries/3/proof`. */
  readonly where: string
}

export function entryPath(index: number): string {
  return `entries/${String(index).padStart(6, '0')}.json`
}

/** Two lines: a checkpoint has three, so neither signature can be taken for the other. */
export function packNoteText(packDigest: Uint8Array): string {
  return `${PACK_FORMAT}\n${toBase64(packDigest)}\n`
}

/**
 * A path that means the same file on every system and never one outside the folder: ASCII names, no
 * drive, no backslash, no hidden file, no device of Windows.
 */
export function isPackPath(path: string): boolean {
  return (
    path.length <= PATH_LENGTH_MAX && path.split('/').every((n) => NAME.test(n) && !DEVICE.test(n))
  )
}

const PATH_LENGTH_MAX = 200
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

export function parseManifest(value: JsonValue): Result<PackManifest, MalformedPack> {
  if (!isObject(value)) return malformed('pack.json')
  const { format, subject, site, createdAt, checkpoint, entries, files } = value
  if (format !== PACK_FORMAT) return malformed('format')
  if (typeof subject !== 'string') return malformed('subject')
  if (typeof site !== 'string') return malformed('site')
  if (typeof createdAt !== 'string' || !isLedgerInstant(createdAt)) return malformed('createdAt')
  if (typeof checkpoint !== 'string') return malformed('checkpoint')
  if (!isList(entries)) return malformed('entries')
  if (!isList(files)) return malformed('files')
  for (const [i, entry] of entries.entries()) {
    const field = entryFault(entry)
    if (field !== null) return malformed(`entries/${i}${field}`)
  }
  for (const [i, file] of files.entries()) {
    const field = fileFault(file)
    if (field !== null) return malformed(`files/${i}${field}`)
  }
  if (Object.keys(value).length !== 7) return malformed('a field that is not known')
  return accept(value as unknown as PackManifest)
}

function entryFault(entry: JsonValue): string | null {
  if (!isObject(entry) || Object.keys(entry).length !== 4) return ''
  const { index, sha256, file, proof } = entry
  if (!isCount(index)) return '/index'
  if (!isHexHash(sha256)) return '/sha256'
  if (file !== entryPath(index)) return '/file'
  return isList(proof) && proof.every(isBase64Hash) ? null : '/proof'
}

function fileFault(file: JsonValue): string | null {
  if (!isObject(file) || Object.keys(file).length !== 3) return ''
  if (typeof file.path !== 'string') return '/path'
  if (!isHexHash(file.sha256)) return '/sha256'
  return isCount(file.size) ? null : '/size'
}

function isCount(value: JsonValue | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isHexHash(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && fromHex(value)?.length === HASH_BYTES
}

function isBase64Hash(value: JsonValue): boolean {
  return typeof value === 'string' && fromBase64(value)?.length === HASH_BYTES
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(where: string): Result<never, MalformedPack> {
  return refuse({ kind: 'pack-malformed', where })
}
