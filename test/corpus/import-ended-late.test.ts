import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site } from '../simulation/two-servers-site.ts'
import { peopleAt } from '../story/patch-steps.ts'
import type { ServerProcess } from '../story/server-process.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-002.json', import.meta.url)
const text = JSON.stringify(JSON.parse(readFileSync(shipped, 'utf8')))
/** Enough that matching is still under way when it is hit. */
const DOCUMENTS = 600

describe('an import that is hit after its last document was read', () => {
  let site: Site
  let server: ServerProcess

  beforeAll(async () => {
    site = await openSite()
    server = await site.start()
  })

  afterAll(async () => {
    await server?.stop()
    await site?.end()
  })

  const mara = () => peopleAt(server.address).mara

  async function stage(name: string, count: number): Promise<string> {
    const id = randomUUID()
    for (let from = 0; from < count; from += api.STAGED_AT_A_TIME) {
      const names = Array.from(
        { length: Math.min(api.STAGED_AT_A_TIME, count - from) },
        (_, n) => `${name}-${from + n}`,
      )
      const documents = names.map((own) => ({
        fileName: `${own}.json`,
        content: text.replaceAll('HPDEMO-2026-002', own),
      }))
      await mara().ask(api.stageAdvisories, { params: { id }, body: { from, documents } })
    }
    return id
  }

  async function until(id: string, there: (job: api.JobView) => boolean): Promise<api.JobView> {
    const asking = mara()
    for (let seen = ''; ; ) {
      const job = await asking.ask(api.readJob, { params: { id }, query: { seen } })
      if (there(job)) return job
      if (isOver(job)) throw new Error(`${job.state}: ${job.why}`)
      seen = job.tag
    }
  }

  async function startAndMatch(name: string): Promise<string> {
    const id = await stage(name, DOCUMENTS)
    await mara().ask(api.startAdvisoryImport, { params: { id } })
    await until(id, (job) => job.phase === 'matching')
    return id
  }

  async function entriesOf(id: string): Promise<number> {
    const command = `job:${id}:imported`
    return (await site.query('select 1 from event where command_id = $1', [command])).length
  }

  test('ends as cancelled with all that it stored, and is in the ledger once', async () => {
    const id = await startAndMatch('A')
    await mara().ask(api.cancelJob, { params: { id } })
    const job = await until(id, isOver)
    expect(job).toMatchObject({ state: 'cancelled', why: null })
    expect(job.result).toMatchObject({ stored: DOCUMENTS, unchanged: 0, refused: [] })
    expect(await entriesOf(id)).toBe(1)
  })

  test('is finished by the next server when its own is killed, and is in the ledger once', async () => {
    const id = await startAndMatch('B')
    await server.kill()
    server = await site.start()
    const job = await until(id, isOver)
    expect(job).toMatchObject({ state: 'done', why: null })
    expect(job.result).toMatchObject({ stored: DOCUMENTS, unchanged: 0, refused: [] })
    expect(await entriesOf(id)).toBe(1)
  })

  test('is given back by a server that is stopped: taken up at once, and no attempt is lost', async () => {
    const id = await startAndMatch('C')
    await server.stop()
    const lease = 'select attempts, lease_until <= now() as free from job where job_id = $1'
    expect(await site.query(lease, [id])).toEqual([{ attempts: 0, free: true }])
    server = await site.start()
    const job = await until(id, isOver)
    expect(job).toMatchObject({ state: 'done', why: null })
    expect(await entriesOf(id)).toBe(1)
  })

  test('given up, leaves what it stored in the ledger, and no document behind', async () => {
    const model = await stage('D-model', 1)
    await mara().ask(api.startAdvisoryImport, { params: { id: model } })
    await until(model, isOver)
    const id = await stage('D', 3)
    await server.stop()
    const outcome = { kind: 'stored', advisoryId: 'D-0', version: '1', sha256: 'd0' }
    const settled = 'update job_document set outcome = $2, bytes = null where job_id = $1'
    await site.query(`${settled} and ordinal = 0`, [id, JSON.stringify(outcome)])
    await site.query(GIVEN_UP, [id, model])
    server = await site.start()
    const left = () => site.query('select 1 from job_document where job_id = $1', [id])
    // The documents go last, so the entry is there when they are gone.
    while ((await left()).length > 0) await mara().ask(api.listJobs)
    expect(await mara().ask(api.readJob, { params: { id } })).toMatchObject({ state: 'failed' })
    expect(await entriesOf(id)).toBe(1)
  })
})

/** A job whose workers all fell silent, planted as the third of them left it. */
const GIVEN_UP = `insert into job (site_id, job_id, kind, state, payload, worker, attempts,
    lease_until, created_at)
  select site_id, $1, kind, 'running', payload, 'gone', 3, now() - interval '1 second', now()
  from job where job_id = $2`

function isOver({ state }: api.JobView): boolean {
  return state !== 'queued' && state !== 'running'
}
