import { accept, type JsonValue, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { type FetchOptions, type FetchRefusal, fetchFile } from './fetch-file.ts'

/** Where a provider publishes, and with which keys it signs (CSAF 2.0, section 7.1.7). */
export type ProviderMetadata = {
  readonly url: string
  readonly publisher: string
  readonly role: string
  readonly rolieFeeds: readonly string[]
  readonly directories: readonly string[]
  readonly keys: readonly { readonly fingerprint: string; readonly url: string }[]
}

export type MetadataRefusal =
  | FetchRefusal
  | { readonly kind: 'no-metadata'; readonly url: string; readonly words: string }

/**
 * The metadata of an address that ends in `.json`, or of a domain: by the well-known address and by
 * `security.txt`; by the DNS name only when neither has it (CSAF 2.0, section 7.3.1).
 */
export async function findMetadata(
  provider: string,
  options: FetchOptions,
): Promise<Result<ProviderMetadata, MetadataRefusal>> {
  if (provider.startsWith('https://')) return metadataAt(provider, options)
  const wellKnown = `https://${provider}/.well-known/csaf/provider-metadata.json`
  const listed = await securityTxt(provider, options)
  const dns = `https://csaf.data.security.${provider}`
  const tried: string[] = []
  for (const url of [wellKnown, ...listed, dns]) {
    const found = await metadataAt(url, options)
    if (found.ok) return found
    tried.push(`${url} ${found.refusal.words}`)
  }
  return refuse({ kind: 'no-metadata', url: provider, words: tried.join('; ') })
}

async function securityTxt(provider: string, options: FetchOptions): Promise<readonly string[]> {
  const file = await fetchFile(`https://${provider}/.well-known/security.txt`, null, options)
  if (!file.ok || file.value.kind !== 'file') return []
  const lines = new TextDecoder().decode(file.value.bytes).split(/\r?\n/)
  return lines.flatMap((line) => /^CSAF:\s*(https:\S+)\s*$/i.exec(line)?.[1] ?? [])
}

async function metadataAt(
  url: string,
  options: FetchOptions,
): Promise<Result<ProviderMetadata, MetadataRefusal>> {
  const file = await fetchFile(url, null, options)
  if (!file.ok) return file
  const no = (words: string): Result<never, MetadataRefusal> =>
    refuse({ kind: 'no-metadata', url, words })
  if (file.value.kind !== 'file') return no('answers that nothing changed')
  const json = readStrictJson(file.value.bytes)
  if (!json.ok) return no(`line ${json.refusal.line}: not JSON: ${json.refusal.why}`)
  const root = json.value
  if (textAt(root, 'metadata_version') === null) return no('is no provider metadata')
  const distributions = listAt(root, 'distributions')
  return accept({
    url,
    publisher: textAt(partAt(root, 'publisher'), 'name') ?? 'not named',
    role: textAt(root, 'role') ?? 'csaf_publisher',
    rolieFeeds: distributions.flatMap((each) =>
      listAt(partAt(each, 'rolie'), 'feeds').flatMap((feed) => textAt(feed, 'url') ?? []),
    ),
    directories: distributions.flatMap((each) => textAt(each, 'directory_url') ?? []),
    keys: listAt(root, 'public_openpgp_keys').flatMap((key) => {
      const address = textAt(key, 'url')
      const fingerprint = textAt(key, 'fingerprint')
      if (address === null || fingerprint === null) return []
      return [{ url: address, fingerprint: fingerprint.toUpperCase() }]
    }),
  })
}

export function partAt(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const object = value as { readonly [key: string]: JsonValue }
  return Object.hasOwn(object, name) ? object[name] : undefined
}

export function textAt(value: JsonValue | undefined, name: string): string | null {
  const found = partAt(value, name)
  return typeof found === 'string' ? found : null
}

export function listAt(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  const found = partAt(value, name)
  return Array.isArray(found) ? found : []
}
