import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { ArchiveFault, type ArchiveMeter } from './archive-limits.ts'
import { ByteQueue } from './byte-queue.ts'
import type { ArchiveEntry } from './zip-entries.ts'

const BLOCK = 512
/** A name in a header of its own: no honest one is longer. */
const LONG_NAME_BYTES_MAX = 64 * 1024

/** Zeros behind the end, as many as writers of tapes leave there. */
const TRAILER_BYTES_MAX = 1024 * 1024

type Header = { readonly name: string; readonly size: number; readonly type: string }

/** The files of a tar archive, plain or packed with gzip, one in memory at a time. */
export async function* tarEntries(
  path: string,
  given: { readonly gzip: boolean; readonly meter: ArchiveMeter },
): AsyncGenerator<ArchiveEntry, void, void> {
  const { gzip, meter } = given
  const file = createReadStream(path)
  const gunzip = gzip ? createGunzip() : null
  if (gunzip !== null) {
    file.on('error', (error) => gunzip.destroy(error))
    file.pipe(gunzip)
  }
  const queue = new ByteQueue(gunzip ?? file)
  let last = 'the archive'
  try {
    let longName: string | null = null
    for (;;) {
      const header = readHeader(await queue.take(BLOCK), last)
      if (header === null) return await queue.drain(TRAILER_BYTES_MAX)
      const name: string = longName ?? header.name
      if (header.type === 'x' || header.type === 'g' || header.type === 'L') {
        const told = await readLongName(queue, header)
        if (header.type !== 'g') longName = told ?? longName
        continue
      }
      longName = null
      last = name
      meter.begin(name)
      meter.take(name, header.size)
      const bytes = await queue.take(header.size)
      await queue.take(padding(header.size))
      if (header.type === '5') continue
      if (header.type !== '0') throw new ArchiveFault(name, wordsOfType(header.type))
      yield { name, bytes }
    }
  } catch (error) {
    if (error instanceof ArchiveFault) throw error
    throw new ArchiveFault(last, error instanceof Error ? error.message : String(error))
  } finally {
    file.destroy()
    gunzip?.destroy()
  }
}

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK

function wordsOfType(type: string): string {
  if (type === '1' || type === '2') return 'is a link'
  return `is no plain file (type "${type}")`
}

/** Null at the end, which is a block of zeros. */
function readHeader(block: Uint8Array, after: string): Header | null {
  if (block.every((byte) => byte === 0)) return null
  const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  const size = octal(block, 124, 12)
  if (octal(block, 148, 8) !== sum || size === null) {
    throw new ArchiveFault(after, 'is followed by no header of a tar archive')
  }
  const type = text(block, 156, 1)
  // Only after this magic does the second part of a long name stand where it is looked for.
  const prefix = text(block, 257, 6) === 'ustar' ? text(block, 345, 155) : ''
  const name = text(block, 0, 100)
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type: type === '' ? '0' : type }
}

/** What a header of its own says of the name of the entry behind it. */
async function readLongName(queue: ByteQueue, { name, size, type }: Header) {
  if (size > LONG_NAME_BYTES_MAX) throw new ArchiveFault(name, `has a header of ${size} bytes`)
  const bytes = await queue.take(size)
  await queue.take(padding(size))
  if (type === 'L') return text(bytes, 0, bytes.length)
  let path: string | null = null
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at)
    const length = Number(utf8(bytes.subarray(at, blank < 0 ? at : blank)))
    if (!Number.isInteger(length) || length < 4 || at + length > bytes.length) {
      throw new ArchiveFault(name, 'has a header that cannot be read')
    }
    const [key, ...rest] = utf8(bytes.subarray(blank + 1, at + length - 1)).split('=')
    if (key === 'path') path = rest.join('=')
    if (key === 'size') throw new ArchiveFault(name, 'states its size outside its header')
    at += length
  }
  return path
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function text(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return utf8(end < 0 ? field : field.subarray(0, end))
}

/** Null: not a number as tar writes one. Sizes past 8 GiB are written otherwise, and are too large. */
function octal(block: Uint8Array, start: number, length: number): number | null {
  const digits = text(block, start, length).trim()
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : null
}
