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
/** Policy 90 lets the business network write to the dosing controller. */
const closed = exported.replace(/ {4}edit 90\n[\s\S]*?\n {4}next\n/, '')
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
const way = { from: 'zone:business', to: 'host:10.10.1.13', service: 'tcp/502' }

describe('the configurations of the firewalls', () => {
  const data = temporaryFolder('api-firewalls')
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

  async function exposureOf(tag: string) {
    const { findings } = await people.mara.ask(api.listFindings)
    const found = findings.find((one) => one.assetTag === tag && one.verdict === 'affected')
    const { assetId, advisoryId, productId } = found ?? expect.fail(`${tag} has a finding`)
    const body = { assetId, advisoryId, productId }
    const { evidence } = (await people.mara.ask(api.openCase, { body })).view
    return evidence.answers.find(({ item }) => item === 'exposure')?.value ?? null
  }

  test('name the rule by which a packet of the business gets to a controller', async () => {
    const { verdict, witness, path, firewallsRead } = await people.noor.ask(api.askReach, {
      body: way,
    })
    expect([verdict, firewallsRead]).toEqual(['some', ['FW-02']])
    expect(witness).toMatch(/^tcp from 10\.40\.1\.\d+ port \d+ to 10\.10\.1\.13 port 502$/)
    expect(path.map(({ rule }) => rule)).toContain(
      'firewall policy 90 "dosing commissioning, temporary"',
    )
  })

  test('are read before they are taken: what changes is shown, what is wrong is refused whole', async () => {
    const look = await people.yuki.ask(api.previewFirewall, { params, body: bodyOf(closed) })
    expect(look.changes.map(({ from, newlyAllowed }) => [from, newlyAllowed])).toContainEqual([
      'business',
      null,
    ])
    expect(look.interfaces).toEqual(expect.arrayContaining(['wan1', 'dmz', 'internal']))
    const before = await people.noor.ask(api.listFirewalls)
    for (const [body, what] of [
      [{ ...bodyOf(closed), interfaces: { wan1: 'cellar' } }, /no zone has the id "cellar"/],
      [{ ...bodyOf(closed), interfaces: { wan9: 'business' } }, /no such interface/],
      [{ ...bodyOf('end\nnonsense {'), dialect: 'nftables' as const }, /nft -j list ruleset/],
    ] as const) {
      const [refusal] = await people.yuki.refusalsOf(api.importFirewall, { params, body })
      expect(refusal?.what).toMatch(what)
    }
    const elsewhere = { params: { id: 'PLC-101' }, body: bodyOf(closed) }
    const [kind] = await people.yuki.refusalsOf(api.importFirewall, elsewhere)
    expect(kind?.what).toMatch(/PLC-101 is a .*, not a firewall/)
    const [role] = await people.priya.refusalsOf(api.importFirewall, {
      params,
      body: bodyOf(closed),
    })
    expect(role?.kind).toBe('not-your-role')
    expect(await people.noor.ask(api.listFirewalls)).toEqual(before)
  })

  test('answer anew when one changes: a case whose way in became worse is open again', async () => {
    const calmer = await people.yuki.ask(api.importFirewall, { params, body: bodyOf(closed) })
    expect(calmer).toMatchObject({ reopened: 0, digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await people.noor.ask(api.askReach, { body: way })).verdict).toBe('none')
    expect(await exposureOf('PLC-102')).toBe('controlled')
    const id = await decideCase(people, 'PLC-103')
    const { case: decided } = await people.noor.ask(api.readCase, { params: { id } })
    expect(decided.decision?.wayIn).toMatchObject({ exposure: 'controlled' })
    const again = await people.yuki.ask(api.importFirewall, { params, body: bodyOf(exported) })
    expect(again.reopened).toBe(1)
    const { case: open, evidence } = await people.noor.ask(api.readCase, { params: { id } })
    expect(open.state).toBe('open')
    expect(open.reopenedBecause).toMatch(/^The way in was controlled and is not known/)
    const lines = evidence.lines.map(({ name, words }) => `${name}: ${words}`).join('\n')
    expect(lines).toMatch(/Perhaps reached from Business network: .* by FW-02 firewall policy 90/)
    expect(lines).toMatch(/the configuration of FW-01 is not imported/)
    const { entries } = await people.noor.ask(api.readLedger)
    expect(JSON.stringify(entries)).toContain('Configuration of FW-02 imported')
  })
})
