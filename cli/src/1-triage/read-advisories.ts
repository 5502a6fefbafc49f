import { readFile } from 'node:fs/promises'
import { isArchive } from '@holdpoint/api'
import { type Advisory, describeAdvisoryRefusal, readAdvisory } from '@holdpoint/csaf'
import { hashFault, openAdvisoryArchive, type PublishedBeside } from '@holdpoint/feeds'
import { BadInput, readFileOrSay } from '../terminal.ts'
import { advisoryFilesOf } from './json-files.ts'

export interface AdvisoriesRead {
  readonly advisories: readonly Advisory[]
  readonly refused: readonly { readonly file: string; readonly why: string }[]
}

type Document = {
  readonly file: string
  readonly bytes: Uint8Array
  readonly beside: Pick<PublishedBeside, 'sha256' | 'sha512'>
}

/**
 * Files, folders and archives of CSAF documents; a bad one is refused by name, and no good one is
 * an error. The hashes beside a document are asked before anything reads it.
 */
export async function readAdvisories(paths: readonly string[]): Promise<AdvisoriesRead> {
  const advisories: Advisory[] = []
  const refused: { readonly file: string; readonly why: string }[] = []
  for (const path of await advisoryFilesOf(paths, isArchive)) {
    for await (const { file, bytes, beside } of documentsOf(path)) {
      const altered = hashFault(bytes, beside)
      if (altered !== null) {
        refused.push({ file, why: altered })
        continue
      }
      const read = readAdvisory(bytes)
      if (read.ok) advisories.push(read.value)
      else refused.push({ file, why: describeAdvisoryRefusal(read.refusal) })
    }
  }
  if (advisories.length > 0) return { advisories, refused }
  throw new BadInput(`${paths.join(' ')}: ${refused[0]?.why ?? 'no .json file there'}`)
}

async function* documentsOf(path: string): AsyncGenerator<Document, void, void> {
  if (!isArchive(path)) {
    yield await fileWithHashes(path)
    return
  }
  const opened = await openAdvisoryArchive(path)
  if (!opened.ok) throw new BadInput(`${path}: ${opened.refusal.where} ${opened.refusal.words}`)
  for await (const { name, ...document } of opened.value.read()) {
    yield { file: `${path}/${name}`, ...document }
  }
}

async function fileWithHashes(path: string): Promise<Document> {
  const text = (kind: string) => readFile(`${path}.${kind}`, 'utf8').catch(() => null)
  const beside = { sha256: await text('sha256'), sha512: await text('sha512') }
  return { file: path, bytes: await readFileOrSay(path), beside }
}
