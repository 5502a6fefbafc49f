import * as api from '@holdpoint/api'
import { addDays } from '@holdpoint/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boardSaysGo,
  decideCase,
  giveOneWayGo,
  type People,
  peopleAt,
  release,
  runAll,
  startClocks,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe('one patch over the API, from advisory to evidence', () => {
  const data = temporaryFolder('story')
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

  test('a one-way patch goes from advisory to closed, and its evidence verifies', async () => {
    const caseId = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
    await startClocks(people, caseId)
    const id = await writePlan(people, { caseId, assetTag: 'PLC-101', version: '11.004' })
    const params = { id }
    const planned = await people.tomas.ask(api.readChange, { params })
    expect(planned.change.plan?.reversibility).toBe('one-way')
    await boardSaysGo(people, id)
    await release(people, id)
    await runAll(people, id, ['backup', 'transfer'])
    const noGo = await people.tomas.refusalsOf(api.startStepRoute, {
      params,
      body: { stepId: 'activate' },
    })
    expect(noGo.map((one) => one.kind)).toContain('one-way-go-missing')
    await giveOneWayGo(people, id, 'activate')
    await runAll(people, id, ['activate', 'read', 'confirm'])
    await people.sam.ask(api.acceptBackRoute, { params, body: { processState: 'running' } })
    await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    await people.sam.ask(api.recordTestRoute, { params, body: { testId: 'valve', measured: 50.4 } })
    const verified = await people.tomas.ask(api.verifyFirmwareRoute, { params })
    expect(verified.view.change.validation.rematch?.verdict).toBe('not-affected')
    await people.tomas.ask(api.recordLessonRoute, { params, body: { lesson: 'Boot took 2 s' } })
    const closed = await people.tomas.ask(api.closeRoute, { params })
    expect(closed.view.change.state).toBe('closed')
    const { assets } = await people.noor.ask(api.listAssets)
    expect(assets.find((one) => one.tag === 'PLC-101')).toMatchObject({ firmware: '11.004' })
    const evidence = await people.noor.ask(api.exportEvidence, { params })
    expect(evidence.verified).toEqual({ ok: true, failures: [] })
  })

  test('its closing starts the clock of the baseline, and ends that of the update', async () => {
    const { clocks, baselines, today } = await people.noor.ask(api.readClocks)
    const [baseline] = baselines
    expect(baseline).toMatchObject({
      assetId: 'PLC-101',
      changeId: expect.stringMatching(/./),
      completed: { on: today, recordedOn: today, byName: 'Holdpoint' },
      updated: null,
    })
    expect(clocks.find((one) => one.kind === 'K4')).toMatchObject({ dueOn: addDays(today, 30) })
    const install = clocks.find((one) => one.kind === 'K2')
    expect(install).toMatchObject({ standing: 'in-time', stoppedOn: today })
    const owed = (await people.tomas.ask(api.overview)).needsMe.find(
      ({ what }) => what === 'Bring the baseline up to date',
    )
    expect(owed).toMatchObject({ dueOn: addDays(today, 30), owner: 'control-systems-engineer' })
    await people.tomas.ask(api.updateBaseline, { body: { assetId: 'PLC-101', on: today } })
    const after = await people.noor.ask(api.readClocks)
    expect(after.clocks.find((one) => one.kind === 'K4')?.standing).toBe('in-time')
  })

  test('a list that still says the old firmware contradicts the reading, and changes nothing', async () => {
    const body = {
      content: 'Tag,Firmware\nPLC-101,10.010',
      source: 'demonstration plant inventory',
    }
    const { conflicts } = await people.tomas.ask(api.importAssets, { body })
    expect(conflicts).toMatchObject([{ tag: 'PLC-101', kept: '11.004', offered: '10.010' }])
    const { facts } = await people.noor.ask(api.readAssetFacts, { params: { id: 'PLC-101' } })
    const firmware = facts.find((one) => one.field === 'firmware')
    expect(firmware).toMatchObject({
      value: '11.004',
      source: expect.stringMatching(/^verified reading of /),
    })
    expect(firmware?.claims.map((one) => [one.origin, one.state])).toEqual([
      ['verified', 'stands'],
      ['import', 'conflict'],
    ])
  })
})
