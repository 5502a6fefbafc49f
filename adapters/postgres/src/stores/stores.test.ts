import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NIGHT } from '../../../../test/contracts/event-store-commands.ts'
import { withPostgres } from '../../../../test/contracts/with-postgres.ts'
import { type Database, openDatabase } from '../database.ts'
import { openSiteStore } from '../open-site-store.ts'
import { PostgresAdvisorySignatures } from './advisory-signatures.ts'
import { PostgresAdvisoryStore } from './advisory-store.ts'
import { PostgresJobDocuments } from './job-documents.ts'
import { PostgresJobQueue } from './job-queue.ts'
import { PostgresPeopleStore } from './people-store.ts'
import { PostgresRunnerLease } from './runner-lease.ts'

const { url, folder } = withPostgres()
let database: Database
let sites = 0

beforeAll(async () => {
  database = openDatabase({ url: url() })
  const opened = await openSiteStore({ database, site: 'works', dataFolder: folder() })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
})
afterAll(() => database.close())

function aSite(): string {
  sites += 1
  return `site-${sites}`
}

describe('advisories', () => {
  const anAdvisory = (version: string, text: string) => {
    const bytes = Buffer.from(text)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { advisoryId: 'siemens:SSA-1', version, sha256, bytes, importedAt: NIGHT }
  }
  const shown = (advisory: ReturnType<typeof anAdvisory>) => ({
    ...advisory,
    ...{ summary: {}, versionRank: advisory.version, terms: { title: [advisory.version] } },
  })

  test('come back byte for byte, the latest version', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    expect(await store.putAll('import', [shown(anAdvisory('1.0', 'one'))])).toEqual(['stored'])
    expect(await store.putAll('another', [shown(anAdvisory('1.0', 'one'))])).toEqual(['unchanged'])
    expect(await store.putAll('import', [shown(anAdvisory('2.0', '\u0000two'))])).toEqual([
      'stored',
    ])
    expect(await store.read(['siemens:SSA-1'])).toEqual([anAdvisory('2.0', '\u0000two')])
  })

  test('that a vendor changed without a new version are kept beside the old text', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    await store.putAll('import', [shown(anAdvisory('1.0', 'one'))])
    expect(
      await store.putAll('import', [shown(anAdvisory('1.0', 'one, but silently calmer'))]),
    ).toEqual(['stored'])
    expect(await store.read(['siemens:SSA-1'])).toEqual([
      anAdvisory('1.0', 'one, but silently calmer'),
    ])
  })

  test('that come twice in one part are new once', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    const one = shown(anAdvisory('1.0', 'one'))
    const two = shown(anAdvisory('2.0', 'two'))
    expect(await store.putAll('import', [one, two, one])).toEqual(['stored', 'stored', 'unchanged'])
  })

  test('are said to be stored again to the import that stored them, whose answer was lost', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    const [one, two] = [shown(anAdvisory('1.0', 'one')), shown(anAdvisory('2.0', 'two'))]
    await store.putAll('import', [one])
    expect(await store.putAll('import', [one, two])).toEqual(['stored', 'stored'])
    expect(await store.putAll('another', [one, two])).toEqual(['unchanged', 'unchanged'])
  })

  test('show their summary without their bytes', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    const { bytes: _, ...head } = anAdvisory('2.0', 'two')
    await store.putAll('import', [
      { ...shown(anAdvisory('1.0', 'one')), summary: { title: 'one' } },
    ])
    await store.putAll('import', [
      { ...shown(anAdvisory('2.0', 'two')), summary: { title: 'two \u0000' } },
    ])
    expect(await store.heads()).toEqual([
      { ...head, summary: { title: expect.any(String) }, revisions: 2 },
    ])
  })

  test('that come late with an older version are kept and do not become the latest', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    await store.putAll('first', [shown(anAdvisory('2.0', 'two'))])
    expect(await store.putAll('late', [shown(anAdvisory('1.0', 'one'))])).toEqual(['stored'])
    expect((await store.heads()).map(({ version }) => version)).toEqual(['2.0'])
    expect(await store.read(['siemens:SSA-1'])).toEqual([anAdvisory('2.0', 'two')])
    const all = await store.revisions('siemens:SSA-1')
    expect(all.map(({ version }) => version)).toEqual(['2.0', '1.0'])
    const older = await store.readRevision('siemens:SSA-1', all[1]?.sha256 ?? '')
    expect(older).toEqual(anAdvisory('1.0', 'one'))
  })

  test('of two publishers with one tracking id stand under two ids', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    const ours = { namespace: 'https://a.example', trackingId: 'SA-1' }
    const theirs = { namespace: 'https://b.example', trackingId: 'SA-1' }
    const long = 'SA-1 of https://b.example'
    expect(await store.idsOf([ours, theirs, ours])).toEqual(['SA-1', long, 'SA-1'])
    expect(await store.idsOf([theirs])).toEqual([long])
  })

  test('from before publishers were kept say themselves whose they are', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    const text = '{"document":{"publisher":{"namespace":"https://old.example"}}}'
    await store.putAll('old', [shown(anAdvisory('1', text))])
    const trackingId = 'siemens:SSA-1'
    const [other] = await store.idsOf([{ namespace: 'https://new.example', trackingId }])
    expect(other).toBe('siemens:SSA-1 of https://new.example')
    expect(await store.idsOf([{ namespace: 'https://old.example', trackingId }])).toEqual([
      trackingId,
    ])
  })

  test('are found by the terms of their latest revision, and leave with all revisions', async () => {
    const store = new PostgresAdvisoryStore(database, aSite())
    await store.putAll('one', [shown(anAdvisory('1.0', 'one')), shown(anAdvisory('2.0', 'two'))])
    expect(await store.terms(['title'])).toEqual(new Map([['siemens:SSA-1', { title: ['2.0'] }]]))
    expect(await store.terms(['cve'])).toEqual(new Map([['siemens:SSA-1', {}]]))
    await store.remove('siemens:SSA-1')
    expect(await store.heads()).toEqual([])
    expect(await store.putAll('again', [shown(anAdvisory('1.0', 'one'))])).toEqual(['stored'])
  })

  test('of one site are not those of another', async () => {
    await new PostgresAdvisoryStore(database, aSite()).putAll('import', [
      shown(anAdvisory('1.0', 'one')),
    ])
    expect(await new PostgresAdvisoryStore(database, aSite()).heads()).toEqual([])
  })
})

