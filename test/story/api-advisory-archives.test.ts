import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTarGz } from '../builders/a-tar.ts'
import { aZipArchive } from '../builders/a-workbook.ts'
import { testData } from '../test-data.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url)
const text = readFileSync(shipped, 'utf8')
const advisory = (id: string) => text.replaceAll('HPDEMO-2026-001', id)
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

describe('advisories in archives', () => {
  const folder = temporaryFolder('archives')
  let server: ServerProcess
  let people: People
  let mara: TerminalPerson

  beforeAll(async () => {
    server = await startServer({ dataFolder: join(folder.path, 'data') })
    people = peopleAt(server.address)
    // Signs in, before parts are sent that would not.
    await people.mara.ask(api.listAdvisories)
    mara = new TerminalPerson({ login: 'mara', server: server.address, folder: folder.path })
  })

  afterAll(async () => {
    await server?.stop()
    folder.remove()
  })

  const send = async (files: Readonly<Record<string, Uint8Array>>) => {
    const answer = await api.importInParts(people.mara.send, {
      id: randomUUID(),
      sources: Object.entries(files).map(([fileName, bytes]) => ({
        fileName,
        sizeBytes: bytes.length,
        read: async (from, to) => bytes.subarray(from, to),
      })),
      tell: () => {},
      cancelled: () => false,
    })
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
    return answer.value
  }
  const stored = async () => {
    const { advisories } = await people.mara.ask(api.listAdvisories)
    return advisories.map((one) => one.advisoryId).filter((one) => one.startsWith('ARCH-'))
  }

  test('come out of a zip and a tar.gz, and a document that its hash contradicts does not', async () => {
    const files = {
      '2024/one.json': advisory('ARCH-1'),
      '2024/one.json.sha256': `${sha256(advisory('ARCH-1'))}  one.json\n`,
      '2024/two.json': advisory('ARCH-2'),
      '2024/two.json.sha256': `${sha256('something else')}  two.json\n`,
      'README.txt': 'no advisory',
    }
    const entries = [{ name: 'three.json', content: advisory('ARCH-3') }]
    const job = await send({ 'a.zip': aZipArchive(files), 'b.tar.gz': aTarGz(entries) })
    expect(job.state).toBe('done')
    expect(job.result).toMatchObject({ stored: 2, unchanged: 0 })
    const own = sha256(advisory('ARCH-2')).slice(0, 16)
    const said = sha256('something else').slice(0, 16)
    const why = `its sha256 is ${own}…, beside it stands ${said}…`
    const fileName = 'a.zip/2024/two.json'
    expect(job.result?.refused).toEqual([{ fileName, where: fileName, why }])
    expect(await stored()).toEqual(['ARCH-1', 'ARCH-3'])
    expect(stagedFolders(folder.path)).toEqual([])
  })

  test('with one entry that leads out give nothing, and the entry is named; the rest goes on', async () => {
    const bad = aZipArchive({ 'ok.json': advisory('ARCH-8'), '../../out.json': advisory('ARCH-9') })
    const job = await send({
      'bad.zip': bad,
      'good.zip': aZipArchive({ 'x.json': advisory('ARCH-4') }),
    })
    const why = '../../out.json leads out of the archive; nothing of the archive is taken'
    expect(job.result?.refused).toEqual([{ fileName: 'bad.zip', where: '../../out.json', why }])
    expect(await stored()).toEqual(['ARCH-1', 'ARCH-3', 'ARCH-4'])
  })

  test('are taken by the terminal, as files and in folders, with the hashes of a folder', async () => {
    const carried = join(folder.path, 'carried')
    mkdirSync(carried)
    const put = (name: string, content: string | Uint8Array) =>
      writeFileSync(join(carried, name), content)
    put('five.json', advisory('ARCH-5'))
    put('five.json.sha512', 'f'.repeat(128))
    put('six.json', advisory('ARCH-6'))
    put('more.tgz', aTarGz([{ name: 'seven.json', content: advisory('ARCH-7') }]))
    const said = JSON.parse(await mara.says(`advisories import ${carried}`))
    expect(said).toMatchObject({ state: 'done', stored: 2, refused: [{ fileName: 'five.json' }] })
    expect(said.refused[0].why).toMatch(/^its sha512 is .*, beside it stands ffffffffffffffff…$/)
    expect(await stored()).toEqual(['ARCH-1', 'ARCH-3', 'ARCH-4', 'ARCH-6', 'ARCH-7'])
  })

  test('a part out of its order, and a person who may not import, are refused', async () => {
    const params = { id: randomUUID() }
    const body = { ordinal: 0, fileName: 'a.zip', at: 9, base64: 'UEsDBA==' }
    const [missing] = await people.mara.refusalsOf(api.stageArchive, { params, body })
    expect(missing?.what).toBe('a.zip: the part before byte 9 has not arrived')
    const [other] = await people.noor.refusalsOf(api.stageArchive, { params, body })
    expect(other?.kind).toBe('not-your-role')
    const [none] = await people.mara.refusalsOf(api.startAdvisoryImport, { params })
    expect(none?.kind).toBe('no-such-import')
  })

  const data = testData()
  test.skipIf(data === null)(
    'a whole year of real advisories is one file (needs the outside test data)',
    async () => {
      const name = 'cisa-ics-csaf-2023.tgz'
      const bytes = readFileSync(join(data ?? '', 'advisories', name))
      const from = performance.now()
      const job = await send({ [name]: bytes })
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      const { stored: count = 0, refused = [] } = job.result ?? {}
      console.log(
        `score: archive of 2023: ${count} stored, ${refused.length} refused, ${seconds} s`,
      )
      expect(job.state).toBe('done')
      expect(count).toBeGreaterThan(300)
      expect(refused).toEqual([])
    },
  )
})

/** What lies where archives wait for their job. */
function stagedFolders(folder: string): readonly string[] {
  const path = join(folder, 'data', 'imports')
  return existsSync(path) ? readdirSync(path) : []
}
