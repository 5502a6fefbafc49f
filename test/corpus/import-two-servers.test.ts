import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site } from '../simulation/two-servers-site.ts'
import { peopleAt } from '../story/patch-steps.ts'
import type { ApiPerson, ServerProcess } from '../story/server-process.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-002.json', import.meta.url)
const text = JSON.stringify(JSON.parse(readFileSync(shipped, 'utf8')))
/** Enough that the work is still under way when its server is hit. */
const DOCUMENTS = 800

type JobRow = { readonly worker: string; readonly state: string; readonly attempts: number }

describe('a large import with two servers on one database', () => {
  let site: Site
  const servers: ServerProcess[] = []

  beforeAll(async () => {
    site = await openSite()
    servers.push(await site.start(), await site.start())
  })

  afterAll(async () => {
    for (const server of servers) await server.stop()
    await site?.end()
  })

  const maraAt = (index: number): ApiPerson => peopleAt(servers[index]?.address ?? '').mara

  /** Sends through one server and starts; the names tell the imports of the tests apart. */
  async function start(mara: ApiPerson, name: string, count: number): Promise<string> {
    const id = randomUUID()
    for (let from = 0; from < count; from += api.STAGED_AT_A_TIME) {
      const documents = Array.from(
        { length: Math.min(api.STAGED_AT_A_TIME, count - from) },
        (_, n) => {
          const own = `${name}-${from + n}`
          return { fileName: `${own}.json`, content: text.replaceAll('HPDEMO-2026-002', own) }
        },
      )
      await mara.ask(api.stageAdvisories, { params: { id }, body: { from, documents } })
    }
    await mara.ask(api.startAdvisoryImport, { params: { id } })
    return id
  }

  async function until(mara: ApiPerson, id: string, there: (job: api.JobView) => boolean) {
    for (let seen = ''; ; ) {
      const job = await mara.ask(api.readJob, { params: { id }, query: { seen } })
      if (there(job)) return job
      if (job.state === 'failed') throw new Error(job.why ?? 'the job failed')
      seen = job.tag
    }
  }

  const ended = (job: api.JobView) => job.state === 'done' || job.state === 'cancelled'

  async function rowOf(id: string): Promise<JobRow> {
    const [row] = await site.query<JobRow>(
      'select worker, state, attempts from job where job_id = $1',
      [id],
    )
    if (row === undefined) throw new Error(`there is no job ${id}`)
    return row
  }

  /** The process that works on the job: a worker names its process. */
  async function serverAt(id: string): Promise<number> {
    const { worker, state } = await rowOf(id)
    expect(state).toBe('running')
    const index = servers.findIndex(({ pid }) => worker.startsWith(`server-${pid}-`))
    expect(index, worker).not.toBe(-1)
    return index
  }

  async function ledgerEntriesOf(id: string): Promise<number> {
    const rows = await site.query('select 1 from event where command_id = $1', [
      `job:${id}:imported`,
    ])
    return rows.length
  }

  async function storedOf(name: string): Promise<number> {
    const [row] = await site.query<{ count: number }>(
      'select count(*)::int as count from advisory where advisory_id like $1',
      [`${name}-%`],
    )
    return row?.count ?? 0
  }

  test('each of many jobs is taken by one server alone', async () => {
    const names = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']
    const ids = await Promise.all(names.map((name, index) => start(maraAt(index % 2), name, 20)))
    for (const id of ids) {
      const job = await until(maraAt(0), id, ended)
      expect(job.result).toMatchObject({ stored: 20, unchanged: 0, refused: [] })
      expect(await rowOf(id)).toMatchObject({ state: 'done', attempts: 1 })
      expect(await ledgerEntriesOf(id)).toBe(1)
    }
  })

  test('a server that stands still loses the job to the other, and changes nothing when it wakes', async () => {
    const id = await start(maraAt(0), 'B', DOCUMENTS)
    await until(maraAt(1), id, (job) => job.done > 0)
    const stalled = await serverAt(id)
    process.kill(servers[stalled]?.pid ?? 0, 'SIGSTOP')
    try {
      const job = await until(maraAt(1 - stalled), id, ended)
      expect(job.result).toMatchObject({ stored: DOCUMENTS, unchanged: 0, refused: [] })
    } finally {
      process.kill(servers[stalled]?.pid ?? 0, 'SIGCONT')
    }
    // Awake, it answers, has let go of the job, and takes the next one like any other server.
    const after = await start(maraAt(stalled), 'B2', 20)
    await until(maraAt(stalled), after, ended)
    expect(await rowOf(id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(await storedOf('B')).toBe(DOCUMENTS)
    expect(await ledgerEntriesOf(id)).toBe(1)
  })

  test('a server that is killed leaves the job to the other, with nothing lost and nothing twice', async () => {
    const id = await start(maraAt(0), 'C', DOCUMENTS)
    await until(maraAt(1), id, (job) => job.done > 0)
    const killed = await serverAt(id)
    await servers[killed]?.kill()
    const mara = maraAt(1 - killed)
    const job = await until(mara, id, ended)
    expect(job.result).toMatchObject({ stored: DOCUMENTS, unchanged: 0, refused: [] })
    expect(job.result?.matching?.advisories).toBe(8 + 6 * 20 + DOCUMENTS + 20 + DOCUMENTS)
    expect(await rowOf(id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(await storedOf('C')).toBe(DOCUMENTS)
    expect(await ledgerEntriesOf(id)).toBe(1)
    const left = await site.query('select 1 from job_document')
    expect(left).toEqual([])
  })
})
