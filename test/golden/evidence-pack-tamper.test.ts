import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isPackPath, packInMemory, verifyEvidencePack } from '@holdpoint/evidence'
import { verifyEd25519, verifyEvidenceFolder } from '@holdpoint/evidence/node'
import { describe, expect, test } from 'vitest'
import {
  accepted,
  aForgedLedger,
  aLedgerEntry,
  keyOf,
  LOG_KEY,
  OTHER_KEY,
} from './evidence-fixtures.ts'
import {
  aPack,
  builtPack,
  bytes,
  ENTRIES,
  edit,
  type Files,
  failuresOf,
  options,
  otherEntry,
  text,
} from './evidence-pack-fixtures.ts'

describe('an evidence pack', () => {
  test('that we build verifies, and its entries are those of the ledger', async () => {
    const pack = await aPack()
    expect([...pack.keys()].sort()).toEqual([
      'entries/000003.json',
      'entries/000299.json',
      'entries/000599.json',
      'keys/log.vkey',
      'pack.json',
      'pack.note',
      'report.html',
      'tables/devices.json',
    ])
    expect(pack.get('entries/000299.json')).toEqual(ENTRIES[299])
    const verdict = await verifyEvidencePack(packInMemory(pack), options())
    expect(verdict).toEqual({ ok: true, failures: [], keyOrigin: 'given-keys' })
  })

  test('without a given key verifies by the key in it, and says so', async () => {
    const verdict = await verifyEvidencePack(packInMemory(await aPack()), { verify: verifyEd25519 })
    expect(verdict).toMatchObject({ ok: true, keyOrigin: 'keys-in-folder' })
  })

  test('of an empty selection is still signed', async () => {
    const pack = await aPack({ picked: [] })
    expect(await failuresOf(pack)).toEqual([])
    pack.set('report.html', bytes('<p>none</p>'))
    expect(await failuresOf(pack)).toEqual(['file-mismatch report.html'])
  })

  test('is not built over paths that mean something else elsewhere', async () => {
    for (const path of ['../x', '/x', 'a\\b', 'entries/x.json', 'pack.json', 'nul.txt', 'a/./b']) {
      const built = await builtPack({ files: new Map([[path, bytes('x')]]) })
      expect(built, path).toMatchObject({ ok: false, refusal: { kind: 'path-refused', path } })
    }
    const beyond = await builtPack({ picked: [3], size: 2 })
    expect(beyond).toMatchObject({ ok: false, refusal: { kind: 'entry-not-covered', index: 3 } })
  })
})

