import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atField } from './field-panel.ts'
import {
  boardSaysGo,
  decideCase,
  giveOneWayGo,
  type People,
  peopleAt,
  release,
  runAll,
  runStep,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const forward = ['backup', 'transfer', 'activate', 'read', 'confirm']

describe('a rollback over the API', () => {
  const data = temporaryFolder('roll-back')
  let server: ServerProcess
  let people: People

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const field = (act: Record<string, unknown>) => atField(server.fieldPanelUrl ?? '', act)

  test('a functional test that a person reads fails, and the old image boots again', async () => {
    const caseId = await decideCase(people, 'PLC-103')
    const id = await writePlan(people, {
      caseId,
      assetTag: 'PLC-103',
      version: 'SV3.51',
      reversibleBasis: 'The vendor lets the old image be loaded again',
    })
    const params = { id }
    const { change } = await people.tomas.ask(api.readChange, { params })
    expect(change.plan?.reversibility).toBe('reversible')
    await boardSaysGo(people, id)
    await release(people, id)
    await runAll(people, id, forward)
    await people.sam.ask(api.acceptBackRoute, { params, body: { processState: 'dosing' } })
    await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    await people.sam.ask(api.recordTestRoute, { params, body: { testId: 'valve', measured: 65 } })
    await people.tomas.ask(api.verifyFirmwareRoute, { params })
    await people.tomas.ask(api.recordLessonRoute, { params, body: { lesson: 'valve opens late' } })
    const refusals = await people.tomas.refusalsOf(api.closeRoute, { params })
    expect(refusals.map((one) => one.kind)).toEqual(['test-failed', 'test-failed'])
    const notHis = await people.tomas.refusalsOf(api.releaseRollbackRoute, {
      params,
      body: { reason: 'test failed' },
    })
    expect(notHis.map((one) => one.kind)).toEqual(['not-your-role'])
    await people.sam.ask(api.releaseRollbackRoute, { params, body: { reason: 'test failed' } })
    await runAll(people, id, ['rollback-firmware', 'rollback-program', 'rollback-read'])
    await people.sam.ask(api.acceptRollbackRoute, { params, body: { processState: 'dosing' } })
    const untested = await people.tomas.refusalsOf(api.closeRoute, { params })
    expect(untested.map((one) => one.kind)).toContain('test-missing')
    await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    await people.sam.ask(api.recordTestRoute, { params, body: { testId: 'valve', measured: 50.2 } })
    await people.tomas.ask(api.verifyFirmwareRoute, { params })
    const closed = await people.tomas.ask(api.closeRoute, { params })
    expect(closed.view.change.validation.closedAs).toBe('rolled-back')
    const { assets } = await people.noor.ask(api.listAssets)
    expect(assets.find((one) => one.tag === 'PLC-103')).toMatchObject({ firmware: 'SV3.40' })
    const evidence = await people.noor.ask(api.exportEvidence, { params })
    expect(evidence.verified).toEqual({ ok: true, failures: [] })
  })

  test('the pump does not start after a one-way patch: the spare goes in, and it pumps', async () => {
    const caseId = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
    const probeTest = { signalTag: 'pump-running', expected: 1, tolerance: 0 }
    const id = await writePlan(people, {
      caseId,
      assetTag: 'PLC-101',
      version: '11.004',
      probeTest,
    })
    const params = { id }
    await boardSaysGo(people, id)
    await field({
      kind: 'inject',
      tag: 'PLC-101',
      fault: { kind: 'pump-does-not-start-after-update' },
    })
    await release(people, id)
    await runAll(people, id, ['backup', 'transfer'])
    await giveOneWayGo(people, id, 'activate')
    await runAll(people, id, ['activate', 'read', 'confirm'])
    await people.sam.ask(api.acceptBackRoute, { params, body: { processState: 'level falling' } })
    const read = await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    expect(read.view.change.validation.tests.at(-1)).toMatchObject({ measured: 0, passed: false })
    const body = { reason: 'the pump does not start' }
    await people.sam.ask(api.releaseRollbackRoute, { params, body })
    const early = await people.tomas.refusalsOf(api.startStepRoute, {
      params,
      body: { stepId: 'rollback-program' },
    })
    expect(early.map((one) => one.kind)).toContain('not-in-turn')
    await field({ kind: 'fit-spare', tag: 'PLC-101' })
    await people.lena.ask(api.recordStepRoute, {
      params,
      body: { stepId: 'rollback-spare', outcome: 'done', detail: 'spare fitted, serial noted' },
    })
    await runAll(people, id, ['rollback-program', 'rollback-read'])
    await people.sam.ask(api.acceptRollbackRoute, { params, body: { processState: 'pumping' } })
    const again = await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    expect(again.view.change.validation.tests.at(-1)).toMatchObject({ measured: 1, passed: true })
  })

  test('a device that reports the new version and runs the old is not believed', async () => {
    const caseId = await decideCase(people, 'PLC-104')
    const id = await writePlan(people, {
      caseId,
      assetTag: 'PLC-104',
      version: 'V3.2.19',
      reversibleBasis: 'The memory card takes the old image again',
    })
    const params = { id }
    await boardSaysGo(people, id)
    await release(people, id)
    await field({ kind: 'inject', tag: 'PLC-104', fault: { kind: 'reports-new-runs-old' } })
    await runAll(people, id, ['backup', 'transfer', 'activate'])
    const read = await runStep(people, id, 'read')
    expect(read).toMatchObject({ status: 'failed' })
    expect(read?.detail).toMatch(/says V3\.2\.19, boot slot holds V3\.2\.14/)
    const refusals = await people.sam.refusalsOf(api.acceptBackRoute, {
      params,
      body: { processState: 'running' },
    })
    expect(refusals.map((one) => one.kind)).toContain('steps-missing')
  })
})
