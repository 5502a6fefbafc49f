import type { JsonValue } from '@holdpoint/std'
import type { HashFacts, Identifiers, InstalledFacts } from './asset-facts.ts'
import { readCpe } from './identifiers/cpe.ts'
import { readPackageName } from './identifiers/package-name.ts'

type Fault = (field: string, words: string) => void
type JsonObject = { readonly [key: string]: JsonValue }

/** The identifiers that an object of an asset list states; undefined where it states none. */
export function readIdentifiers(
  { cpe, purl, hashes }: JsonObject,
  at: string,
  fault: Fault,
): Identifiers | undefined {
  const cpes = texts(cpe, `${at}cpe`, fault, (one) => wordsOf(readCpe(one)))
  const purls = texts(purl, `${at}purl`, fault, (one) => wordsOf(readPackageName(one)))
  const files = readHashes(hashes, `${at}hashes`, fault)
  if (cpes.length + purls.length + files.length === 0) return undefined
  return {
    ...(cpes.length === 0 ? {} : { cpes }),
    ...(purls.length === 0 ? {} : { purls }),
    ...(files.length === 0 ? {} : { hashes: files }),
  }
}

function wordsOf(read: { ok: true } | { ok: false; refusal: string }): string | null {
  return read.ok ? null : read.refusal
}

/** One text or a list of them, each of which must read. */
function texts(
  value: JsonValue | undefined,
  field: string,
  fault: Fault,
  faultOf: (text: string) => string | null,
): readonly string[] {
  if (value === undefined || value === null || value === '') return []
  const list: readonly JsonValue[] = Array.isArray(value) ? value : [value as JsonValue]
  return list.flatMap((one) => {
    const words = typeof one === 'string' ? faultOf(one) : 'must be a text or a list of texts'
    if (words !== null) fault(field, typeof one === 'string' ? `"${one}" ${words}` : words)
    return words === null && typeof one === 'string' ? [one] : []
  })
}

/** `{ "sha256": "…" }`, or a list of `{ "algorithm": "sha256", "value": "…" }`. */
function readHashes(
  value: JsonValue | undefined,
  field: string,
  fault: Fault,
): readonly HashFacts[] {
  if (value === undefined || value === null) return []
  const pairs: readonly (readonly [JsonValue | undefined, JsonValue | undefined])[] = Array.isArray(
    value,
  )
    ? value.map((one: JsonValue) => (isObject(one) ? [one.algorithm, one.value] : [null, null]))
    : isObject(value)
      ? Object.entries(value)
      : [[null, null]]
  return pairs.flatMap(([algorithm, text]) => {
    if (typeof algorithm === 'string' && typeof text === 'string' && isHash(text)) {
      return [{ algorithm, value: text }]
    }
    fault(field, 'must be an algorithm with a value in hexadecimal digits')
    return []
  })
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{32,}$/i.test(text.trim())
}

/** What is installed: `software` as texts or objects, and the operating system as a text. */
export function readInstalled(
  { software, operatingSystem, operating_system: alias }: JsonObject,
  fault: Fault,
): readonly InstalledFacts[] {
  const system = operatingSystem ?? alias
  const os = typeof system === 'string' && system !== '' ? [systemNamed(system)] : []
  if (software === undefined || software === null || software === '') return os
  const list = typeof software === 'string' ? software.split(/[;\n]/) : software
  if (!Array.isArray(list)) {
    fault('software', 'must be a list, or a text with semicolons')
    return os
  }
  const read = (list as readonly JsonValue[]).flatMap((one, index) =>
    readSoftware(one, `software[${index}]`, fault),
  )
  return [...os, ...read]
}

function readSoftware(one: JsonValue, at: string, fault: Fault): readonly InstalledFacts[] {
  if (typeof one === 'string') return one.trim() === '' ? [] : [softwareNamed(one)]
  if (!isObject(one) || typeof one.name !== 'string' || one.name === '') {
    fault(at, 'must be a text or an object with a name')
    return []
  }
  const known: Record<string, string> = {}
  for (const field of ['vendor', 'version'] as const) {
    const value = one[field]
    if (typeof value === 'string' && value !== '') known[field] = value
    else if (value !== undefined && value !== null) fault(`${at}.${field}`, 'must be a text')
  }
  const identifiers = readIdentifiers(one, `${at}.`, fault)
  const also = identifiers === undefined ? {} : { identifiers }
  return [{ kind: 'software', name: one.name, ...known, ...also }]
}

export function systemNamed(name: string): InstalledFacts {
  return { kind: 'operating-system', name }
}

/** `WinCC V7.5 SP2`: a number at the end is the version, with the service packs and updates behind it. */
export function softwareNamed(text: string): InstalledFacts {
  const written = text.trim()
  const [, name, version] =
    /^(.{1,300}?)\s+(v?\d[\w.+-]*(?:\s+(?:sp|upd(?:ate)?|hf|r)\s?\d+)*)$/i.exec(written) ?? []
  if (name === undefined || version === undefined) return { kind: 'software', name: written }
  return { kind: 'software', name, version }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
