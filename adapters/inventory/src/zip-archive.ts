import { inflateRawSync } from 'node:zlib'
import { accept, type Result, refuse } from '@holdpoint/std'

export type ZipLimits = { readonly entryBytesMax: number; readonly totalBytesMax: number }

type Entry = {
  readonly method: number
  readonly encrypted: boolean
  readonly start: number
  readonly packed: number
}

const END_RECORD = 0x06054b50
const CENTRAL_RECORD = 0x02014b50
const LOCAL_RECORD = 0x04034b50
const END_RECORD_BYTES = 22
const COMMENT_BYTES_MAX = 65_535
const ENTRIES_MAX = 10_000
const STORED = 0
const DEFLATED = 8

/**
 * The entries of a zip file, unpacked one at a time. The archive's own word on sizes is not believed:
 * whatever it says, no more than the limits is ever written to memory.
 */
export class ZipArchive {
  private readonly bytes: Buffer
  private readonly entries: ReadonlyMap<string, Entry>
  private readonly limits: ZipLimits
  private unpacked = 0

  private constructor(bytes: Buffer, entries: ReadonlyMap<string, Entry>, limits: ZipLimits) {
    this.bytes = bytes
    this.entries = entries
    this.limits = limits
  }

  static open(given: Uint8Array, limits: ZipLimits): Result<ZipArchive, string> {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    const end = endRecord(bytes)
    if (end === null) return refuse('the archive is cut off: it has no list of its entries')
    const entries = readEntries(bytes, end)
    return entries.ok ? accept(new ZipArchive(bytes, entries.value, limits)) : entries
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** Null where there is no such entry. */
  read(name: string): Result<Uint8Array | null, string> {
    const entry = this.entries.get(name)
    if (entry === undefined) return accept(null)
    if (entry.encrypted) return refuse(`${name} is encrypted`)
    const packed = this.bytes.subarray(entry.start, entry.start + entry.packed)
    if (packed.length !== entry.packed) return refuse(`${name} is cut off`)
    const room = Math.min(this.limits.entryBytesMax, this.limits.totalBytesMax - this.unpacked)
    const unpacked = unpack(entry.method, packed, room)
    if (!unpacked.ok) return refuse(`${name} ${unpacked.refusal}`)
    this.unpacked += unpacked.value.length
    return unpacked
  }
}

function unpack(method: number, packed: Buffer, room: number): Result<Uint8Array, string> {
  if (method !== STORED && method !== DEFLATED) return refuse('is packed in a way that nobody uses')
  if (packed.length > room && method === STORED) return refuse(tooLarge(room))
  if (method === STORED) return accept(packed)
  try {
    return accept(inflateRawSync(packed, { maxOutputLength: Math.max(1, room) }))
  } catch (error) {
    const { code } = error as { readonly code?: string }
    return refuse(code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(room) : 'is damaged')
  }
}

function tooLarge(room: number): string {
  return `unpacks to more than ${room} bytes`
}

function endRecord(bytes: Buffer): number | null {
  const farthest = Math.max(0, bytes.length - END_RECORD_BYTES - COMMENT_BYTES_MAX)
  for (let at = bytes.length - END_RECORD_BYTES; at >= farthest; at -= 1) {
    if (bytes.readUInt32LE(at) === END_RECORD) return at
  }
  return null
}

function readEntries(bytes: Buffer, end: number): Result<ReadonlyMap<string, Entry>, string> {
  const count = bytes.readUInt16LE(end + 10)
  const entries = new Map<string, Entry>()
  if (count > ENTRIES_MAX) return refuse(`the archive lists more than ${ENTRIES_MAX} entries`)
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL_RECORD) {
      return refuse('the list of the entries of the archive is damaged')
    }
    const [nameBytes, extra, comment] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    )
    const local = bytes.readUInt32LE(at + 42)
    const nameEnd = at + 46 + (nameBytes ?? 0)
    const name = bytes.toString('utf8', at + 46, nameEnd)
    if (entries.has(name)) return refuse(`the archive lists ${name} twice`)
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_RECORD) {
      return refuse(`${name} is not where the archive says`)
    }
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.readUInt32LE(at + 20)
    const encrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
    entries.set(name, { method: bytes.readUInt16LE(at + 10), encrypted, start, packed })
    at = nameEnd + (extra ?? 0) + (comment ?? 0)
  }
  return accept(entries)
}
