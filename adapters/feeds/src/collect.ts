import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { accept, type Result } from '@holdpoint/std'
import type { PublicKey } from 'openpgp'
import { type Beside, checkDocument, readProviderKey } from './check-document.ts'
import { type FetchOptions, fetchFile } from './fetch-file.ts'
import { type ListedDocument, type ListRefusal, listDocuments } from './list-documents.ts'
import { findMetadata, type MetadataRefusal, type ProviderMetadata } from './provider-metadata.ts'

export type CollectOptions = FetchOptions & {
  /** A domain, or the address of a provider's metadata. */
  readonly provider: string
  readonly folder: string
  /** Between two requests: a provider is a guest's host. */
  readonly pauseMs?: number
  readonly tell?: (done: number, total: number) => void
}

export type RefusedDownload = { readonly url: string; readonly words: string }

export type Collected = {
  readonly provider: string
  readonly listed: number
  readonly stored: number
  readonly unchanged: number
  readonly refused: readonly RefusedDownload[]
  /** True: it was ended before the list was; the next run goes on. */
  readonly ended: boolean
}

export type CollectRefusal =
  | MetadataRefusal
  | ListRefusal
  | { readonly kind: 'wrong-key'; readonly url: string; readonly words: string }

/** What was brought and when it was last changed; the next run asks only for what is newer. */
type State = {
  readonly [url: string]: { readonly updatedAt: string | null; readonly since: string | null }
}

const PAUSE_MS = 100
const STATE = 'collected.state'

/**
 * Brings what a provider publishes into a folder: each document with its hash and signature beside
 * it, checked before anything reads it. A wrong one is refused by name, and the rest goes on.
 */
export async function collectAdvisories(
  options: CollectOptions,
): Promise<Result<Collected, CollectRefusal>> {
  const metadata = await findMetadata(options.provider, options)
  if (!metadata.ok) return metadata
  const keys = await fetchKeys(metadata.value, options)
  if (!keys.ok) return keys
  const listed = await listDocuments(metadata.value, options)
  if (!listed.ok) return listed
  await mkdir(options.folder, { recursive: true })
  const state: { [url: string]: State[string] } = { ...(await readState(options.folder)) }
  const refused: RefusedDownload[] = []
  let [stored, unchanged, done] = [0, 0, 0]
  const isEnded = () => options.signal?.aborted === true
  for (const document of listed.value) {
    if (isEnded()) break
    const before = state[document.url]
    if (
      before !== undefined &&
      before.updatedAt === document.updatedAt &&
      before.updatedAt !== null
    ) {
      unchanged += 1
    } else {
      await sleep(options.pauseMs ?? PAUSE_MS)
      const brought = await bring(document, before?.since ?? null, keys.value, options)
      if (isEnded()) break
      if (brought.kind === 'refused') refused.push({ url: document.url, words: brought.words })
      else {
        if (brought.kind === 'stored') stored += 1
        else unchanged += 1
        const since = brought.kind === 'stored' ? brought.since : (before?.since ?? null)
        state[document.url] = { updatedAt: document.updatedAt, since }
        await writeState(options.folder, state)
      }
    }
    done += 1
    options.tell?.(done, listed.value.length)
  }
  return accept({
    provider: metadata.value.publisher,
    listed: listed.value.length,
    stored,
    unchanged,
    refused,
    ended: done < listed.value.length,
  })
}

type Brought =
  | { readonly kind: 'stored'; readonly since: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly words: string }

async function bring(
  document: ListedDocument,
  since: string | null,
  keys: readonly PublicKey[],
  options: CollectOptions,
): Promise<Brought> {
  const path = pathOf(options.folder, document.url)
  if (path === null) return { kind: 'refused', words: 'has no name that a folder can hold' }
  const file = await fetchFile(document.url, since, options)
  if (!file.ok) return { kind: 'refused', words: file.refusal.words }
  if (file.value.kind === 'unchanged') return { kind: 'unchanged' }
  const { bytes, lastModified } = file.value
  const beside = await fetchBeside(document, keys.length > 0, options)
  const checked = await checkDocument(bytes, beside, keys)
  if (!checked.ok) return { kind: 'refused', words: checked.refusal.words }
  await mkdir(dirname(path), { recursive: true })
  const { sha512, sha256, signature } = beside
  if (signature !== null) await writeFile(`${path}.asc`, signature)
  if (sha256 !== null) await writeFile(`${path}.sha256`, sha256)
  if (sha512 !== null) await writeFile(`${path}.sha512`, sha512)
  // The document last and at once: what lies here is whole and was checked.
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
  return { kind: 'stored', since: lastModified }
}

async function fetchBeside(
  document: ListedDocument,
  isSigned: boolean,
  options: CollectOptions,
): Promise<Beside> {
  const text = async (url: string | undefined) => {
    if (url === undefined) return null
    const file = await fetchFile(url, null, options)
    return file.ok && file.value.kind === 'file' ? new TextDecoder().decode(file.value.bytes) : null
  }
  const named = (ending: string) => document.hashUrls.find((url) => url.endsWith(ending))
  const sha512 = await text(named('.sha512'))
  const sha256 = sha512 === null ? await text(named('.sha256')) : null
  return { sha512, sha256, signature: isSigned ? await text(document.signatureUrl) : null }
}

async function fetchKeys(
  { keys }: ProviderMetadata,
  options: CollectOptions,
): Promise<Result<readonly PublicKey[], CollectRefusal>> {
  const out: PublicKey[] = []
  for (const { url, fingerprint } of keys) {
    const file = await fetchFile(url, null, options)
    if (!file.ok) return file
    const armored = file.value.kind === 'file' ? new TextDecoder().decode(file.value.bytes) : ''
    const key = await readProviderKey(armored, fingerprint)
    if (!key.ok) return { ok: false, refusal: { ...key.refusal, url } }
    out.push(key.value)
  }
  return accept(out)
}

/** Year folder and name as the provider has them; never out of the folder. */
function pathOf(folder: string, url: string): string | null {
  const parts = new URL(url).pathname.split('/').filter(Boolean)
  const name = parts.at(-1) ?? ''
  if (!/^[+\-a-z0-9_.]{1,200}\.json$/.test(name) || name.startsWith('.')) return null
  const year = parts.at(-2) ?? ''
  // Two providers may share a folder: the address decides where two have one name.
  const place = createHash('sha256').update(dirname(url)).digest('hex').slice(0, 8)
  return /^\d{4}$/.test(year) ? join(folder, year, name) : join(folder, place, name)
}

async function readState(folder: string): Promise<State> {
  try {
    return JSON.parse(await readFile(join(folder, STATE), 'utf8')) as State
  } catch {
    return {}
  }
}

async function writeState(folder: string, state: State): Promise<void> {
  await writeFile(join(folder, `${STATE}.part`), JSON.stringify(state))
  await rename(join(folder, `${STATE}.part`), join(folder, STATE))
}
