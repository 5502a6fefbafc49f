import { hmacSha256, sha256 } from '@holdpoint/evidence'
import { accept, type Result, readStrictJson, refuse, textOfUtf8 } from '@holdpoint/std'
import type { HardeningPolicy } from './hardening-policy.ts'
import type { EvidenceFile } from './parse/evidence-file.ts'
import {
  type CollectionRequest,
  evidenceSources,
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  SIGNATURE_FILE,
} from './render-collector.ts'

export type BundleRefusal = {
  readonly kind: 'bundle-refused'
  /** The file that is at fault. */
  readonly file: string
  readonly why: string
}

/** A bundle that answers its request: what was collected, when, and what could not be. */
export type CheckedBundle = {
  readonly host: string
  readonly machineGuid: string
  readonly startedAt: string
  readonly endedAt: string
  readonly isAdministrator: boolean
  readonly files: readonly EvidenceFile[]
  readonly failed: readonly { readonly name: string; readonly error: string }[]
}

const HOURS_MAX = 24
/** Clocks of plants differ by this much at most before nobody can say what was first. */
const SKEW_MINUTES = 10
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

type Manifest = {
  readonly nonce: string
  readonly host: string
  readonly machineGuid: string
  readonly isAdministrator: boolean
  readonly startedAt: string
  readonly endedAt: string
  readonly files: readonly {
    readonly name: string
    readonly sha256: string
    readonly command: string
    readonly error: string | null
  }[]
}

/**
 * Shows that these files answer this request, for its host and in its day, and are as the collector
 * wrote them. It does not show that the host told the truth: an administrator of it can write
 * whatever he likes with the key that the script holds.
 */
export function checkBundle(
  files: ReadonlyMap<string, Uint8Array>,
  { request, policy }: { readonly request: CollectionRequest; readonly policy: HardeningPolicy },
): Result<CheckedBundle, BundleRefusal> {
  const bytes = files.get(MANIFEST_FILE)
  const seal = textOfUtf8(files.get(SIGNATURE_FILE) ?? new Uint8Array())?.trim()
  if (bytes === undefined) return no(MANIFEST_FILE, 'is missing')
  if (seal === undefined || seal === '') return no(SIGNATURE_FILE, 'is missing')
  const key = bytesOfHex(request.key)
  if (key === null || key.length < 32) return no('the request', 'holds no key of 32 bytes')
  if (hexOf(hmacSha256(key, bytes)) !== seal.toLowerCase()) {
    return no(MANIFEST_FILE, 'was not sealed with the key of this request, or changed since')
  }
  const manifest = manifestOf(bytes)
  if (manifest === null) return no(MANIFEST_FILE, 'is not what the collector writes')
  const astray = answersAnother(manifest, request)
  if (astray !== null) return no(MANIFEST_FILE, astray)
  return wholeBundle(files, manifest, policy)
}

function answersAnother(manifest: Manifest, request: CollectionRequest): string | null {
  if (manifest.nonce !== request.nonce) return 'answers another request'
  if (manifest.host.toLowerCase() !== request.host.toLowerCase()) {
    return `is of ${manifest.host}, the request was for ${request.host}`
  }
  const issued = Date.parse(request.issuedAt)
  const started = Date.parse(manifest.startedAt)
  const ended = Date.parse(manifest.endedAt)
  if (Number.isNaN(issued)) return 'cannot be dated: the request has no time'
  if (started < issued - SKEW_MINUTES * 60_000) return 'was collected before it was asked for'
  if (ended < started) return 'ends before it begins'
  if (ended > issued + HOURS_MAX * 3_600_000) return `was collected later than ${HOURS_MAX} hours`
  return null
}

/** Nothing missing, nothing more, nothing changed, and each by the command that was given. */
function wholeBundle(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: Manifest,
  policy: HardeningPolicy,
): Result<CheckedBundle, BundleRefusal> {
  const wanted = new Map(evidenceSources(policy).map(({ name, command }) => [name, command]))
  const listed = new Set<string>()
  const out: EvidenceFile[] = []
  const failed: { name: string; error: string }[] = []
  for (const { name, sha256: digest, command, error } of manifest.files) {
    if (listed.has(name)) return no(name, 'is listed twice')
    listed.add(name)
    if (wanted.get(name) !== command) return no(name, 'was collected by another command')
    const bytes = files.get(name)
    if (bytes === undefined) return no(name, 'is missing')
    if (hexOf(sha256(bytes)) !== digest.toLowerCase()) return no(name, 'changed since')
    if (error !== null) failed.push({ name, error })
    const text = textOfUtf8(bytes)
    // What a command wrote before it failed is no evidence.
    if (text !== null && error === null) out.push({ name, bytes, text })
  }
  const stray = [...files.keys()].find(
    (name) => name !== MANIFEST_FILE && name !== SIGNATURE_FILE && !listed.has(name),
  )
  if (stray !== undefined) return no(stray, 'is not in the manifest')
  const missing = [...wanted.keys()].find((name) => !listed.has(name))
  if (missing !== undefined) return no(missing, 'was not collected: the policy asks for it')
  const { host, machineGuid, startedAt, endedAt, isAdministrator } = manifest
  return accept({ host, machineGuid, startedAt, endedAt, isAdministrator, files: out, failed })
}

function manifestOf(bytes: Uint8Array): Manifest | null {
  const read = readStrictJson(bytes)
  if (!read.ok || typeof read.value !== 'object' || read.value === null) return null
  const value = read.value as Readonly<Record<string, unknown>>
  const { files, startedAt, endedAt } = value
  const texts = [value.nonce, value.host, value.machineGuid, startedAt, endedAt]
  if (value.format !== MANIFEST_FORMAT || !texts.every((one) => typeof one === 'string'))
    return null
  if (!INSTANT.test(String(startedAt)) || !INSTANT.test(String(endedAt))) return null
  // One file alone may be written without its brackets.
  const all: readonly unknown[] = Array.isArray(files) ? files : [files]
  const isListed = (one: unknown) => {
    const row = (one ?? {}) as Readonly<Record<string, unknown>>
    const { name, sha256: digest, command, error } = row
    return (
      [name, digest, command].every((text) => typeof text === 'string') &&
      (error === null || typeof error === 'string')
    )
  }
  if (typeof value.isAdministrator !== 'boolean' || !all.every(isListed)) return null
  return { ...value, files: all } as unknown as Manifest
}

function bytesOfHex(hex: string): Uint8Array | null {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return null
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function no(file: string, why: string): Result<never, BundleRefusal> {
  return refuse({ kind: 'bundle-refused', file, why })
}
