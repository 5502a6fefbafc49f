import { createHash } from 'node:crypto'
import {
  buildEvidencePack,
  canonicalJson,
  encodeLedgerEntry,
  type PackVerification,
  packInMemory,
  signNote,
  tileNodes,
  verifyEvidencePack,
} from '@holdpoint/evidence'
import { verifyEd25519 } from '@holdpoint/evidence/node'
import { expect } from 'vitest'
import {
  accepted,
  aLedger,
  aLedgerEntry,
  checkpointOf,
  keyOf,
  LOG_KEY,
  someEntries,
} from './evidence-fixtures.ts'

export const ENTRIES = someEntries(600)
export const PICKED = [3, 299, 599]
export type Files = Map<string, Uint8Array>

export interface Manifest {
  entries: Record<string, unknown>[]
  files: { path: string; sha256: string; size: number }[]
}

export interface Making {
  readonly picked?: readonly number[]
  readonly size?: number
  readonly files?: ReadonlyMap<string, Uint8Array>
  readonly ledger?: Awaited<ReturnType<typeof aLedger>>
  readonly checkpoint?: string
  readonly key?: typeof LOG_KEY
}

export async function builtPack(making: Making) {
  const ledger = making.ledger ?? (await aLedger(ENTRIES.slice(0, making.size ?? 600)))
  const size = making.size ?? 600
  const bundle = async (index: number) =>
    index === 299 && making.ledger ? otherEntry(299) : ENTRIES[index]
  const entries = await Promise.all(
    (making.picked ?? PICKED).map(async (index) => ({
      index,
      bytes: (await bundle(index)) as Uint8Array,
    })),
  )
  const content = {
    subject: 'CIP-007 R2, March',
    site: 'works',
    createdAt: '2026-03-31T12:00:00.000Z',
    checkpoint: making.checkpoint ?? checkpointOf(ledger),
    entries,
    files:
      making.files ??
      new Map([
        ['report.html', bytes('<h1>March</h1>')],
        ['tables/devices.json', bytes('[]')],
      ]),
  }
  const signer = (making.key ?? LOG_KEY).signer
  return buildEvidencePack(content, { signer, source: { readNode: tileNodes(ledger, size) } })
}

export async function aPack(making: Making = {}): Promise<Files> {
  return new Map(accepted(await builtPack(making)))
}

/** What a thief of the key can do: pack.json changed and signed again, files renamed to fit. */
export async function rewritten(
  change: (manifest: Manifest) => unknown,
  renames: readonly (readonly [string, string])[] = [],
): Promise<Files> {
  const pack = await aPack()
  const manifest = JSON.parse(text(pack, 'pack.json')) as Manifest
  change(manifest)
  const manifestBytes = bytes(canonicalJson(manifest as never))
  pack.set('pack.json', manifestBytes)
  const digest = createHash('sha256').update(manifestBytes).digest('base64')
  const note = await signNote(`holdpoint-evidence/1\n${digest}\n`, LOG_KEY.signer)
  pack.set('pack.note', bytes(note))
  for (const [from, to] of renames) {
    pack.set(to, pack.get(from) as Uint8Array)
    pack.delete(from)
  }
  return pack
}

export function otherEntry(index: number): Uint8Array {
  return encodeLedgerEntry(aLedgerEntry(index, { by: 'somebody.else' }))
}

export function options(): PackVerification {
  return { trustedKeys: [keyOf(LOG_KEY)], verify: verifyEd25519 }
}

export async function failuresOf(pack: Files): Promise<string[]> {
  const { ok, failures } = await verifyEvidencePack(packInMemory(pack), options())
  expect(ok).toBe(failures.length === 0)
  return failures.map(({ code, where }) => `${code} ${where}`)
}

export function edit(pack: Files, path: string, at = 5): void {
  const content = pack.get(path) as Uint8Array
  pack.set(path, content.with(at, (content[at] as number) ^ 1))
}

export function bytes(content: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(content)
}

export function text(pack: Files, path: string): string {
  return new TextDecoder().decode(pack.get(path))
}
