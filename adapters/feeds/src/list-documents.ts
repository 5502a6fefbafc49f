import { accept, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { type FetchOptions, type FetchRefusal, fetchFile } from './fetch-file.ts'
import { listAt, type ProviderMetadata, partAt, textAt } from './provider-metadata.ts'

/** One document as a provider lists it; hash and signature are where the list says, or beside it. */
export type ListedDocument = {
  readonly url: string
  readonly hashUrls: readonly string[]
  readonly signatureUrl: string
  /** When the provider says that it was changed; null where it does not. */
  readonly updatedAt: string | null
}

export type ListRefusal =
  | FetchRefusal
  | { readonly kind: 'no-list'; readonly url: string; readonly words: string }

/** The documents of a provider by its ROLIE feeds, which are preferred, else by its directories. */
export async function listDocuments(
  metadata: ProviderMetadata,
  options: FetchOptions,
): Promise<Result<readonly ListedDocument[], ListRefusal>> {
  const { rolieFeeds, directories, url } = metadata
  const places = rolieFeeds.length > 0 ? rolieFeeds : directories
  if (places.length === 0) return refuse({ kind: 'no-list', url, words: 'names no list' })
  const out = new Map<string, ListedDocument>()
  for (const place of places) {
    const listed =
      rolieFeeds.length > 0 ? await ofFeed(place, options) : await ofDirectory(place, options)
    if (!listed.ok) return listed
    for (const document of listed.value) out.set(document.url, document)
  }
  return accept([...out.values()].sort((a, b) => (a.url < b.url ? -1 : 1)))
}

async function ofFeed(
  url: string,
  options: FetchOptions,
): Promise<Result<readonly ListedDocument[], ListRefusal>> {
  const file = await wholeFile(url, options)
  if (!file.ok) return file
  const json = readStrictJson(file.value)
  if (!json.ok) {
    const words = `line ${json.refusal.line}: not JSON: ${json.refusal.why}`
    return refuse({ kind: 'no-list', url, words })
  }
  const feed = partAt(json.value, 'feed')
  if (feed === undefined) return refuse({ kind: 'no-list', url, words: 'has no feed' })
  const entries = listAt(feed, 'entry')
  return accept(
    entries.flatMap((entry) => {
      const links = listAt(entry, 'link')
      const href = (rel: string) =>
        links
          .filter((link) => textAt(link, 'rel') === rel)
          .flatMap((link) => textAt(link, 'href') ?? [])
      const [self] = href('self')
      if (self === undefined) return []
      const hashes = href('hash')
      const [signature = `${self}.asc`] = href('signature')
      return [
        {
          url: self,
          hashUrls: hashes.length > 0 ? hashes : besides(self),
          signatureUrl: signature,
          updatedAt: textAt(entry, 'updated'),
        },
      ]
    }),
  )
}

const CHANGES_ROW = /^"?([^",]+)"?,"?([^",]+)"?$/

async function ofDirectory(
  directory: string,
  options: FetchOptions,
): Promise<Result<readonly ListedDocument[], ListRefusal>> {
  const base = directory.endsWith('/') ? directory : `${directory}/`
  const url = `${base}changes.csv`
  const file = await wholeFile(url, options)
  if (!file.ok) return file
  const lines = new TextDecoder().decode(file.value).split(/\r?\n/).filter(Boolean)
  const out: ListedDocument[] = []
  for (const [at, line] of lines.entries()) {
    const [, path, updatedAt] = CHANGES_ROW.exec(line) ?? []
    if (path === undefined || updatedAt === undefined || !URL.canParse(path, base)) {
      return refuse({ kind: 'no-list', url, words: `line ${at + 1} is no path and time` })
    }
    const self = new URL(path, base).href
    if (!self.startsWith(base)) {
      return refuse({ kind: 'no-list', url, words: `line ${at + 1} leads out of the directory` })
    }
    out.push({ url: self, hashUrls: besides(self), signatureUrl: `${self}.asc`, updatedAt })
  }
  return accept(out)
}

function besides(url: string): readonly string[] {
  return [`${url}.sha512`, `${url}.sha256`]
}

async function wholeFile(
  url: string,
  options: FetchOptions,
): Promise<Result<Uint8Array, ListRefusal>> {
  const file = await fetchFile(url, null, options)
  if (!file.ok) return file
  if (file.value.kind === 'file') return accept(file.value.bytes)
  return refuse({ kind: 'no-list', url, words: 'answers that nothing changed' })
}