describe('people', () => {
  const PERSON = {
    personId: 'p-1',
    login: 'ada',
    name: 'Ada',
    roles: ['operator'],
    active: true,
  } as const

  test('are found by their session until it expires, it ends, or they are inactive', async () => {
    const store = new PostgresPeopleStore(database, aSite())
    await store.put(PERSON, 'hash')
    expect(await store.byLogin('ada')).toEqual({ person: PERSON, passwordHash: 'hash' })
    const at = '2026-03-01T02:00:00.000Z' as Parameters<typeof store.openSession>[0]['at']
    const later = '2026-03-01T03:00:00.000Z' as typeof at
    for (const tokenSha256 of ['a', 'b']) {
      await store.openSession({ tokenSha256, personId: 'p-1', at, expiresAt: later })
    }
    expect(await store.personOfSession('a', at)).toEqual(PERSON)
    expect(await store.personOfSession('a', later)).toBe(null)
    await store.endSession('a')
    expect(await store.personOfSession('a', at)).toBe(null)
    await store.put({ ...PERSON, active: false }, 'hash')
    expect(await store.personOfSession('b', at)).toBe(null)
  })
})

describe('the lease of the runner', () => {
  test('is held by one server at a time', async () => {
    const site = aSite()
    const lease = new PostgresRunnerLease(database, site)
    const held = await lease.acquire()
    expect(held).not.toBe(null)
    expect(await new PostgresRunnerLease(database, site).acquire()).toBe(null)
    await held?.release()
    const next = await lease.acquire()
    expect(next).not.toBe(null)
    await next?.release()
  })
})

