import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boardSaysGo,
  decideCase,
  type People,
  peopleAt,
  runStep,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const kindsOf = (refusals: readonly { readonly kind: string }[]) => refusals.map(({ kind }) => kind)

describe('the limits of an engineer', () => {
  const data = temporaryFolder('limits')
  let server: ServerProcess
  let people: People
  let caseId = ''
  let changeId = ''
  let signal: api.SignalView

  const enters = (words: string, bounds: { low: number | null; high: number | null } | null) => {
    const { assetId, tag, unit } = signal
    const measured = bounds === null ? null : { assetId, signal: tag, unit, ...bounds }
    const body = { words, measured, reason: 'the inlet is by hand' }
    return people.tomas.ask(api.enterLimit, { params: { id: caseId }, body })
  }

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    const { signals } = await people.tomas.ask(api.readSignals)
    signal = signals.find((one) => one.unit === '%') ?? expect.fail('a signal in %')
    caseId = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  test('stand on the case with what the plant reads, and only the engineer enters them', async () => {
    await enters('No start-up', null)
    const { view } = await enters('The signal stays in its range', { low: -1_000, high: 1_000 })
    expect(view.limits.map(({ reading }) => reading === null)).toEqual([true, false])
    const body = { words: 'x', reason: 'x' }
    const params = { id: caseId }
    const his = await people.sam.refusalsOf(api.enterLimit, { params, body })
    expect(kindsOf(his)).toEqual(['not-your-role'])
    const measured = {
      assetId: signal.assetId,
      signal: signal.tag,
      unit: 'bar',
      low: 1,
      high: null,
    }
    const wrong = { ...body, measured }
    const other = await people.tomas.refusalsOf(api.enterLimit, { params, body: wrong })
    expect(kindsOf(other)).toEqual(['other-unit'])
    const nowhere = { ...body, measured: { ...measured, signal: 'XX-999' } }
    const none = await people.tomas.refusalsOf(api.enterLimit, { params, body: nowhere })
    expect(kindsOf(none)).toEqual(['no-such-signal'])
  })

  test('stand in the plan that the board signs', async () => {
    changeId = await writePlan(people, { caseId, assetTag: 'PLC-101', version: '11.004' })
    const { change } = await people.noor.ask(api.readChange, { params: { id: changeId } })
    expect(change.plan?.operatingLimits?.map(({ words }) => words)).toEqual([
      ...['No start-up', 'The signal stays in its range'],
    ])
    await boardSaysGo(people, changeId)
  })

  test('are kept before the plant is released: read, or looked at by the operator', async () => {
    const params = { id: changeId }
    const body = { processState: 'tank at 62 %', permit: 'PTW-1' }
    const unsaid = await people.sam.refusalsOf(api.releaseRoute, { params, body })
    expect(kindsOf(unsaid)).toEqual(['limit-not-confirmed'])
    const { view } = await enters('Far above anything it reads', { low: 900, high: null })
    const late = view.limits.at(-1)?.limit.id ?? ''
    const { limits } = await people.sam.ask(api.readChange, { params })
    const limitsConfirmed = limits.map(({ limit }) => limit.id)
    const broken = await people.sam.refusalsOf(api.releaseRoute, {
      params,
      body: { ...body, limitsConfirmed },
    })
    expect(kindsOf(broken)).toEqual(['limit-broken'])
    const ends = { limitId: late, reason: 'a slip of the pen' }
    await people.tomas.ask(api.endLimit, { params: { id: caseId }, body: ends })
    const released = await people.sam.ask(api.releaseRoute, {
      params,
      body: { ...body, limitsConfirmed },
    })
    expect(released.view.change.run.release?.limits).toHaveLength(2)
  })

  test('stop a step that acts on the plant while they are broken', async () => {
    const params = { id: changeId }
    expect((await runStep(people, changeId, 'backup'))?.status).toBe('done')
    const { view } = await enters('Far above anything it reads', { low: 900, high: null })
    const acts = { params, body: { stepId: 'transfer' } }
    const refused = await people.tomas.refusalsOf(api.startStepRoute, acts)
    expect(kindsOf(refused)).toEqual(['limit-broken'])
    expect(refused[0]?.what).toMatch(/at least 900 %, read \d/)
    const limitId = view.limits.at(-1)?.limit.id ?? ''
    await people.tomas.ask(api.endLimit, {
      params: { id: caseId },
      body: { limitId, reason: 'measured again' },
    })
    expect((await runStep(people, changeId, 'transfer'))?.status).toBe('done')
  })
})
