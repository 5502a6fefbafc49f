import { crc32 } from 'node:zlib'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { ArchiveFault, type ArchiveMeter } from './archive-limits.ts'

export type ArchiveEntry = { readonly name: string; readonly bytes: Uint8Array }

const LINK = 0o120000
const KIND = 0o170000

/** The files of a zip archive, one in memory at a time, in the order of its directory. */
export async function* zipEntries(
  path: string,
  meter: ArchiveMeter,
): AsyncGenerator<ArchiveEntry, void, void> {
  const zip = await openZip(path)
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      meter.begin(name)
      if (name.endsWith('/')) continue
      if (entry.isEncrypted()) throw new ArchiveFault(name, 'is encrypted')
      if (((entry.externalFileAttributes >>> 16) & KIND) === LINK) {
        throw new ArchiveFault(name, 'is a link')
      }
      yield { name, bytes: await readEntry(zip, { entry, name, meter }) }
    }
  } catch (error) {
    throw asFault(error)
  } finally {
    zip.close()
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false }
    return await openPromise(path, options)
  } catch (error) {
    throw asFault(error)
  }
}

type Wanted = { readonly entry: Entry; readonly name: string; readonly meter: ArchiveMeter }

async function readEntry(zip: ZipFile, { entry, name, meter }: Wanted): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      meter.take(name, (chunk as Buffer).length)
      chunks.push(chunk as Buffer)
    }
  } catch (error) {
    throw error instanceof ArchiveFault ? error : new ArchiveFault(name, wordsOf(error))
  }
  const bytes = Buffer.concat(chunks)
  if (crc32(bytes) !== entry.crc32) throw new ArchiveFault(name, 'is damaged: its sum is another')
  return bytes
}

/** As the archive has it; with names decoded by the library a bad one would lose its place. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
}

function asFault(error: unknown): ArchiveFault {
  return error instanceof ArchiveFault ? error : new ArchiveFault('the archive', wordsOf(error))
}

function wordsOf(error: unknown): string {
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
}
