import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as api from '@holdpoint/api'
import { type Conversation, writeCapture } from '@holdpoint/core'
import { labLacks } from '@holdpoint/lab'
import { suricataLacks } from '@holdpoint/suricata'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt, startClocks, writePlan } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const exported = readFileSync(
  fileURLToPath(new URL('../../simplant/site/fw-02.conf', import.meta.url)),
  'utf8',
)
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const params = { id: 'FW-02' }
const bodyOf = (text: string) => ({
  ...({ source: 'exported by hand', dialect: 'fortigate' } as const),
  files: [{ file: 'fw-02.conf', text }],
  interfaces: { wan1: 'business', dmz: 'dmz', internal: 'operations' },
  routes: [
    { to: '10.10.0.0/16', interface: 'internal' },
    { to: '10.20.1.0/24', interface: 'internal' },
  ],
})

/** What SCADA-01 asks PLC-103 all day, and the stranger's write that it never sends. */
function capture(...functions: readonly number[]): string {
  const exchange = (code: number) => {
    const bytes = (data: readonly number[]) => [0, code, 0, 0, 0, data.length + 2, 1, code, ...data]
    const request = bytes(code === 6 ? [0, 9, 0, 1] : [0, 0, 0, 1])
    const answer = code === 6 ? [0, 9, 0, 1] : [2, 0, 7]
    return [
      { from: 'client', bytes: request },
      { from: 'server', bytes: bytes(answer) },
    ] as const
  }
  const conversation: Conversation = {
    ...{ what: 'a day', transport: 'tcp', client: '10.20.1.21', clientPort: 40_001 },
    ...{ server: '10.10.1.13', serverPort: 502, messages: functions.flatMap(exchange) },
  }
  return Buffer.from(writeCapture([conversation]).bytes).toString('base64')
}

const baseline = {
  ...{ name: 'A day of dosing', place: 'mirror port of SW-02', fileName: 'day.pcap' },
  covers: ['steady', 'start-up', 'failover'] as ('steady' | 'start-up' | 'failover')[],
  neverHere: [{ phase: 'batch' as const, why: 'Water flows all day' }],
  contentBase64: capture(3, 4, 3),
}
const wish = {
  ...{ assetTag: 'PLC-103', version: 'SV3.51' },
  reversibleBasis: 'The vendor lets the old image be loaded again',
}
const exploit = { protocol: 'modbus', function: 6 }
const lacks = (await labLacks()) ?? (await suricataLacks())

