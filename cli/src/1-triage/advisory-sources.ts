import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportSource } from '@holdpoint/api'
import { ADVISORY_BYTES_MAX } from '@holdpoint/csaf'
import { BadInput, readFileOrSay } from '../terminal.ts'
import { hashFault } from './hash-beside.ts'
import { jsonFilesOf } from './json-files.ts'

export type AdvisorySources = {
  readonly sources: readonly ImportSource[]
  /** Files that are not what was published, by the hash that lies beside them. */
  readonly refused: readonly { readonly file: string; readonly why: string }[]
}

/** Files and folders as they are; what is at an address is fetched here, at the terminal. */
export async function advisorySources(given: readonly string[]): Promise<AdvisorySources> {
  const urls = given.filter(isAddress)
  const files = await jsonFilesOf(given.filter((one) => !isAddress(one)))
  const refused: { readonly file: string; readonly why: string }[] = []
  const sources: ImportSource[] = []
  for (const file of files) {
    const why = await hashFault(file)
    if (why === null) sources.push(await fileSource(file))
    else refused.push({ file, why })
  }
  return { sources: [...sources, ...(await Promise.all(urls.map(urlSource)))], refused }
}

/** Only https leaves the machine; on the machine itself http is as good. */
function isAddress(given: string): boolean {
  if (given.startsWith('https://')) return true
  return URL.canParse(given) && /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/]/.test(given)
}

async function fileSource(path: string): Promise<ImportSource> {
  const { size: sizeBytes } = await stat(path)
  return { fileName: basename(path), sizeBytes, read: () => readFileOrSay(path) }
}

async function urlSource(address: string): Promise<ImportSource> {
  const bytes = await fetched(address)
  const fileName = basename(new URL(address).pathname)
  return { fileName, sizeBytes: bytes.length, read: async () => bytes }
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
