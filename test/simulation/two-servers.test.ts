import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boardSaysGo,
  decideCase,
  outcomeOf,
  type People,
  peopleAt,
  release,
  runAll,
  writePlan,
} from '../story/patch-steps.ts'
import { Refused, type ServerProcess, temporaryFolder } from '../story/server-process.ts'
import { holdersOfLease, ledgerVerdict, openSite, type Site } from './two-servers-site.ts'

const TAG = 'PLC-103'

describe('two servers on one database', () => {
  let site: Site
  let first: ServerProcess
  let second: ServerProcess
  let atFirst: People
  let atSecond: People
  let changeId: string

  beforeAll(async () => {
    site = await openSite()
    // One after the other, so that the first holds the lease of the runner.
    first = await site.start()
    second = await site.start()
    atFirst = peopleAt(first.address)
    atSecond = peopleAt(second.address)
  })

  afterAll(async () => {
    await first?.stop()
    await second?.stop()
    await site?.end()
  })

  const params = () => ({ id: changeId })
  const accepted = (effectId: string | null | undefined) =>
    site.plant
      .deviceWitness(TAG)
      .filter((line) => line.id === effectId && line.event === 'accepted').length

  test('what is done at one is seen live at the other', async () => {
    const watching = atFirst.noor.commits()
    await watching.next()
    const told = watching.next()
    const caseId = await decideCase(atSecond, TAG)
    expect((await told).done).toBe(false)
    await watching.return(undefined)
    const seen = await atFirst.noor.ask(api.readCase, { params: { id: caseId } })
    expect(seen.case.state).toBe('decided')
    const wish = { caseId, assetTag: TAG, version: 'SV3.51', reversibleBasis: 'The vendor says so' }
    changeId = await writePlan(atSecond, wish)
    await boardSaysGo(atFirst, changeId)
    await release(atSecond, changeId)
  })

  test('of two acts on one change at one moment one wins, and the other is told why', async () => {
    for (let round = 0; round < 8; round += 1) {
      const holding = { params: params(), body: { reason: `round ${round}` } }
      const tried = await Promise.allSettled([
        atFirst.sam.ask(api.holdRoute, holding),
        atSecond.lena.ask(api.holdRoute, holding),
      ])
      expect(tried.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
      const lost = tried.find((one) => one.status === 'rejected')
      const why = lost?.reason instanceof Refused ? lost.reason : null
      expect([why?.status, why?.refusals.map((one) => one.kind)]).toEqual([409, ['no-such-move']])
      await atSecond.sam.ask(api.resumeRoute, { params: params(), body: { processState: 'calm' } })
    }
    const { history } = await atFirst.noor.ask(api.readChange, { params: params() })
    expect(history.filter((one) => one.kind === 'held')).toHaveLength(8)
  })

  test('one act that is sent to both with one key is written once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const idempotencyKey = randomUUID()
      const holding = { params: params(), body: { reason: 'once' }, idempotencyKey }
      const [one, other] = await Promise.all([
        atFirst.sam.ask(api.holdRoute, holding),
        atSecond.sam.ask(api.holdRoute, holding),
      ])
      expect(one.leaf).toBe(other.leaf)
      await atFirst.sam.ask(api.resumeRoute, { params: params(), body: { processState: 'calm' } })
    }
  })

  test('a key that served on one change is refused on another, at either server', async () => {
    const idempotencyKey = randomUUID()
    const lesson = { body: { lesson: 'the key is spent' }, idempotencyKey }
    await atFirst.sam.ask(api.recordLessonRoute, { params: params(), ...lesson })
    const caseId = await decideCase(atFirst, 'PLC-104')
    const body = { caseId, title: 'Another change' }
    const { view } = await atSecond.tomas.ask(api.openChange, { body })
    const other = { params: { id: view.change.id }, ...lesson }
    const refusals = await atSecond.sam.refusalsOf(api.recordLessonRoute, other)
    expect(refusals.map((one) => one.kind)).toEqual(['command-id-reused'])
  })

  test('one of them sends; both may ask for the step, and it is sent once', async () => {
    expect(await holdersOfLease(site)).toBe(1)
    const asked = await Promise.allSettled(
      [atFirst, atSecond].map((people) =>
        people.tomas.ask(api.startStepRoute, { params: params(), body: { stepId: 'backup' } }),
      ),
    )
    expect(asked.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await outcomeOf(atSecond, changeId, 'backup')).toMatchObject({ status: 'done' })
    expect(await holdersOfLease(site)).toBe(1)
  })

  test('the sending one is killed in the middle of a step; the other settles it and goes on', async () => {
    const body = { stepId: 'transfer' }
    const { view } = await atSecond.tomas.ask(api.startStepRoute, { params: params(), body })
    const effectId = view.change.run.steps.transfer?.effectId
    while (accepted(effectId) === 0) await turn()
    await first.kill()
    const record = await outcomeOf(atSecond, changeId, 'transfer')
    expect(['done', 'unknown']).toContain(record?.status)
    for await (const _ of atSecond.tomas.commits()) {
      const { change } = await atSecond.tomas.ask(api.readChange, { params: params() })
      if (change.run.steps.transfer?.status === 'done') break
      await atSecond.tomas
        .refusalsOf(api.recallStepRoute, { params: params(), body })
        .catch(() => 0)
    }
    expect(accepted(effectId)).toBe(1)
    await runAll(atSecond, changeId, ['activate'])
    expect(await holdersOfLease(site)).toBe(1)
    first = await site.start()
    atFirst = peopleAt(first.address)
  })

  test('a server that lost its lease while it lives sends nothing more', async () => {
    await runAll(atFirst, changeId, ['read', 'confirm'])
    const release = { params: params(), body: { reason: 'the unit vibrates' } }
    await atFirst.sam.ask(api.releaseRollbackRoute, release)
    await runAll(atFirst, changeId, ['rollback-firmware'])
    // Slow enough that the files of the next act are still on their way when the lease is lost.
    site.plant.inject(TAG, { kind: 'slow-link', delayMs: 350 })
    const body = { stepId: 'rollback-program' }
    const { view } = await atFirst.tomas.ask(api.startStepRoute, { params: params(), body })
    const effectId = view.change.run.steps['rollback-program']?.effectId ?? ''
    await inState(effectId, 'sent')
    await site.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'holdpoint runner'`,
    )
    // Any commit wakes the other one, which takes the lease and asks the controller.
    const lesson = { params: params(), body: { lesson: 'the link was slow' } }
    await atFirst.tomas.ask(api.recordLessonRoute, lesson)
    const record = await outcomeOf(atFirst, changeId, 'rollback-program')
    expect(record?.status).toMatch(/failed|unknown/)
    // A server ends after the act that it is about; then the device has the last word.
    await first.stop()
    await second.stop()
    expect(accepted(effectId)).toBe(0)
  })

  test('both signed one ledger, without a fork', async () => {
    const verdict = await ledgerVerdict(site)
    expect(verdict).toMatchObject({ verified: { ok: true, value: { ok: true } }, forks: 0 })
    expect(verdict.checkpoints).toBeGreaterThan(5)
  })

  test('a server with a data folder of its own neither writes nor signs', async () => {
    const before = await ledgerVerdict(site)
    const elsewhere = temporaryFolder('elsewhere')
    const third = await site.start({ HOLDPOINT_DATA: elsewhere.path })
    const people = peopleAt(third.address)
    const tried = { params: params(), body: { lesson: 'from elsewhere' } }
    const [refusal] = await people.tomas.refusalsOf(api.recordLessonRoute, tried)
    expect(refusal).toMatchObject({
      kind: 'ledger-fork-refused',
      what: expect.stringContaining('servers of one site share one data folder'),
    })
    await third.stop()
    elsewhere.remove()
    expect(await ledgerVerdict(site)).toEqual(before)
  })

  async function inState(effectId: string, state: string): Promise<void> {
    const text = 'select 1 from effect where effect_id = $1 and state = $2'
    while ((await site.query(text, [effectId, state])).length === 0) await turn()
  }
})
