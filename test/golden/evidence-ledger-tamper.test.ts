import { encodeLedgerEntry, type LedgerVerification, verifyLedger } from '@holdpoint/evidence'
import { nodeSha256, verifyEd25519 } from '@holdpoint/evidence/node'
import { describe, expect, test } from 'vitest'
import {
  aForgedLedger,
  aLedger,
  aLedgerEntry,
  checkpointOf,
  editBundle,
  keyOf,
  LOG_KEY,
  MemoryFiles,
  OTHER_KEY,
  someEntries,
} from './evidence-fixtures.ts'

const ENTRIES = someEntries(600)
const BAD = 300
const SECOND_BUNDLE = 'tile/entries/001'
const AT = BAD - 256

const edited = encodeLedgerEntry(aLedgerEntry(BAD, { by: 'somebody.else' }))
const inserted = encodeLedgerEntry(
  aLedgerEntry(BAD, { stream: 'change:new', version: 1, command: 'never-happened' }),
)
const backDated = encodeLedgerEntry(aLedgerEntry(BAD, { at: '2026-02-01T00:00:00.000Z' }))
const reEncoded = new TextEncoder().encode(
  JSON.stringify(Object.fromEntries(Object.entries(aLedgerEntry(BAD)).reverse())),
)

const splice = (entries: readonly Uint8Array[], at: number, cut: number, ...put: Uint8Array[]) =>
  entries.toSpliced(at, cut, ...put)
const swap = (entries: readonly Uint8Array[], at: number) =>
  entries.toSpliced(at, 2, entries[at + 1] as Uint8Array, entries[at] as Uint8Array)

describe('a ledger whose files alone were changed', () => {
  test.each<[string, (entries: Uint8Array[]) => Uint8Array[], string]>([
    ['edit', (e) => splice(e, AT, 1, edited), 'tile-mismatch'],
    ['delete', (e) => splice(e, AT, 1), 'tile-mismatch'],
    ['insert', (e) => splice(e, AT, 0, inserted), 'tile-mismatch'],
    ['reorder', (e) => swap(e, AT), 'tile-mismatch'],
    ['back-date', (e) => splice(e, AT, 1, backDated), 'entry-back-dated'],
    ['re-encode', (e) => splice(e, AT, 1, reEncoded), 'entry-not-canonical'],
    ['duplicate', (e) => splice(e, AT, 0, e[AT - 1] as Uint8Array), 'stream-gap'],
  ])('%s is found at the first bad entry', async (_name, edit, code) => {
    const files = await aLedger(ENTRIES)
    editBundle(files, SECOND_BUNDLE, edit)
    expect(await firstBad(files)).toMatchObject({ index: BAD, code })
  })

  test('a truncated bundle is found at the first missing entry', async () => {
    const files = await aLedger(ENTRIES)
    editBundle(files, 'tile/entries/002.p/88', (e) => e.slice(0, 80))
    expect(await firstBad(files)).toMatchObject({ index: 592, code: 'entries-missing' })
    files.files.delete('tile/entries/002.p/88')
    expect(await firstBad(files)).toMatchObject({ index: 512, code: 'entries-missing' })
  })

  test('an entry too many at the end is found', async () => {
    const files = await aLedger(ENTRIES)
    editBundle(files, 'tile/entries/002.p/88', (e) => [...e, inserted])
    expect(await firstBad(files)).toMatchObject({ index: 600, code: 'size-mismatch' })
  })

  test('a flipped bit in any file of the log is found', async () => {
    const sound = await aLedger(ENTRIES.slice(0, 300))
    const missed: string[] = []
    let flips = 0
    for (const [path, bytes] of sound.files) {
      if (path === 'keys/log.vkey') continue
      for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 100))) {
        const flipped = bytes.with(at, (bytes[at] as number) ^ 1)
        const files = new MemoryFiles(new Map(sound.files).set(path, flipped))
        if ((await firstBad(files)) === undefined) missed.push(`${path}@${at}`)
        flips++
      }
    }
    console.log(`score: ledger bit flips found ${flips - missed.length}/${flips}`)
    expect(missed).toEqual([])
  })

  test('entry and leaf tile changed together are found by the tile above', async () => {
    const files = await aLedger(ENTRIES)
    const forged = await aForgedLedger(splice(ENTRIES, BAD, 1, edited))
    for (const path of [SECOND_BUNDLE, 'tile/0/001']) {
      files.files.set(path, forged.files.get(path) as Uint8Array)
    }
    expect(await firstBad(files)).toMatchObject({ index: 256, code: 'tile-mismatch' })
    files.files.set('tile/1/000.p/2', forged.files.get('tile/1/000.p/2') as Uint8Array)
    expect(await firstBad(files)).toMatchObject({ index: null, code: 'root-mismatch' })
  })

  test('a missing tile is named', async () => {
    const files = await aLedger(ENTRIES)
    files.files.delete('tile/1/000.p/2')
    expect((await firstBad(files))?.why).toContain('tile/1/000.p/2')
    files.files.delete('tile/0/001')
    expect(await firstBad(files)).toMatchObject({ index: 256, code: 'tile-missing' })
  })
})

