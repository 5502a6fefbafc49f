import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

const NMAP = `<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun><host endtime="1774958460">
  <status state="up"/><address addr="10.10.1.11" addrtype="ipv4"/>
  <ports><port protocol="tcp" portid="80"><state state="open"/>
  <service name="http" product="GoAhead" version="2.5.0"/></port></ports></host>
  <host><status state="up"/><address addr="10.99.0.1" addrtype="ipv4"/></host></nmaprun>`

describe('an inventory comes in over the API and at the terminal', () => {
  const data = temporaryFolder('api-inventory')
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

  const firmwareOf = async (id: string) => {
    const { asset } = await people.noor.ask(api.readAsset, { params: { id } })
    return asset.firmware
  }
  const factOf = async (id: string, field: string) => {
    const { facts } = await people.noor.ask(api.readAssetFacts, { params: { id } })
    return facts.find((one) => one.field === field)
  }

  test('a scan finds its asset by address and adds what it saw; a stranger is refused', async () => {
    const wish = { content: NMAP, source: 'Nmap, March' }
    const preview = await people.mara.ask(api.previewAssetImport, { body: wish })
    expect(preview).toMatchObject({ format: 'nmap', preset: 'nmap', counts: { refused: 1 } })
    expect(preview.rows).toMatchObject([
      {
        kind: 'refused',
        reasons: ['host 10.99.0.1, vendor is empty', 'host 10.99.0.1, product is empty'],
      },
      { kind: 'changed', assetId: 'PLC-101', matchedBy: 'IP address' },
    ])
    const whole = await people.mara.refusalsOf(api.importAssets, { body: wish })
    expect(whole.map((one) => one.what)).toEqual([
      'Inventory: host 10.99.0.1, vendor is empty',
      'Inventory: host 10.99.0.1, product is empty',
    ])
    const body = { ...wish, digest: preview.digest }
    const done = await people.mara.ask(api.importAssets, { body })
    expect(done).toMatchObject({ imported: 1, refused: { length: 2 }, conflicts: [] })
    expect(await factOf('PLC-101', 'openPorts')).toMatchObject({
      value: ['tcp/80 http'],
      source: 'Nmap, March',
      at: '2026-03-31T12:01:00.000Z',
    })
    expect(await factOf('PLC-101', 'firmware')).toMatchObject({
      source: 'demonstration plant inventory',
    })
  })

  test('the same act sent twice is done once', async () => {
    const body = { content: 'Tag,Owner\nPLC-102,Shift A', source: 'owners' }
    const sent = { body, idempotencyKey: 'inventory-once-0001' }
    const first = await people.tomas.ask(api.importAssets, sent)
    const second = await people.tomas.ask(api.importAssets, sent)
    expect({ leaf: second.leaf, imported: second.imported }).toEqual({
      leaf: first.leaf,
      imported: 1,
    })
  })

  test('a preset is recognised by its columns, and its product is named', async () => {
    const content = [
      'name,type,vendor,product_name,firmware_version,serial_number,ip,mac_address,mac_vendor',
      'PLC-701,PLC,Siemens,CPU 1516-3,V2.9.4,S C-1234,10.77.0.1,00:1b:1b:00:00:01,Siemens AG',
    ].join('\n')
    const body = { content, source: 'monitoring' }
    const preview = await people.mara.ask(api.previewAssetImport, { body })
    expect(preview).toMatchObject({ preset: 'nozomi', mappedBy: 'preset', counts: { new: 1 } })
    expect(preview.mapping.columns).toMatchObject({ product_name: 'product', mac_vendor: null })
    const unknown = await people.mara.refusalsOf(api.previewAssetImport, {
      body: { ...body, preset: 'elsewhere' },
    })
    expect(unknown[0]?.what).toMatch(/no preset "elsewhere"; there are: claroty/)
  })

  test('the software of a bill of materials goes to the asset that it is said to be of', async () => {
    const bill = {
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { type: 'device', name: 'M340', supplier: { name: 'Schneider' } } },
      components: [{ type: 'library', name: 'openssl', version: '1.1.1', cpe: 'cpe:/a:openssl' }],
    }
    const content = JSON.stringify(bill)
    const mapping = { columns: { software: 'software' as const }, constants: { tag: 'PLC-103' } }
    const body = { content, source: 'vendor SBOM', mapping }
    await people.tomas.ask(api.importAssets, { body })
    expect(await factOf('PLC-103', 'software')).toMatchObject({
      value: [{ name: 'openssl', version: '1.1.1', purl: null, cpe: 'cpe:/a:openssl' }],
    })
  })

  test('a software list with a row for each entry becomes one list of its asset', async () => {
    const content =
      'Tag,Software name,Software version\nPLC-104,lighttpd,1.4.35\nPLC-104,BusyBox,1.36.1'
    const body = { content, source: 'software list' }
    const done = await people.tomas.ask(api.importAssets, { body })
    expect(done).toMatchObject({ imported: 1, conflicts: [] })
    expect(await factOf('PLC-104', 'software')).toMatchObject({
      value: [
        { name: 'BusyBox', version: '1.36.1' },
        { name: 'lighttpd', version: '1.4.35' },
      ],
    })
  })

  test('software that an advisory means is found on the asset that it runs on', async () => {
    const suite = async (version: string) => {
      const list = `Tag,Software name,Software version\nEWS-02,Siemens SIMATIC WinCC,${version}`
      const body = { content: list, source: 'software of the panels' }
      const { matchingJob } = await people.tomas.ask(api.importAssets, { body })
      expect(matchingJob).toBeNull()
      const query = { assetId: 'EWS-02', advisoryId: 'HPDEMO-2026-005' }
      return (await people.noor.ask(api.listFindings, { query })).findings
    }
    const found = await suite('V7.5 SP2 Update 7')
    expect(found).toMatchObject([
      { verdict: 'affected', productId: 'WINCC-V75', confidence: 'installed-by-name' },
    ])
    expect(found[0]?.reasons[0]).toContain(
      'installed software "Siemens SIMATIC WinCC V7.5 SP2 Update 7"',
    )
    expect(await suite('V7.5 SP2 Update 8')).toMatchObject([{ verdict: 'not-affected' }])
  })

  test('only those whose task it is may import and rule; the reason stands in the ledger', async () => {
    const body = { content: 'Tag,Firmware\nPLC-103,V0.1', source: 'rumour' }
    const refused = await people.sam.refusalsOf(api.importAssets, { body })
    expect(refused.map((one) => one.kind)).toEqual(['not-your-role'])
    await people.tomas.ask(api.importAssets, { body })
    const stood = await firmwareOf('PLC-103')
    const { conflicts } = await people.noor.ask(api.listFactConflicts)
    expect(conflicts).toMatchObject([{ tag: 'PLC-103', fact: { field: 'firmware' } }])
    const waiting = async () =>
      (await people.tomas.ask(api.overview)).needsMe.filter(({ kind }) => kind === 'conflict')
    expect(await waiting()).toMatchObject([
      { title: 'PLC-103', reason: 'Sources disagree about 1 fact of the inventory' },
    ])
    const facts = [{ assetId: 'PLC-103', field: 'firmware' as const }]
    const ruling = { facts, source: 'demonstration plant inventory', reason: 'Read on its screen' }
    const notHis = await people.sam.refusalsOf(api.ruleOnFacts, { body: ruling })
    expect(notHis.map((one) => one.kind)).toEqual(['not-your-role'])
    const nobody = { ...ruling, source: 'nobody' }
    const silent = await people.mara.refusalsOf(api.ruleOnFacts, { body: nobody })
    expect(silent.map((one) => one.kind)).toEqual(['no-such-claim'])
    await people.mara.ask(api.ruleOnFacts, { body: ruling })
    expect(await firmwareOf('PLC-103')).toBe(stood)
    expect(await waiting()).toEqual([])
    expect((await people.noor.ask(api.listFactConflicts)).conflicts).toEqual([])
  })

  test('the terminal previews, and then imports what it previewed', async () => {
    const tomas = new TerminalPerson({ login: 'tomas', server: server.address, folder: data.path })
    const file = join(data.path, 'list.csv')
    writeFileSync(file, 'Tag;Responsible\nPLC-104;Shift B\nGHOST-1;nobody\n')
    const source = 'owners'
    const shown = await tomas.says(`assets import ${file} --preview`, { source })
    const preview = JSON.parse(shown) as api.ImportPreview
    expect(preview.counts).toMatchObject({ changed: 1, refused: 1 })
    const whole = await tomas.tries(`assets import ${file}`, { source })
    expect(whole.code).toBe(2)
    expect(whole.err).toMatch(/^refused: Inventory: row 2, vendor is empty/)
    const { digest } = preview
    const told = await tomas.says(`assets import ${file}`, { source, digest })
    expect(JSON.parse(told)).toMatchObject({ imported: 1, unchanged: 0 })
    expect(await factOf('PLC-104', 'owner')).toMatchObject({ value: 'Shift B', source: 'owners' })
  })

  describe.skipIf(testData() === null)('from captures (needs the test data)', () => {
    test('a capture brings in the devices that said who they are', async () => {
      const path = join(testData() ?? '', 'pcap', 'enip-list-identity.pcap')
      const contentBase64 = readFileSync(path).toString('base64')
      const body = { fileName: 'walk.pcap', contentBase64, source: 'capture of the walk' }
      const preview = await people.mara.ask(api.previewAssetImport, { body })
      expect(preview.format).toBe('capture')
      expect(preview.counts.new).toBeGreaterThan(0)
      const digest = preview.digest
      await people.mara.ask(api.importAssets, { body: { ...body, digest } })
      const [brought] = preview.rows.filter((row) => row.kind === 'new')
      const { facts } = await people.noor.ask(api.readAssetFacts, {
        params: { id: brought?.assetId ?? '' },
      })
      expect(facts.find((one) => one.field === 'vendor')?.claims).toMatchObject([
        { origin: 'capture', source: 'capture of the walk', state: 'stands' },
      ])
    })
  })
})
