import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  encodeLedgerEntry,
  type LedgerFiles,
  verifyLedger,
  writeLedgerFiles,
} from '@holdpoint/evidence'
import {
  ledgerFolder,
  nodeSha256,
  verifyEd25519,
  verifyLedgerFolder,
} from '@holdpoint/evidence/node'
import { describe, expect, test } from 'vitest'
import {
  accepted,
  aForgedLedger,
  aLedger,
  aLedgerEntry,
  checkpointOf,
  keyOf,
  LOG_KEY,
  MemoryFiles,
  OTHER_KEY,
  someEntries,
} from './evidence-fixtures.ts'

const ENTRIES = someEntries(800)
const WRITING = { signer: LOG_KEY.signer, verify: verifyEd25519, hash: nodeSha256 }

describe('writing a ledger', () => {
  test('in any portions it is the ledger written at once', async () => {
    const files = new MemoryFiles()
    let done = 0
    for (const portion of [0, 1, 1, 253, 1, 1, 0, 255, 288]) {
      accepted(await writeLedgerFiles(files, ENTRIES.slice(done, done + portion), WRITING))
      done += portion
      expect((await verified(files)).ok, `${done} entries`).toBe(true)
      const atOnce = await aForgedLedger(ENTRIES.slice(0, done))
      for (const [path, bytes] of atOnce.files) expect(files.files.get(path), path).toEqual(bytes)
    }
    expect(done).toBe(800)
  })

  test('partial tiles go once the full one is there', async () => {
    const files = new MemoryFiles()
    accepted(await writeLedgerFiles(files, ENTRIES.slice(0, 200), WRITING))
    expect([...files.files.keys()].filter((path) => path.includes('000.p'))).toHaveLength(2)
    accepted(await writeLedgerFiles(files, ENTRIES.slice(200, 300), WRITING))
    const partial = [...files.files.keys()].filter((path) => path.includes('.p/'))
    expect(partial.sort()).toEqual(['tile/0/001.p/44', 'tile/1/000.p/1', 'tile/entries/001.p/44'])
  })

  test('a disk lost before any write leaves the old ledger, and a retry the new one', async () => {
    const before = await aLedger(ENTRIES.slice(0, 250))
    const total = await writesOf(before, ENTRIES.slice(250, 530))
    expect(total).toBeGreaterThan(8)
    for (let failAfter = 0; failAfter < total; failAfter++) {
      const files = new MemoryFiles(before.files)
      files.failAfter = failAfter
      const writing = writeLedgerFiles(files, ENTRIES.slice(250, 530), WRITING)
      await expect(writing).rejects.toThrow('planted')
      const { ok, size } = await verified(files)
      expect(ok, `lost after ${failAfter}`).toBe(true)
      // The checkpoint may be written already; then only the clearing away was lost.
      files.failAfter = Number.POSITIVE_INFINITY
      accepted(await writeLedgerFiles(files, ENTRIES.slice(size ?? 0, 530), WRITING))
      expect(await verified(files)).toMatchObject({ ok: true, size: 530 })
    }
    console.log(`score: ledger writes lost and repaired ${total}/${total}`)
  })

  test('an entry that is too large is refused by name and nothing is written', async () => {
    const files = new MemoryFiles()
    const large = encodeLedgerEntry(aLedgerEntry(1, { body: { log: 'x'.repeat(65_535) } }))
    const result = await writeLedgerFiles(files, [ENTRIES[0] as Uint8Array, large], WRITING)
    expect(result).toMatchObject({
      ok: false,
      refusal: { kind: 'entry-too-large', position: 1, bytes: large.length, bytesMax: 65_535 },
    })
    expect(files.files.size).toBe(0)
  })

  test('an entry that no verifier would accept is refused', async () => {
    const result = await writeLedgerFiles(new MemoryFiles(), [new Uint8Array([0x7b])], WRITING)
    expect(result).toMatchObject({ refusal: { kind: 'entry-malformed', position: 0 } })
  })

  test('a damaged ledger is never signed over', async () => {
    const next = ENTRIES.slice(300, 301)
    for (const path of [
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/001.p/44',
      'checkpoint',
    ]) {
      const files = await aLedger(ENTRIES.slice(0, 300))
      const bytes = files.files.get(path) as Uint8Array
      files.files.set(path, bytes.with(30, (bytes[30] as number) ^ 1))
      const result = await writeLedgerFiles(files, next, WRITING)
      expect(result, path).toMatchObject({ ok: false, refusal: { kind: 'ledger-damaged' } })
    }
    const foreign = await aForgedLedger(ENTRIES.slice(0, 300), OTHER_KEY)
    const refused = await writeLedgerFiles(foreign, next, WRITING)
    expect(refused).toMatchObject({ refusal: { kind: 'ledger-damaged', path: 'checkpoint' } })
  })

  test('a new key goes on where the former key ended, and both stand in the folder', async () => {
    const files = await aForgedLedger(ENTRIES.slice(0, 300), OTHER_KEY)
    const writing = { ...WRITING, formerKeys: [keyOf(OTHER_KEY)] }
    accepted(await writeLedgerFiles(files, ENTRIES.slice(300, 310), writing))
    const keys = new TextDecoder().decode(files.files.get('keys/log.vkey'))
    expect(keys).toBe(`${OTHER_KEY.verifierKey}\n${LOG_KEY.verifierKey}\n`)
    expect(await verified(files)).toMatchObject({ ok: true, size: 310 })
  })
})

describe('a ledger in a folder', () => {
  test('is written, appended to and verified from the disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-ledger-'))
    try {
      const files: LedgerFiles = ledgerFolder(folder)
      accepted(await writeLedgerFiles(files, ENTRIES.slice(0, 250), WRITING))
      accepted(await writeLedgerFiles(files, ENTRIES.slice(250), WRITING))
      const trustedKeys = [keyOf(LOG_KEY)]
      const verdict = accepted(await verifyLedgerFolder(folder, { trustedKeys }))
      expect(verdict).toMatchObject({ ok: true, size: 800, keyOrigin: 'given-keys' })
      const left = readdirSync(folder, { recursive: true }).map(String)
      expect(left.filter((path) => path.endsWith('.new') || path.includes('000.p'))).toEqual([
        join('tile', '1', '000.p'),
        join('tile', '1', '000.p', '3'),
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('is the same as in memory', async () => {
    const memory = await aLedger(ENTRIES)
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-ledger-'))
    try {
      const files = ledgerFolder(folder)
      accepted(await writeLedgerFiles(files, ENTRIES, WRITING))
      for (const [path, bytes] of memory.files) {
        expect(new Uint8Array((await files.read(path)) ?? []), path).toEqual(new Uint8Array(bytes))
      }
      expect(await files.read('tile/0/999')).toBeNull()
      expect(await files.read('checkpoint/not-a-folder')).toBeNull()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('that is not there is refused', async () => {
    const result = await verifyLedgerFolder(join(tmpdir(), 'holdpoint-no-such-folder'))
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'folder-unreadable' } })
  })
})

async function verified(files: MemoryFiles) {
  const options = { trustedKeys: [keyOf(LOG_KEY), keyOf(OTHER_KEY)] }
  return verifyLedger(files, { ...options, verify: verifyEd25519, hash: nodeSha256 })
}

async function writesOf(before: MemoryFiles, entries: readonly Uint8Array[]): Promise<number> {
  const files = new MemoryFiles(before.files)
  files.failAfter = 1_000_000
  accepted(await writeLedgerFiles(files, entries, WRITING))
  expect(checkpointOf(files)).toContain('\n530\n')
  return 1_000_000 - files.failAfter
}
