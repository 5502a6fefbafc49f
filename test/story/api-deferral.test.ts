import { createHash } from 'node:crypto'
import type { BodyOf } from '@holdpoint/api'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt, startClocks, writePlan } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const policy: BodyOf<typeof api.recordControl>['policy'] = {
  conduit: 'supervision to control',
  protects: { assetTag: 'PLC-101', address: '10.10.1.11' },
  permitted: [
    {
      from: '10.20.0.11',
      to: '10.10.1.11',
      protocol: 'tcp',
      port: 502,
      why: 'SCADA reads the tank',
    },
  ],
}

describe('a deferral over the API', () => {
  const data = temporaryFolder('deferral')
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

  test('a deferral needs a control of this case, and the control is worth nothing yet', async () => {
    const caseId = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
    const changeId = await writePlan(people, { caseId, assetTag: 'PLC-101', version: '11.004' })
    const params = { id: changeId }
    await startClocks(people, caseId)
    await people.tomas.ask(api.submitToBoard, { params })
    const deferral = {
      kind: 'deferral',
      mitigationPlan: 'Segment the cell in the spring shutdown',
      dueOn: day(120),
      reviewOn: day(30),
      reason: 'no window before the shutdown',
    } as const
    const unknown = await people.mara.refusalsOf(api.decideRoute, {
      params,
      body: { ...deferral, controls: ['control-of-nobody'] },
    })
    expect(unknown.map((one) => one.kind)).toEqual(['no-such-control'])
    const dates = { reviewOn: day(30), expiresOn: day(120) }
    const hostile = { ...policy, conduit: 'x"; flush ruleset; #' }
    const refused = await people.mara.refusalsOf(api.recordControl, {
      body: { caseId, policy: hostile, ...dates },
    })
    expect(refused[0]).toMatchObject({ kind: 'malformed-request' })
    const elsewhere = { ...policy, protects: { assetTag: 'PLC-102', address: '10.10.1.12' } }
    const astray = await people.mara.refusalsOf(api.recordControl, {
      body: { caseId, policy: elsewhere, ...dates },
    })
    expect(astray.map((one) => one.kind)).toEqual(['control-elsewhere'])
    const { view } = await people.mara.ask(api.recordControl, {
      body: { caseId, policy, ...dates },
    })
    const { control, credit } = view
    expect(credit).toBe('none')
    expect(view.whyNot).toContain('The live check with real packets was not run')
    expect(control.verdict).toMatchObject({ kind: 'accepted', tool: 'nft' })
    expect(control.rulesSha256).toBe(createHash('sha256').update(control.rules).digest('hex'))
    const decided = await people.mara.ask(api.decideRoute, {
      params,
      body: { ...deferral, controls: [control.id] },
    })
    expect(decided.view.change.state).toBe('deferred')
    const ofCase = await people.noor.ask(api.readCase, { params: { id: caseId } })
    expect(ofCase.controlIds).toEqual([control.id])
    // A deferral pauses no clock: it is the dated plan itself, and the plan has its own.
    const { clocks, plans } = await people.noor.ask(api.readClocks)
    expect(plans).toMatchObject([
      { actions: deferral.mitigationPlan, due: { kind: 'day', on: deferral.dueOn } },
    ])
    const open = clocks.filter(({ stoppedOn }) => stoppedOn === null)
    expect(open.map(({ kind, dueOn }) => [kind, dueOn])).toContainEqual(['K3', deferral.dueOn])
    expect(clocks.find(({ kind }) => kind === 'K2')?.standing).toBe('in-time')
  })
})