describe('a pack that was tampered with', () => {
  test.each<[string, (pack: Files) => void, string[]]>([
    ['a report edited', (p) => edit(p, 'report.html'), ['file-mismatch report.html']],
    [
      'a report made longer',
      (p) => p.set('report.html', bytes('<h1>Sealed and signed by all</h1>')),
      ['file-mismatch report.html'],
    ],
    ['a report removed', (p) => p.delete('report.html'), ['file-missing report.html']],
    ['a file added', (p) => p.set('extra.html', bytes('x')), ['file-unknown extra.html']],
    [
      'a hidden entry added',
      (p) => p.set('entries/000004.json', ENTRIES[4] as Uint8Array),
      ['file-unknown entries/000004.json'],
    ],
    [
      'an entry edited',
      (p) => p.set('entries/000299.json', otherEntry(299)),
      ['entry-mismatch entries/000299.json'],
    ],
    [
      'an entry re-encoded',
      (p) => p.set('entries/000003.json', bytes(JSON.stringify(aLedgerEntry(3), null, 1))),
      ['entry-not-canonical entries/000003.json', 'entry-mismatch entries/000003.json'],
    ],
    [
      'an entry removed',
      (p) => p.delete('entries/000599.json'),
      ['entry-missing entries/000599.json'],
    ],
    ['the signature removed', (p) => p.delete('pack.note'), ['pack-unsigned pack.note']],
    ['the signature edited', (p) => edit(p, 'pack.note', 150), ['signature-invalid pack.note']],
    ['the pack.json removed', (p) => p.delete('pack.json'), ['pack-missing pack.json']],
    [
      'white space in pack.json',
      (p) => p.set('pack.json', bytes(`${text(p, 'pack.json')} `)),
      ['pack-not-canonical pack.json'],
    ],
    [
      'a second key slipped in',
      (p) => edit(p, 'keys/log.vkey', 60),
      ['file-mismatch keys/log.vkey'],
    ],
  ])('%s is found and named', async (_name, tamper, failures) => {
    const pack = await aPack()
    tamper(pack)
    expect(await failuresOf(pack)).toEqual(failures)
  })

  test('all that is wrong is reported at once', async () => {
    const pack = await aPack()
    edit(pack, 'report.html')
    pack.delete('entries/000003.json')
    pack.set('x', bytes('x'))
    expect(await failuresOf(pack)).toEqual([
      'entry-missing entries/000003.json',
      'file-mismatch report.html',
      'file-unknown x',
    ])
  })

  test('a flipped bit in any file is found', async () => {
    const sound = await aPack()
    const missed: string[] = []
    let flips = 0
    for (const [path, content] of sound) {
      for (let at = 0; at < content.length; at += Math.max(1, Math.floor(content.length / 60))) {
        const flipped = content.with(at, (content[at] as number) ^ 1)
        if ((await failuresOf(new Map(sound).set(path, flipped))).length === 0) {
          missed.push(`${path}@${at}`)
        }
        flips++
      }
    }
    console.log(`score: evidence pack bit flips found ${flips - missed.length}/${flips}`)
    expect(missed).toEqual([])
  })
})

describe('whose pack it is', () => {
  test('a pack of another key is refused', async () => {
    const ledger = await aForgedLedger(ENTRIES, OTHER_KEY)
    const pack = accepted(await builtPack({ ledger, key: OTHER_KEY }))
    expect(await failuresOf(new Map(pack))).toEqual(['key-unknown checkpoint'])
  })

  test('a checkpoint of the log does not make a stranger’s pack its own', async () => {
    const pack = accepted(await builtPack({ key: OTHER_KEY }))
    expect(await failuresOf(new Map(pack))).toEqual(['key-unknown pack.note'])
  })
})

describe('a pack in a folder', () => {
  test('verifies from the disk; a link in place of a file does not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-pack-'))
    const outside = mkdtempSync(join(tmpdir(), 'holdpoint-outside-'))
    try {
      for (const [path, content] of await aPack()) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
      const trustedKeys = [keyOf(LOG_KEY)]
      expect(accepted(await verifyEvidenceFolder(folder, { trustedKeys }))).toMatchObject({
        ok: true,
      })
      const elsewhere = join(outside, 'report.html')
      writeFileSync(elsewhere, (await aPack()).get('report.html') as Uint8Array)
      rmSync(join(folder, 'report.html'))
      symlinkSync(elsewhere, join(folder, 'report.html'))
      const { failures } = accepted(await verifyEvidenceFolder(folder, { trustedKeys }))
      expect(failures.map((f) => f.where)).toEqual(['report.html'])
      expect(await verifyEvidenceFolder(join(folder, 'none'))).toMatchObject({ ok: false })
    } finally {
      for (const path of [folder, outside]) rmSync(path, { recursive: true, force: true })
    }
  })
})

test('a path of a pack is plain', () => {
  const good = ['a', 'a.html', 'a-b_c/1.2.json', '_x', 'consul.html']
  const bad = [
    '',
    '.',
    '..',
    'a/',
    '/a',
    'a//b',
    '.hidden',
    'a.',
    'a b',
    'a\0',
    'é',
    'CON',
    'x/Nul.txt',
  ]
  expect(good.filter((path) => !isPackPath(path))).toEqual([])
  expect([...bad, 'a'.repeat(300)].filter(isPackPath)).toEqual([])
})
