import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from '../story/patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../story/server-process.ts'
import { TerminalPerson } from '../story/terminal.ts'
import { testData } from '../test-data.ts'
import { openProvider, type TestProvider } from './csaf-provider.ts'

const data = testData()
const noOpenssl = spawnSync('openssl', ['version']).status !== 0
const YEARS = ['2023', '2024']

describe.skipIf(data === null || noOpenssl)(
  'fetching from a source of the register (needs the test data and openssl)',
  () => {
    const folder = temporaryFolder('fetch-source')
    const dataFolder = join(folder.path, 'data')
    let provider: TestProvider
    let server: ServerProcess
    let people: People

    const start = async (environment: Readonly<Record<string, string>>) => {
      server = await startServer({ dataFolder, environment })
      people = peopleAt(server.address)
    }

    beforeAll(async () => {
      provider = await openProvider(data ?? '', { years: YEARS, rolie: true })
      mkdirSync(dataFolder)
      await start({})
      const { people: everybody, today } = await people.mara.ask(api.listSources)
      const wish = { ownerId: everybody[0]?.personId ?? '', reviewEveryDays: 35, since: today }
      const add = (id: string, kind: 'csaf-provider' | 'kev' | 'folder', address: string) =>
        people.mara.ask(api.registerSource, { body: { id, kind, name: id, address, ...wish } })
      await add('cisa', 'csaf-provider', provider.address)
      await add('kev', 'kev', provider.address.replace('provider-metadata', 'kev'))
      await add('by-hand', 'folder', '')
    })
    afterAll(async () => {
      await server?.stop()
      await provider?.close()
      folder.remove()
    })

    const fetchOf = (id: string) => ({ params: { id }, body: {} })
    const row = async (id: string) =>
      (await people.noor.ask(api.listSources)).sources.find((one) => one.id === id)

    async function until(id: string, there: (job: api.JobView) => boolean): Promise<api.JobView> {
      for (let seen = ''; ; ) {
        const job = await people.mara.ask(api.readJob, { params: { id }, query: { seen } })
        if (there(job)) return job
        if (job.state === 'failed') throw new Error(job.why ?? 'the job failed')
        seen = job.tag
      }
    }
    const over = (job: api.JobView) => job.state === 'done' || job.state === 'cancelled'

    test('is off unless the server was started to allow it, and says so; nothing goes out', async () => {
      const [off] = await people.mara.refusalsOf(api.fetchSource, fetchOf('cisa'))
      expect(off).toMatchObject({
        kind: 'fetch-off',
        what: 'This server fetches nothing: a plant needs no internet',
      })
      expect((await row('cisa'))?.fetchRefusals).toMatchObject([{ kind: 'fetch-off' }])
      expect(provider.asked).toEqual([])
      await server.stop()
      const authority = join(folder.path, 'ca.pem')
      writeFileSync(authority, provider.authority)
      await start({ HOLDPOINT_FETCH: 'on', HOLDPOINT_FETCH_CA: authority })
      const kinds = async (id: string, by = people.mara) =>
        (await by.refusalsOf(api.fetchSource, fetchOf(id))).map(({ kind }) => kind)
      expect(await kinds('by-hand')).toEqual(['no-address', 'no-address'])
      expect(await kinds('nowhere')).toEqual(['no-such-source'])
      expect(await kinds('cisa', people.noor)).toEqual(['not-your-role'])
    })

    test('ended by a person it keeps what came, and the next one goes on where it stopped', {
      timeout: 240_000,
    }, async () => {
      await people.mara.ask(api.addPublisherKey, { body: { armored: provider.key } })
      const { jobId } = await people.mara.ask(api.fetchSource, fetchOf('cisa'))
      const [twice] = await people.mara.refusalsOf(api.fetchSource, fetchOf('cisa'))
      expect(twice?.kind).toBe('fetch-under-way')
      await until(jobId, (job) => job.phase === 'fetching' && job.done > 10)
      await people.mara.ask(api.cancelJob, { params: { id: jobId } })
      expect((await until(jobId, over)).state).toBe('cancelled')
      const before = provider.asked.length
      const mara = new TerminalPerson({
        login: 'mara',
        server: server.address,
        folder: folder.path,
      })
      const next = JSON.parse(await mara.says('sources fetch', { id: 'cisa' }))
      const job = await until(next.jobId, over)
      const again = provider.asked.length - before
      console.log(
        `score: fetched ${job.result?.stored} of ${provider.documents}, asked ${before} times and ${again}`,
      )
      expect(job.result).toMatchObject({ stored: provider.documents, refused: [] })
      // Each document with its hash and signature is three; what was brought is not asked again.
      expect(before + again).toBeLessThan(3 * provider.documents + 20)
      expect((await row('cisa'))?.coverage).toBe(
        `${provider.documents} of ${provider.documents} documents are here, 0 refused`,
      )
      const { counts } = await people.mara.ask(api.listPublisherKeys)
      expect(counts.signed).toBe(provider.documents)
      expect(documentsLeft(dataFolder)).toEqual([])
    })

    test('again it asks only for the lists, and a wrong hash refuses that document by name', async () => {
      const wrong = provider.documentsAt[0] ?? ''
      provider.serveAt(`${wrong}.sha512`, '0'.repeat(128))
      provider.touch(wrong)
      const before = provider.asked.length
      const { jobId } = await people.mara.ask(api.fetchSource, fetchOf('cisa'))
      const job = await until(jobId, over)
      expect(provider.asked.length - before).toBeLessThan(10)
      expect(job.result).toMatchObject({ stored: 0, unchanged: 0 })
      expect(job.result?.refused).toMatchObject([{ why: expect.stringMatching(/^its sha512 is /) }])
      const all = provider.documents
      expect((await row('cisa'))?.coverage).toBe(
        `${all - 1} of ${all} documents are here, 1 refused`,
      )
    })

    test('facts about vulnerabilities are fetched too; what is not there fails with its address', async () => {
      const { jobId } = await people.mara.ask(api.fetchSource, fetchOf('kev'))
      await expect(until(jobId, over)).rejects.toThrow(/kev\.json: answers with status 404/)
      const entry = {
        cveID: 'CVE-2023-3595',
        vulnerabilityName: 'A write',
        dateAdded: '2026-10-30',
      }
      const kev = {
        ...{ catalogVersion: '2026.11.01', dateReleased: '2026-11-01T12:00:00Z' },
        vulnerabilities: [{ ...entry, dueDate: '2026-11-20', knownRansomwareCampaignUse: 'Known' }],
      }
      provider.serveAt('kev.json', JSON.stringify(kev))
      const second = await people.mara.ask(api.fetchSource, fetchOf('kev'))
      expect((await until(second.jobId, over)).state).toBe('done')
      expect(await row('kev')).toMatchObject({ dataOf: '2026.11.01' })
    })
  },
)

/** Documents that wait to be imported; what the collector remembers is none. */
function documentsLeft(dataFolder: string): readonly string[] {
  const names = readdirSync(join(dataFolder, 'sources'), { recursive: true }).map(String)
  return names.filter((name) => /\.json(\.|$)|\.import$/.test(name))
}
