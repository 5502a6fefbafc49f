import { packInMemory, verifyEvidencePack } from '@holdpoint/evidence'
import { describe, expect, test } from 'vitest'
import { accepted, aForgedLedger, aLedger, checkpointOf } from './evidence-fixtures.ts'
import {
  aPack,
  builtPack,
  bytes,
  ENTRIES,
  failuresOf,
  type Manifest,
  options,
  otherEntry,
  rewritten,
} from './evidence-pack-fixtures.ts'

describe('a pack whose pack.json was rewritten to fit', () => {
  test('a report and its digest changed together are found by the signature', async () => {
    const pack = await aPack()
    const other = await aPack({ files: new Map([['report.html', bytes('<h1>All well</h1>')]]) })
    for (const path of ['report.html', 'pack.json']) pack.set(path, other.get(path) as Uint8Array)
    pack.delete('tables/devices.json')
    expect(await failuresOf(pack)).toEqual(['pack-mismatch pack.json'])
  })

  test('an entry that the log never held is found by its proof, though a thief signs', async () => {
    const pack = await aPack()
    const forged = otherEntry(299)
    const other = await aForgedLedger(ENTRIES.with(299, forged))
    const built = accepted(
      await builtPack({ ledger: other, checkpoint: checkpointOf(await aLedger(ENTRIES)) }),
    )
    expect(await failuresOf(new Map(built))).toContain('inclusion-invalid entries/000299.json')
    expect(await failuresOf(pack)).toEqual([])
  })

  test('an entry shown under another number is found by its proof', async () => {
    const failures = await failuresOf(
      await rewritten(
        (m) => {
          m.entries[0] = { ...m.entries[0], index: 4, file: 'entries/000004.json' }
        },
        [['entries/000003.json', 'entries/000004.json']],
      ),
    )
    expect(failures).toEqual(['inclusion-invalid entries/000004.json'])
  })

  test.each([
    ['a path out of the pack', '../../etc/passwd', 'path-refused'],
    ['an absolute path', '/etc/passwd', 'path-refused'],
    ['a backslash', 'reports\\..\\x', 'path-refused'],
    ['a drive', 'C:x', 'path-refused'],
    ['a device', 'aux.html', 'path-refused'],
    ['an accent in two forms', 'pru\u0308fung.html', 'path-refused'],
    ['the same file again', 'REPORT.html', 'path-repeated'],
    ['pack.json itself', 'pack.json', 'path-repeated'],
  ])('%s is refused before anything is opened', async (_name, path, code) => {
    const pack = await rewritten((m) => m.files.push({ path, sha256: '00'.repeat(32), size: 1 }))
    const opened: string[] = []
    const source = packInMemory(pack)
    const read = (name: string) => {
      opened.push(name)
      return source.read(name)
    }
    const verdict = await verifyEvidencePack({ ...source, read }, options())
    expect(verdict.failures.map((f) => `${f.code} ${f.where}`)).toEqual([`${code} ${path}`])
    expect(opened).toEqual(['pack.json', 'pack.note'])
  })

  test.each<[string, (manifest: Manifest) => void, string]>([
    ['another format', (m) => Object.assign(m, { format: 'holdpoint-evidence/2' }), 'format'],
    ['a field too many', (m) => Object.assign(m, { note: '' }), 'a field that is not known'],
    ['no subject', (m) => Object.assign(m, { subject: 1 }), 'subject'],
    ['a day as instant', (m) => Object.assign(m, { createdAt: '2026-03-01' }), 'createdAt'],
    [
      'a cut proof hash',
      (m) => Object.assign(m.entries[1] ?? {}, { proof: ['AAAA'] }),
      'entries/1/proof',
    ],
    [
      'a file of its own name',
      (m) => Object.assign(m.entries[1] ?? {}, { file: 'a.json' }),
      'entries/1/file',
    ],
    ['a negative size', (m) => Object.assign(m.files[0] ?? {}, { size: -1 }), 'files/0/size'],
  ])('%s is malformed, and the field is named', async (_name, change, where) => {
    expect(await failuresOf(await rewritten(change))).toEqual([`pack-malformed ${where}`])
  })
})