describe('a ledger that a thief of the key signed again', () => {
  const keptAt100 = aLedger(ENTRIES.slice(0, 100)).then(checkpointOf)
  const keptAt500 = aLedger(ENTRIES.slice(0, 500)).then(checkpointOf)

  test.each<[string, readonly Uint8Array[]]>([
    ['edit', splice(ENTRIES, BAD, 1, edited)],
    ['delete at the end of a stream', splice(ENTRIES.slice(0, 501), 498, 1)],
    ['insert', splice(ENTRIES, BAD, 0, inserted)],
    ['another history from entry 300 on', [...ENTRIES.slice(0, BAD), ...otherHistory()]],
  ])('%s keeps every rule and is found by the kept checkpoint alone', async (_name, entries) => {
    const files = await aForgedLedger(entries)
    expect(await firstBad(files)).toBeUndefined()
    const keptCheckpoints = [await keptAt500, await keptAt100]
    expect(await firstBad(files, { keptCheckpoints })).toMatchObject({ index: 100, code: 'fork' })
  })

  test.each<[string, readonly Uint8Array[], string, number]>([
    ['delete', splice(ENTRIES, BAD, 1), 'stream-gap', 302],
    ['reorder', swap(ENTRIES, BAD), 'entry-back-dated', 301],
    ['reorder inside a stream', swap(sameStream(), 2), 'stream-gap', 2],
    ['back-date', splice(ENTRIES, BAD, 1, backDated), 'entry-back-dated', 300],
    ['re-encode', splice(ENTRIES, BAD, 1, reEncoded), 'entry-not-canonical', 300],
    ['duplicate', splice(ENTRIES, BAD, 0, ENTRIES[BAD - 1] as Uint8Array), 'stream-gap', 300],
    ['a foreign text', splice(ENTRIES, BAD, 1, new Uint8Array([1, 2])), 'entry-malformed', 300],
  ])('%s is found by the rules for entries', async (_name, entries, code, index) => {
    expect(await firstBad(await aForgedLedger(entries))).toMatchObject({ index, code })
  })

  test('a log cut short and signed again is found by the kept checkpoint', async () => {
    const files = await aForgedLedger(ENTRIES.slice(0, 400))
    expect(await firstBad(files)).toBeUndefined()
    const keptCheckpoints = [await keptAt500]
    const found = await firstBad(files, { keptCheckpoints })
    expect(found).toMatchObject({ index: 400, code: 'truncated' })
  })

  test('the same size with another root is a fork', async () => {
    const files = await aForgedLedger(splice(ENTRIES.slice(0, 500), BAD, 1, edited))
    const keptCheckpoints = [await keptAt500]
    expect(await firstBad(files, { keptCheckpoints })).toMatchObject({ index: 0, code: 'fork' })
  })
})

describe('whose signature counts', () => {
  test('a ledger signed with another key of the same name is refused', async () => {
    const files = await aForgedLedger(ENTRIES, OTHER_KEY)
    expect(await firstBad(files)).toMatchObject({ index: null, code: 'key-unknown' })
  })

  test('a signature over another text is refused', async () => {
    const files = await aLedger(ENTRIES)
    const note = checkpointOf(files).replace('\n600\n', '\n599\n')
    files.files.set('checkpoint', new TextEncoder().encode(note))
    expect(await firstBad(files)).toMatchObject({ index: null, code: 'signature-invalid' })
  })

  test('without a given key the folder’s own is used, and the verdict says so', async () => {
    const files = await aForgedLedger(ENTRIES, OTHER_KEY)
    const verdict = await verifyLedger(files, { verify: verifyEd25519, hash: nodeSha256 })
    expect(verdict).toMatchObject({ ok: true, size: 600, keyOrigin: 'keys-in-folder' })
  })

  test('a checkpoint that is missing, cut or padded is refused by name', async () => {
    const files = await aLedger(ENTRIES)
    const note = checkpointOf(files)
    for (const bad of [note.slice(0, -1), `${note}\n`, note.replace('\n600\n', '\n0600\n'), '']) {
      files.files.set('checkpoint', new TextEncoder().encode(bad))
      expect((await firstBad(files))?.code, bad).toMatch(/checkpoint-malformed|signature-invalid/)
    }
    files.files.delete('checkpoint')
    expect(await firstBad(files)).toMatchObject({ index: null, code: 'checkpoint-missing' })
  })
})

test('a sound ledger passes with every checkpoint that was ever kept', async () => {
  const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 600]
  const kept = sizes.map(async (size) => checkpointOf(await aLedger(ENTRIES.slice(0, size))))
  const verdict = await verifyLedger(await aLedger(ENTRIES), {
    ...options(),
    keptCheckpoints: await Promise.all(kept),
  })
  expect(verdict).toMatchObject({ ok: true, size: 600, keyOrigin: 'given-keys' })
})

function options(): LedgerVerification {
  return { trustedKeys: [keyOf(LOG_KEY)], verify: verifyEd25519, hash: nodeSha256 }
}

async function firstBad(files: MemoryFiles, more: Partial<LedgerVerification> = {}) {
  return (await verifyLedger(files, { ...options(), ...more })).firstBad
}

function otherHistory(): Uint8Array[] {
  const indexes = Array.from({ length: 300 }, (_, i) => BAD + i)
  return indexes.map((i) => encodeLedgerEntry(aLedgerEntry(i, { by: 'somebody.else' })))
}

/** Ten entries of one stream in the same instant: only the version tells their order. */
function sameStream(): Uint8Array[] {
  const at = '2026-03-01T00:00:00.000Z'
  const indexes = Array.from({ length: 10 }, (_, i) => i)
  return indexes.map((i) => encodeLedgerEntry(aLedgerEntry(i, { at, stream: 's', version: i + 1 })))
}
