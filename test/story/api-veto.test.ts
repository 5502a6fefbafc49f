import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boardSaysGo,
  decideCase,
  fillWholeForm,
  type People,
  peopleAt,
  release,
  runAll,
  signAll,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const reversible = {
  assetTag: 'PLC-103',
  version: 'SV3.51',
  reversibleBasis: 'The vendor lets the old image be loaded again',
}
const veto = { ground: 'safety', reason: 'The night crew is one short' } as const

describe('the veto over the API', () => {
  const data = temporaryFolder('veto')
  let server: ServerProcess
  let people: People
  let caseId: string

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    caseId = await decideCase(people, 'PLC-103')
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const kinds = (refusals: readonly { readonly kind: string }[]) => refusals.map((one) => one.kind)

  test('five signatures do not outvote operations', async () => {
    const params = { id: await writePlan(people, { caseId, ...reversible }) }
    await people.tomas.ask(api.submitToBoard, { params })
    await fillWholeForm(people, params.id)
    const { digest: read } = await people.priya.ask(api.readChange, { params })
    const stolen = await people.priya.refusalsOf(api.signRoute, {
      params,
      body: { role: 'operations-manager', digest: read ?? '', password: 'only the session' },
    })
    expect(kinds(stolen)).toEqual(['reauthentication-refused'])
    await signAll(people, params.id)
    const notHers = await people.mara.refusalsOf(api.vetoRoute, { params, body: veto })
    expect(kinds(notHers)).toEqual(['not-your-role'])
    await people.priya.ask(api.vetoRoute, { params, body: veto })
    const { change, digest } = await people.mara.ask(api.readChange, { params })
    expect(change).toMatchObject({ state: 'vetoed', board: { veto: { reason: veto.reason } } })
    for (const person of Object.values(people)) {
      const go = { kind: 'go', digest: digest ?? '' } as const
      await person.refusalsOf(api.decideRoute, { params, body: go })
      const body = { processState: 'tank at 62 %', permit: 'PTW-1' }
      await person.refusalsOf(api.releaseRoute, { params, body })
      await person.refusalsOf(api.startStepRoute, { params, body: { stepId: 'backup' } })
    }
    const { view } = await people.tomas.ask(api.reviseRoute, {
      params,
      body: { reason: 'two operators on shift' },
    })
    expect(view.change).toMatchObject({ state: 'drafted', revision: 2 })
    expect(view.signedRoles).toEqual([])
  })

  test('the CIP senior manager is told at once, with a last day, and notes what follows', async () => {
    const { tasks } = await people.ruth.ask(api.readClocks)
    const [task] = tasks
    if (task === undefined) throw new Error('the veto was not told')
    expect(task).toMatchObject({
      about: { kind: 'veto', revision: 1, assetId: 'PLC-103', reason: veto.reason },
      answer: null,
    })
    const waiting = (await people.ruth.ask(api.overview)).needsMe.find(({ id }) => id === task.id)
    expect(waiting).toMatchObject({
      what: 'Note the veto, and say what follows',
      dueOn: task.dueOn,
      link: '/clocks',
    })
    const { content } = await people.ruth.ask(api.readClockCalendar)
    expect(content).toContain(`DTSTART;VALUE=DATE:${task.dueOn.replaceAll('-', '')}`)
    const approves = { id: task.id, verdict: 'approved', reason: 'no' } as const
    expect(kinds(await people.ruth.refusalsOf(api.answerTask, { body: approves }))).toEqual([
      'veto-is-final',
    ])
    const body = { id: task.id, verdict: 'noted', reason: 'A second crew in June' } as const
    await people.ruth.ask(api.answerTask, { body })
    const after = await people.ruth.ask(api.readClocks)
    expect(after.tasks[0]?.answer).toMatchObject({ verdict: 'noted', late: false })
    const { needsMe } = await people.ruth.ask(api.overview)
    expect(needsMe.find(({ id }) => id === task.id)).toBeUndefined()
  })

  test('the operator vetoes in the window: nothing goes forward, the way back stays open', async () => {
    const params = { id: await writePlan(people, { caseId, ...reversible }) }
    await boardSaysGo(people, params.id)
    await release(people, params.id)
    await runAll(people, params.id, ['backup', 'transfer', 'activate'])
    await people.sam.ask(api.vetoRoute, { params, body: veto })
    for (const person of Object.values(people)) {
      for (const stepId of ['read', 'confirm', 'activate', 'transfer', 'backup']) {
        await person.refusalsOf(api.startStepRoute, { params, body: { stepId } })
        const done = { stepId, outcome: 'done', detail: 'by hand' } as const
        await person.refusalsOf(api.recordStepRoute, { params, body: done })
      }
      await person.refusalsOf(api.resumeRoute, { params, body: { processState: 'ok' } })
      await person.refusalsOf(api.acceptBackRoute, { params, body: { processState: 'ok' } })
    }
    const early = await people.tomas.refusalsOf(api.reviseRoute, {
      params,
      body: { reason: 'try again' },
    })
    expect(kinds(early)).toEqual(['plant-touched'])
    await people.sam.ask(api.releaseRollbackRoute, { params, body: { reason: 'vetoed' } })
    await runAll(people, params.id, ['rollback-firmware', 'rollback-program', 'rollback-read'])
    await people.sam.ask(api.acceptRollbackRoute, { params, body: { processState: 'dosing' } })
    await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    const reading = { testId: 'valve', measured: 50.1 }
    await people.sam.ask(api.recordTestRoute, { params, body: reading })
    await people.tomas.ask(api.verifyFirmwareRoute, { params })
    await people.tomas.ask(api.recordLessonRoute, { params, body: { lesson: 'ask the shift' } })
    const closed = await people.tomas.ask(api.closeRoute, { params })
    expect(closed.view.change.validation.closedAs).toBe('rolled-back')
  })
})
