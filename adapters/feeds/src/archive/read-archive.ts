import { open, stat } from 'node:fs/promises'
import { accept, type Result, refuse } from '@holdpoint/std'
import { ARCHIVE_LIMITS, ArchiveFault, type ArchiveLimits, ArchiveMeter } from './archive-limits.ts'
import { tarEntries } from './tar-entries.ts'
import { type ArchiveEntry, zipEntries } from './zip-entries.ts'

/** What was published beside a document, as text; null where it is not there. */
export type PublishedBeside = {
  readonly sha256: string | null
  readonly sha512: string | null
  readonly asc: string | null
}

export type ArchivedDocument = {
  /** Its path in the archive. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly beside: PublishedBeside
}

export type ArchiveRefusal = { readonly where: string; readonly words: string }

export type OpenArchive = {
  readonly documents: number
  read(): AsyncGenerator<ArchivedDocument, void, void>
}

type ArchiveOptions = {
  readonly limits?: ArchiveLimits
  /** Called at each entry of the first time through. */
  readonly tell?: () => Promise<void>
}

const BESIDE = /\.json\.(sha256|sha512|asc)$/
const BESIDE_BYTES_MAX = 64 * 1024
const INNER = /\.(zip|tar|tgz|gz|bz2|xz|7z|rar)$/i

/**
 * Goes through the whole archive once before anything of it is taken: what is wrong with one entry
 * refuses all of it. The second time the documents come, each with what lies beside it.
 */
export async function openAdvisoryArchive(
  path: string,
  { limits = ARCHIVE_LIMITS, tell = async () => {} }: ArchiveOptions = {},
): Promise<Result<OpenArchive, ArchiveRefusal>> {
  try {
    const beside = new Map<string, string>()
    let documents = 0
    for await (const { name, bytes } of entriesOf(path, limits)) {
      await tell()
      if (isDocument(name)) documents += 1
      else if (INNER.test(name)) throw new ArchiveFault(name, 'is an archive in the archive')
      else if (BESIDE.test(name)) beside.set(name, besideText(name, bytes))
    }
    if (documents === 0) throw new ArchiveFault('the archive', 'holds no .json file')
    return accept({ documents, read: () => documentsOf(path, limits, beside) })
  } catch (error) {
    if (error instanceof ArchiveFault) return refuse({ where: error.where, words: error.message })
    throw error
  }
}

async function* documentsOf(
  path: string,
  limits: ArchiveLimits,
  beside: ReadonlyMap<string, string>,
): AsyncGenerator<ArchivedDocument, void, void> {
  for await (const { name, bytes } of entriesOf(path, limits)) {
    if (!isDocument(name)) continue
    const at = (ending: string) => beside.get(`${name}.${ending}`) ?? null
    yield { name, bytes, beside: { sha256: at('sha256'), sha512: at('sha512'), asc: at('asc') } }
  }
}

/** What some systems write beside each file under `._` is none of the publisher's. */
function isDocument(name: string): boolean {
  const file = name.split('/').at(-1) ?? ''
  return /\.json$/i.test(file) && !file.startsWith('._')
}

function besideText(name: string, bytes: Uint8Array): string {
  if (bytes.length <= BESIDE_BYTES_MAX) return new TextDecoder().decode(bytes)
  throw new ArchiveFault(name, `has more than ${BESIDE_BYTES_MAX} bytes`)
}

/** By its first bytes, whatever it is called. */
async function* entriesOf(
  path: string,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry, void, void> {
  const { size } = await stat(path)
  const meter = new ArchiveMeter(limits, size)
  const [first, second] = await firstBytes(path)
  if (first === 0x50 && second === 0x4b) yield* zipEntries(path, meter)
  else yield* tarEntries(path, { gzip: first === 0x1f && second === 0x8b, meter })
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
