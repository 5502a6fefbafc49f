import { softwareNamed } from '@holdpoint/csaf'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'

/** `name version; name version`, or the entries of a software bill of materials. */
export function readSoftware(value: JsonValue): Result<JsonValue, string> {
  const parts = Array.isArray(value) ? value : String(value).split(/[;\n]/)
  if (typeof value === 'object' && !Array.isArray(value)) return refuse('is not a list')
  const entries: JsonValue[] = []
  for (const part of parts as readonly JsonValue[]) {
    if (typeof part === 'string' && part.trim() === '') continue
    const read = typeof part === 'string' ? accept(softwareIn(part)) : readEntry(part)
    if (!read.ok) return read
    entries.push(read.value)
  }
  const sorted = entries.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return accept(sorted.length === 0 ? null : (sorted as JsonValue))
}

function readEntry(part: JsonValue): Result<JsonValue, string> {
  const text = (one: JsonValue | undefined) => (typeof one === 'string' && one ? one : null)
  const { name, version, purl, cpe, vendor, hashes } = (part ?? {}) as Record<string, JsonValue>
  if (text(name) === null) return refuse('has an entry without a name')
  const files = hashes === undefined || hashes === null ? accept(null) : readHashes(hashes)
  if (!files.ok) return refuse(` of ${text(name)}${files.refusal}`)
  return accept({
    ...{ name: text(name), version: text(version), purl: text(purl), cpe: text(cpe) },
    ...(text(vendor) === null ? {} : { vendor: text(vendor) }),
    ...(files.value === null ? {} : { hashes: files.value }),
  })
}

function softwareIn(text: string): JsonValue {
  const { name, version } = softwareNamed(text)
  return { name, version: version ?? null, purl: null, cpe: null }
}

const HASH = /^([a-z0-9][a-z0-9/-]{1,20})[ :=]\s*([0-9a-f]{32,})$/i

/** `sha256 0c1…; sha512 9f…`; the algorithm as CycloneDX or CSAF write it. */
export function readHashes(value: JsonValue): Result<JsonValue, string> {
  if (typeof value === 'object' && !Array.isArray(value)) return refuse('is not a list')
  const parts = Array.isArray(value) ? value : String(value).split(/[;\n]/)
  const texts = parts.map((part: JsonValue) => String(part).trim()).filter((text) => text !== '')
  const read = texts.map((text) => HASH.exec(text))
  const faulty = texts[read.indexOf(null)]
  if (faulty !== undefined) return refuse(`: "${faulty}" is no hash like "sha256 0c1…"`)
  const sorted = read.map((found) => `${found?.[1]} ${found?.[2]}`.toLowerCase()).toSorted()
  return accept(sorted.length === 0 ? null : [...new Set(sorted)])
}