describe('jobs', () => {
  const by = (worker: string, leaseMs = 60_000) => {
    return { worker, kinds: ['match'], leaseMs, attemptsMax: 2 }
  }
  const aJob = (jobId: string, kind = 'match') => ({ jobId, kind, payload: { n: 1 }, at: NIGHT })

  test('are each claimed once, the oldest first, by workers that claim at once', async () => {
    const queue = new PostgresJobQueue(database, aSite())
    const ids = Array.from({ length: 12 }, (_, n) => `job-${n}`)
    for (const id of ids) await queue.enqueue(aJob(id))
    expect(await queue.enqueue(aJob('job-0'))).toBe('known')
    await queue.enqueue(aJob('other', 'export'))
    const claims = ids.map((_, n) => queue.claim(by(`worker-${n}`)))
    const claimed = (await Promise.all(claims)).map((job) => job?.jobId)
    expect(claimed.toSorted()).toEqual(ids.toSorted())
    expect(await queue.claim(by('late'))).toBe(null)
  })

  test('show progress and end with a result, for the worker that holds them alone', async () => {
    const queue = new PostgresJobQueue(database, aSite())
    await queue.enqueue(aJob('job'))
    await queue.claim(by('one'))
    const beat = { progress: { done: 3, of: 9 }, leaseMs: 60_000 }
    expect(await queue.heartbeat({ jobId: 'job', worker: 'one' }, beat)).toBe('go-on')
    expect(await queue.heartbeat({ jobId: 'job', worker: 'two' }, beat)).toBe('lost')
    const end = { state: 'done', result: { found: 4 } } as const
    expect(await queue.finish({ jobId: 'job', worker: 'two' }, end)).toBe(false)
    expect(await queue.finish({ jobId: 'job', worker: 'one' }, end)).toBe(true)
    const { progress } = beat
    expect(await queue.get('job')).toMatchObject({ state: 'done', progress, result: end.result })
  })

  test('whose worker fell silent go to another, and fail when that happens too often', async () => {
    const queue = new PostgresJobQueue(database, aSite())
    await queue.enqueue(aJob('job'))
    await queue.claim(by('one', -1))
    expect(await queue.claim(by('two', -1))).toMatchObject({ worker: 'two', attempts: 2 })
    const end = { state: 'done', result: null } as const
    expect(await queue.finish({ jobId: 'job', worker: 'one' }, end)).toBe(false)
    expect(await queue.claim(by('three'))).toBe(null)
    expect(await queue.get('job')).toMatchObject({ state: 'failed', attempts: 2 })
  })

  test('that are given back go to the next at once, and count no attempt', async () => {
    const queue = new PostgresJobQueue(database, aSite())
    await queue.enqueue(aJob('job'))
    const back = { progress: { done: 3 }, leaseMs: 0 }
    for (const worker of ['one', 'two', 'three']) {
      expect(await queue.claim(by(worker))).toMatchObject({ worker, attempts: 1 })
      expect(await queue.heartbeat({ jobId: 'job', worker: 'a stranger' }, back)).toBe('lost')
      expect(await queue.claim(by('early'))).toBe(null)
      expect(await queue.heartbeat({ jobId: 'job', worker }, back)).toBe('go-on')
    }
    await queue.cancel('job', 'mara')
    expect(await queue.claim(by('four'))).toMatchObject({ progress: back.progress, attempts: 1 })
    const held = { jobId: 'job', worker: 'four' }
    expect(await queue.heartbeat(held, { progress: null, leaseMs: 1_000 })).toBe('cancelled')
  })

  test('that are cancelled end at once while they wait, else at the next heartbeat', async () => {
    const queue = new PostgresJobQueue(database, aSite())
    await queue.enqueue(aJob('runs'))
    await queue.enqueue(aJob('waits'))
    await queue.claim(by('one'))
    await queue.cancel('runs', 'mara')
    await queue.cancel('waits', 'mara')
    expect(await queue.get('waits')).toMatchObject({ state: 'cancelled', cancelledBy: 'mara' })
    const held = { jobId: 'runs', worker: 'one' }
    expect(await queue.heartbeat(held, { progress: null, leaseMs: 1_000 })).toBe('cancelled')
    expect(await queue.claim(by('two'))).toBe(null)
    expect((await queue.list(9)).map(({ jobId }) => jobId)).toEqual(['waits', 'runs'])
  })
})

test('what is known of a signature is raised and never lowered, and an import hears the same twice', async () => {
  const store = new PostgresAdvisorySignatures(database, aSite())
  const verdictOf = async () => (await store.all()).map((one) => one.verdict)
  const put = (importId: string, kind: string, asc: string | null = null) =>
    store.put(importId, [{ advisoryId: 'A', sha256: 'aa', asc, verdict: { kind } }])
  expect(await put('one', 'unsigned')).toEqual(['aa'])
  expect(await put('one', 'unsigned')).toEqual(['aa'])
  expect(await put('two', 'unsigned')).toEqual([])
  expect(await put('two', 'key-unknown', 'armour')).toEqual(['aa'])
  expect(await put('three', 'signed', 'armour')).toEqual(['aa'])
  expect(await put('four', 'bad', 'armour')).toEqual([])
  expect(await put('five', 'unsigned')).toEqual([])
  expect(await verdictOf()).toEqual([{ kind: 'signed' }])
})

test('documents of a job are staged once, settled once, and give their bytes back', async () => {
  const documents = new PostgresJobDocuments(database, aSite())
  const some = (names: string) =>
    [...names].map((fileName) => ({
      fileName,
      bytes: Buffer.from(`text of ${fileName}`),
      beside: { sha256: fileName },
    }))
  await documents.stage('job', 0, some('abc'))
  await documents.stage('job', 0, some('abc'))
  await documents.stage('job', 3, [{ fileName: 'd', outcome: { kind: 'refused' } }])
  await documents.settle('job', [{ ordinal: 1, outcome: { kind: 'stored' } }])
  await documents.settle('job', [{ ordinal: 1, outcome: { kind: 'unchanged' } }])
  const open = await documents.open('job', 2)
  expect(open.map((one) => [one.ordinal, one.fileName])).toEqual([
    [0, 'a'],
    [2, 'c'],
  ])
  expect(Buffer.from(open[0]?.bytes ?? []).toString()).toBe('text of a')
  expect(open[0]?.beside).toEqual({ sha256: 'a' })
  expect(await documents.count('job')).toEqual({ staged: 4, done: 2 })
  expect(await documents.outcomes('job')).toEqual([{ kind: 'stored' }, { kind: 'refused' }])
  await documents.forget('job')
  expect(await documents.count('job')).toEqual({ staged: 0, done: 0 })
})
