import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ImportSource, isArchive } from '@holdpoint/api'
import { ADVISORY_BYTES_MAX } from '@holdpoint/csaf'
import { BadInput } from '../terminal.ts'
import { advisoryFilesOf } from './json-files.ts'

/** Files, folders and archives as they are; what is at an address is fetched here, at the terminal. */
export async function advisorySources(
  given: readonly string[],
): Promise<{ readonly sources: readonly ImportSource[]; readonly documents: number }> {
  const urls = given.filter(isAddress)
  const files = await advisoryFilesOf(
    given.filter((one) => !isAddress(one)),
    isArchive,
  )
  const sources = [
    ...(await Promise.all(files.map(fileSource))),
    ...(await Promise.all(urls.map(urlSource))),
  ]
  const beside = (await Promise.all(files.map(filesBeside))).flat()
  return { sources: [...sources, ...beside], documents: sources.length }
}

/** What its publisher, or a collector, laid beside a document. */
async function filesBeside(path: string): Promise<readonly ImportSource[]> {
  if (!path.endsWith('.json')) return []
  const names = ['sha256', 'sha512', 'asc'].map((kind) => `${path}.${kind}`)
  const there = await Promise.all(names.map((name) => stat(name).catch(() => null)))
  return Promise.all(names.filter((_, at) => there[at]?.isFile() === true).map(fileSource))
}

/** Only https leaves the machine; on the machine itself http is as good. */
function isAddress(given: string): boolean {
  if (given.startsWith('https://')) return true
  return URL.canParse(given) && /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/]/.test(given)
}

async function fileSource(path: string): Promise<ImportSource> {
  const { size: sizeBytes } = await stat(path)
  return { fileName: basename(path), path, sizeBytes, read: (from, to) => readPart(path, from, to) }
}

async function readPart(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw new BadInput(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function urlSource(address: string): Promise<ImportSource> {
  const bytes = await fetched(address)
  const fileName = basename(new URL(address).pathname)
  const read = async (from: number, to: number) => bytes.subarray(from, to)
  return { fileName, path: address, sizeBytes: bytes.length, read }
}

async function fetched(address: string): Promise<Uint8Array> {
  // A provider serves the document itself (CSAF 2.0 clause 7.1.6: no redirects by other means).
  const reply = await fetch(address, { redirect: 'error' }).catch((error: unknown) => {
    throw new BadInput(`${address}: ${error instanceof Error ? error.message : String(error)}`)
  })
  if (!reply.ok || reply.body === null) throw new BadInput(`${address}: status ${reply.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of reply.body) {
    parts.push(part as Uint8Array)
    size += (part as Uint8Array).length
    if (size > ADVISORY_BYTES_MAX) throw new BadInput(`${address}: larger than a document may be`)
  }
  return new Uint8Array(Buffer.concat(parts))
}
