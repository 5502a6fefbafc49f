import { basename } from 'node:path'
import {
  type AnyRoute,
  addBaseline,
  addDecisionTable,
  addPatch,
  addPublisherKey,
  importFirewall,
  importNetwork,
  importUpdates,
  previewFirewall,
  previewUpdates,
  setProbing,
} from '@holdpoint/api'
import { readStrictJson } from '@holdpoint/std'
import { BadInput, readFileOrSay } from './terminal.ts'

/** Acts that carry a file: the terminal reads it, so that nobody pastes it into a command. */
const readers: ReadonlyMap<AnyRoute, (path: string) => Promise<object>> = new Map<
  AnyRoute,
  (path: string) => Promise<object>
>([
  [
    addPatch,
    async (path) => ({
      fileName: basename(path),
      contentBase64: Buffer.from(await readFileOrSay(path)).toString('base64'),
    }),
  ],
  [
    addBaseline,
    async (path) => ({
      fileName: basename(path),
      contentBase64: Buffer.from(await readFileOrSay(path)).toString('base64'),
    }),
  ],
  [importUpdates, listOf],
  [previewUpdates, listOf],
  [addPublisherKey, async (path) => ({ armored: await textOf(path) })],
  [addDecisionTable, async (path) => ({ content: await textOf(path) })],
  [importNetwork, async (path) => ({ source: basename(path), network: await jsonOf(path) })],
  [importFirewall, configurationOf],
  [previewFirewall, configurationOf],
  [setProbing, async (path) => (await jsonOf(path)) as object],
])

/** A list of updates, byte for byte: what it is, its content says. */
async function listOf(path: string): Promise<object> {
  const fileName = basename(path)
  const contentBase64 = Buffer.from(await readFileOrSay(path)).toString('base64')
  return { source: fileName, fileName, contentBase64 }
}

/** One exported configuration; the interfaces and what else it takes are options. */
async function configurationOf(path: string): Promise<object> {
  const file = basename(path)
  return { source: file, files: [{ file, text: await textOf(path) }] }
}

async function textOf(path: string): Promise<string> {
  return Buffer.from(await readFileOrSay(path)).toString('utf8')
}

async function jsonOf(path: string): Promise<unknown> {
  const read = readStrictJson(await readFileOrSay(path))
  if (read.ok) return read.value
  throw new BadInput(`${path}: line ${read.refusal.line}: not JSON: ${read.refusal.why}`)
}

export function takesFile(route: AnyRoute): boolean {
  return readers.has(route)
}

export async function fieldsOfFile(route: AnyRoute, path: unknown): Promise<object> {
  const read = readers.get(route)
  return read === undefined || typeof path !== 'string' ? {} : read(path)
}