describe.skipIf(lacks !== null)(
  'a deferred case with a control (needs network namespaces and Suricata)',
  () => {
    const data = temporaryFolder('api-proved-control')
    let server: ServerProcess
    let people: People
    let caseId = ''
    let control: api.ControlView['control']

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      people = peopleAt(server.address)
    })

    afterAll(async () => {
      await server?.stop()
      data.remove()
    })

    const at = () => ({ params: { id: control.id } })
    const check = (kind: 'exact-planned' | 'exact-deployed' | 'live' | 'captures') =>
      people.mara.ask(api.checkControl, { ...at(), body: { kind } })
    const view = () => people.noor.ask(api.readControl, at())
    const importRules = (text: string) =>
      people.yuki.ask(api.importFirewall, { params, body: bodyOf(text) })

    async function take(step: 'learn' | 'alert' | 'enforce'): Promise<void> {
      await people.sam.ask(api.releaseControlStep, { ...at(), body: { step, reason: 'quiet' } })
      await people.yuki.ask(api.takeControlStep, { ...at(), body: { step } })
    }

    async function wayIn() {
      const read = await people.noor.ask(api.readCase, { params: { id: caseId } })
      return [read.case.state, read.case.decision?.answers?.exposure ?? null]
    }

    test('is deferred with the way in open: a control that is only recorded is worth nothing', async () => {
      caseId = await decideCase(people, 'PLC-103', { exposure: 'open' })
      const { case: decided } = await people.noor.ask(api.readCase, { params: { id: caseId } })
      const [cve = ''] = decided.finding.cves
      const changeId = await writePlan(people, { caseId, ...wish })
      await startClocks(people, caseId)
      await people.tomas.ask(api.submitToBoard, { params: { id: changeId } })
      const recorded = await people.mara.ask(api.recordControl, {
        body: {
          ...{ caseId, firewall: 'FW-02', reviewOn: day(30), expiresOn: day(120) },
          point: { dialect: 'fortigate', from: 'wan1', to: 'internal', firstId: 900, before: 90 },
          policy: {
            conduit: 'business to dosing',
            protects: { assetTag: 'PLC-103', address: '10.10.1.13' },
            permitted: [
              {
                ...{ from: '10.20.1.21', to: '10.10.1.13', protocol: 'tcp', port: 502 },
                why: 'SCADA-01 polls',
              },
            ],
          },
        },
      })
      control = recorded.view.control
      await people.mara.ask(api.decideRoute, {
        params: { id: changeId },
        body: {
          ...({ kind: 'deferral', mitigationPlan: 'Patch in the spring shutdown' } as const),
          ...{ dueOn: day(120), reviewOn: day(30), reason: 'no window before the shutdown' },
          controls: [control.id],
        },
      })
      expect(recorded.view.credit).toBe('none')
      expect((await wayIn())[1]).toBe('open')
      const early = await people.mara.refusalsOf(api.checkControl, {
        ...at(),
        body: { kind: 'captures' },
      })
      expect(early[0]?.what).toBe('Nobody said what the exploit sends')
      const other = await people.mara.refusalsOf(api.describeExploit, {
        ...at(),
        body: { cve: 'CVE-1999-0001', exploit },
      })
      expect(other[0]?.kind).toBe('other-vulnerability')
      const described = await people.mara.ask(api.describeExploit, {
        ...at(),
        body: { cve, exploit },
      })
      expect(described.view.control.signature?.rule).toContain(cve)
    })

    test('is checked on captures only with a baseline that covers a full cycle of its asset', async () => {
      const ask = { ...at(), body: { kind: 'captures' as const } }
      const [none] = await people.mara.refusalsOf(api.checkControl, ask)
      expect(none?.what).toBe('No baseline is kept in which PLC-103 (10.10.1.13) is seen')
      const [damaged] = await people.yuki.refusalsOf(api.addBaseline, {
        body: { ...baseline, contentBase64: Buffer.from('no capture').toString('base64') },
      })
      expect(damaged?.what).toMatch(/^day\.pcap: at byte 0: /)
      const [role] = await people.priya.refusalsOf(api.addBaseline, { body: baseline })
      expect(role?.kind).toBe('not-your-role')
      const part = { ...baseline, name: 'A quiet hour', covers: ['steady' as const], neverHere: [] }
      await people.yuki.ask(api.addBaseline, { body: part })
      const [open] = await people.mara.refusalsOf(api.checkControl, ask)
      expect(open?.what).toMatch(/do not cover start-up, a batch or change of product, a failover$/)
      const { baseline: kept } = await people.yuki.ask(api.addBaseline, { body: baseline })
      expect([kept.packets, kept.devices]).toEqual([
        18,
        expect.arrayContaining(['10.10.1.13', '10.20.1.21']),
      ])
      expect((await people.noor.ask(api.listBaselines)).leftOpen).toEqual([])
    })

    test('becomes controlled only when it is proved three ways and enforced', async () => {
      const planned = await check('exact-planned')
      expect(planned.view.control.checks.map(({ verdict }) => verdict)).toEqual(['holds'])
      await check('live')
      const onCaptures = (await check('captures')).view.control.checks.at(-1)
      expect(onCaptures).toMatchObject({
        ...{ kind: 'captures', verdict: 'holds', tool: expect.stringMatching(/^Suricata \d/) },
      })
      expect(onCaptures?.inputs.map(({ name }) => name)).toContain('baseline "A day of dosing"')
      await take('learn')
      await take('alert')
      await take('enforce')
      expect((await view()).whyNot).toEqual([
        'The exact check of what the firewall runs was not run',
      ])
      expect((await wayIn())[1]).toBe('open')
      // The import of what the firewall runs now is checked at once.
      await importRules(`${exported}${control.rules}`)
      const proved = await view()
      expect([proved.credit, proved.whyNot]).toEqual(['controlled', []])
      expect((await wayIn())[1]).toBe('open')
      await people.mara.ask(api.decideCaseRoute, {
        params: { id: caseId },
        body: { means: 'patch', reason: 'in the spring shutdown' },
      })
      expect(await wayIn()).toEqual(['decided', 'controlled'])
    })

    test('is open again when the rule is gone from the configuration, and when it is vetoed', async () => {
      const removed = await importRules(exported)
      expect(removed.reopened).toBe(1)
      expect((await wayIn())[0]).toBe('open')
      expect((await view()).whyNot).toContain('The exact check of what the firewall runs fails')
      await importRules(`${exported}${control.rules}`)
      expect((await view()).credit).toBe('controlled')
      await people.mara.ask(api.decideCaseRoute, {
        params: { id: caseId },
        body: { means: 'patch', reason: 'the rule is back' },
      })
      expect(await wayIn()).toEqual(['decided', 'controlled'])
      await people.sam.ask(api.vetoControl, { ...at(), body: { reason: 'dosing trips' } })
      expect((await view()).credit).toBe('none')
      expect((await wayIn())[0]).toBe('open')
    })

    test('loses its worth when a new baseline sets off the alarm', async () => {
      await people.sam.ask(api.liftControlVeto, { ...at(), body: { reason: 'found the cause' } })
      expect((await view()).credit).toBe('controlled')
      await people.yuki.ask(api.addBaseline, {
        body: { ...baseline, name: 'A change of setpoint', contentBase64: capture(3, 6, 3) },
      })
      const { credit, whyNot } = await view()
      expect([credit, whyNot]).toEqual(['none', ['The check on captures fails']])
      const { entries } = await people.noor.ask(api.readLedger)
      expect(JSON.stringify(entries)).toContain('Baseline of the plant kept: A change of setpoint')
    })
  },
)
