import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const exported = readFileSync(
  fileURLToPath(new URL('../../simplant/site/fw-02.conf', import.meta.url)),
  'utf8',
)
/** Policy 90 lets the business network get to the dosing controller. */
const closed = exported.replace(/ {4}edit 90\n[\s\S]*?\n {4}next\n/, '')
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('access and monitoring that are claimed for a case', () => {
  const data = temporaryFolder('api-safeguards')
  let server: ServerProcess
  let people: People
  let caseId = ''

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    caseId = await decideCase(people, 'PLC-103', { exposure: 'open' })
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const importRules = (text: string) =>
    people.yuki.ask(api.importFirewall, {
      params: { id: 'FW-02' },
      body: {
        ...({ source: 'exported by hand', dialect: 'fortigate' } as const),
        files: [{ file: 'fw-02.conf', text }],
        interfaces: { wan1: 'business', dmz: 'dmz', internal: 'operations' },
        routes: [
          { to: '10.10.0.0/16', interface: 'internal' },
          { to: '10.20.1.0/24', interface: 'internal' },
        ],
      },
    })

  const claim = (body: Partial<Parameters<typeof fullBody>[0]> = {}) =>
    people.mara.ask(api.recordSafeguard, { body: fullBody(body) })

  function fullBody(changes: {
    readonly kind?: 'access' | 'monitoring'
    readonly title?: string
    readonly only?: { address: string; why: string }[]
  }) {
    return {
      ...{ caseId, kind: 'access' as const, title: 'Jump host', evidence: 'drawing 12' },
      ...{ expiresOn: day(90), recheckDays: 30, only: [] },
      ...changes,
    }
  }

  const standing = async (id: string) => {
    const { safeguards } = await people.noor.ask(api.listSafeguards)
    const found = safeguards.find(({ safeguard }) => safeguard.id === id)
    return found ?? expect.fail('it is listed')
  }

  const state = async () => {
    const read = await people.noor.ask(api.readCase, { params: { id: caseId } })
    return [read.case.state, read.case.decision?.answers?.exposure]
  }

  test('access counts while the machine finds no other sender, and opens the case when one appears', async () => {
    const inside = ['10.0', '10.2', '20.1', '30.1', '35.1'].map((part) => ({
      ...{ address: `10.${part}.0/24`, why: 'inside of FW-02' },
    }))
    const { view } = await claim({ only: inside })
    const { id } = view.safeguard
    expect([view.credit, view.why]).toEqual(['none', ['No check was run, and nobody inspected it']])
    const open = await people.mara.ask(api.checkSafeguard, { params: { id }, body: {} })
    expect(open.view.safeguard.check?.verdict).toBe('fails')
    expect(open.view.why[0]).toMatch(/From Business network over tcp\/502 10\.40\.1\.0/)
    // The import answers anew at once.
    await importRules(closed)
    expect((await standing(id)).credit).toBe('controlled')
    await people.mara.ask(api.decideCaseRoute, {
      ...{ params: { id: caseId }, body: { means: 'patch', reason: 'in the shutdown' } },
    })
    expect(await state()).toEqual(['decided', 'controlled'])
    const again = await importRules(exported)
    expect(again.reopened).toBe(1)
    expect((await state())[0]).toBe('open')
    await people.sam.ask(api.withdrawSafeguard, { params: { id }, body: { reason: 'not so' } })
    expect((await standing(id)).why).toContain('It was withdrawn: not so')
  })

  test('an inspection counts once a second person signed it', async () => {
    const { view } = await claim({ title: 'Locked cabinet' })
    const params = { id: view.safeguard.id }
    const [none] = await people.mara.refusalsOf(api.checkSafeguard, { params, body: {} })
    expect(none?.what).toBe('It is not said who alone may get to the asset')
    const body = { on: day(0), found: 'holds' as const, words: 'the key hangs at the shift lead' }
    await people.sam.ask(api.inspectSafeguard, { params, body })
    const [same] = await people.sam.refusalsOf(api.signInspection, { params, body: {} })
    expect(same?.kind).toBe('same-person')
    const [owner] = await people.mara.refusalsOf(api.signInspection, { params, body: {} })
    expect(owner?.kind).toBe('same-person')
    const signed = await people.idris.ask(api.signInspection, { params, body: {} })
    expect(signed.view).toMatchObject({ credit: 'controlled', shown: { by: 'inspection' } })
  })

  test('monitoring is shown by a capture that saw the asset, and takes nothing off the risk', async () => {
    const { view } = await claim({ kind: 'monitoring', title: 'Sensor at SW-02' })
    const params = { id: view.safeguard.id }
    const [none] = await people.mara.refusalsOf(api.checkSafeguard, { params, body: {} })
    expect(none?.what).toBe('No capture is kept in which 10.10.1.13 is seen')
    const audit = await people.noor.ask(api.auditControls)
    const own = audit.cases.find((one) => one.caseId === caseId)
    expect(own?.safeguards.map(({ safeguard, credit }) => [safeguard.title, credit])).toEqual(
      expect.arrayContaining([
        ['Sensor at SW-02', 'none'],
        ['Locked cabinet', 'controlled'],
        ['Jump host', 'none'],
      ]),
    )
    const { entries } = await people.noor.ask(api.readLedger)
    expect(JSON.stringify(entries)).toContain('Inspection signed by a second person')
  })
})
