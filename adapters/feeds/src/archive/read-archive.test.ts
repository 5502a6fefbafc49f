import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { aTar, aTarGz } from '../../../../test/builders/a-tar.ts'
import { aZipArchive } from '../../../../test/builders/a-workbook.ts'
import { ARCHIVE_LIMITS } from './archive-limits.ts'
import { openAdvisoryArchive } from './read-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdpoint-archive-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let turn = 0
function fileOf(bytes: Uint8Array): string {
  const path = join(folder, String(turn++))
  writeFileSync(path, bytes)
  return path
}

async function documentsIn(bytes: Uint8Array) {
  const opened = await openAdvisoryArchive(fileOf(bytes))
  if (!opened.ok) throw new Error(`${opened.refusal.where} ${opened.refusal.words}`)
  const out: string[] = []
  for await (const { name, bytes: text, beside } of opened.value.read()) {
    out.push([name, Buffer.from(text).toString(), beside.sha256, beside.asc].join('|'))
  }
  expect(out).toHaveLength(opened.value.documents)
  return out
}

const refusalOf = async (bytes: Uint8Array, limits = {}) => {
  const given = { limits: { ...ARCHIVE_LIMITS, ...limits } }
  const opened = await openAdvisoryArchive(fileOf(bytes), given)
  return opened.ok ? 'taken' : `${opened.refusal.where}: ${opened.refusal.words}`
}

const entries = [
  { name: '2024/', type: '5' },
  { name: '2024/a.json', content: '{"a":1}' },
  { name: '2024/a.json.sha256', content: 'aa  a.json' },
  { name: 'b.json.asc', content: 'signed' },
  { name: 'b.json', content: '{}' },
  { name: 'README.md', content: 'not one of them' },
  { name: '._b.json', content: 'what a desktop leaves' },
]
const asZip = (given: typeof entries) =>
  aZipArchive(Object.fromEntries(given.map(({ name, content = '' }) => [name, content])))

describe('an archive of advisories', () => {
  test.each([
    ['zip', asZip(entries)],
    ['tar', aTar(entries)],
    ['tar.gz', aTarGz(entries)],
  ])('as %s gives its documents, each with what lies beside it', async (_, bytes) => {
    expect(await documentsIn(bytes)).toEqual([
      '2024/a.json|{"a":1}|aa  a.json|',
      'b.json|{}||signed',
    ])
  })

  test('a long name that tar writes into a header of its own is read', async () => {
    const name = `${'deep/'.repeat(60)}a.json`
    const pax = `path=${name}\n`
    const length = pax.length + 4
    const file = { name: 'short', content: '{}' }
    const gnu = aTar([{ name: '././@LongLink', type: 'L', content: `${name}\0` }, file])
    const posix = aTar([{ name: 'PaxHeader/a', type: 'x', content: `${length} ${pax}` }, file])
    expect(await documentsIn(gnu)).toEqual([`${name}|{}||`])
    expect(await documentsIn(posix)).toEqual([`${name}|{}||`])
  })

  test.each([
    '../../etc/cron.d/x.json',
    '/etc/passwd',
    'C:\\x.json',
    '..\\x.json',
    'a/../../b.json',
  ])('that leads out with %s is refused by that name', async (name) => {
    const bad = [
      { name: 'good.json', content: '{}' },
      { name, content: '{}' },
    ]
    expect(await refusalOf(aTar(bad))).toBe(`${name}: leads out of the archive`)
    expect(await refusalOf(asZip(bad))).toBe(`${name}: leads out of the archive`)
  })

  test('with a link, a device, a name twice, or an archive inside is refused by that entry', async () => {
    const good = { name: 'good.json', content: '{}' }
    expect(await refusalOf(aTar([good, { name: 'l', type: '2' }]))).toBe('l: is a link')
    expect(await refusalOf(aTar([{ name: 'd', type: '3' }]))).toBe('d: is no plain file (type "3")')
    expect(await refusalOf(aTar([good, good]))).toBe('good.json: stands twice in the archive')
    expect(await refusalOf(asZip([good, { name: 'in.zip', content: '' }]))).toBe(
      'in.zip: is an archive in the archive',
    )
    expect(await refusalOf(asZip([{ name: 'a.txt', content: '' }]))).toBe(
      'the archive: holds no .json file',
    )
  })

  test('that bursts is refused where it does: one entry, all of them, their number, their ratio', async () => {
    const zeros = (count: number) => Buffer.alloc(count)
    const two = [
      { name: 'a.json', content: zeros(900_000) },
      { name: 'b.json', content: zeros(900_000) },
    ]
    const zip = aZipArchive(Object.fromEntries(two.map((one) => [one.name, one.content])))
    for (const bytes of [zip, aTarGz(two)]) {
      expect(await refusalOf(bytes)).toBe('taken')
      expect(await refusalOf(bytes, { entryBytesMax: 1000 })).toBe(
        'a.json: unpacks to more than 1000 bytes',
      )
      expect(await refusalOf(bytes, { totalBytesMax: 1_000_000 })).toBe(
        'b.json: brings the archive to more than 1000000 bytes',
      )
      expect(await refusalOf(bytes, { entriesMax: 1 })).toBe(
        'b.json: is one more than the 1 entries',
      )
    }
    const bomb = aTarGz([{ name: 'bomb.json', content: zeros(15_000_000) }])
    expect(await refusalOf(bomb)).toBe(
      'bomb.json: brings the archive to more than 200 times its size',
    )
    const liar = aZipArchive({ 'liar.json': zeros(5_000_000) }, { saysBytes: 10 })
    expect(await refusalOf(liar)).toMatch(/^liar\.json: cannot be read: .*(10|size)/)
    const header = { name: 'x', type: 'x', content: zeros(100_000) }
    expect(await refusalOf(aTarGz([header]))).toBe('x: has a header of 100000 bytes')
  })

  test('that is cut off or damaged anywhere is refused, and never thrown', async () => {
    const files = Object.fromEntries(
      entries.slice(1, 3).map((one) => [one.name, one.content ?? '']),
    )
    for (const whole of [aZipArchive(files), aTar(entries), aTarGz(entries)]) {
      const taken: number[] = []
      for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 150)) {
        if ((await refusalOf(whole.subarray(0, at))) === 'taken') taken.push(at)
        const changed = Uint8Array.from(whole)
        changed[at] = (changed[at] ?? 0) ^ 0x5a
        await refusalOf(changed)
      }
      // A plain tar without the last of the zeros at its end has lost nothing.
      const isPlain = whole[0] !== 0x50 && whole[0] !== 0x1f
      const end = isPlain ? whole.length - 512 : whole.length
      expect(taken.filter((at) => at < end)).toEqual([])
    }
    expect(await refusalOf(new Uint8Array())).toBe('the archive: is cut off')
    expect(await refusalOf(Buffer.from('no archive at all'.repeat(99)))).toBe(
      'the archive: is followed by no header of a tar archive',
    )
  })
})
