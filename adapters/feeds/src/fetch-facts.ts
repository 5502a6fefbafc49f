import { gunzipSync } from 'node:zlib'
import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'
import { type FetchOptions, fetchFile } from './fetch-file.ts'

const FACTS_BYTES_MAX = 60_000_000

export type FetchedFacts = { readonly fileName: string; readonly content: string }

/** One file of facts about vulnerabilities, packed with gzip or not; the words say why not. */
export async function fetchFacts(
  address: string,
  options: FetchOptions,
): Promise<Result<FetchedFacts, string>> {
  const url = address.startsWith('https://') ? address : `https://${address}`
  const file = await fetchFile(url, null, options)
  if (!file.ok) return refuse(`${file.refusal.url}: ${file.refusal.words}`)
  if (file.value.kind === 'unchanged') return refuse(`${url}: answers that nothing changed`)
  const bytes = unpacked(file.value.bytes)
  if (bytes === null) return refuse(`${url}: cannot be unpacked to ${FACTS_BYTES_MAX} bytes`)
  const content = textOfUtf8(bytes)
  if (content === null) return refuse(`${url}: is no text`)
  return accept({ fileName: new URL(url).pathname.split('/').at(-1) || url, content })
}

function unpacked(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: FACTS_BYTES_MAX })
  } catch {
    return null
  }
}
