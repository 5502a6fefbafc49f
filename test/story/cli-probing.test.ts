import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpcUaServer, startOpcUa } from '../contracts/opcua-server.ts'
import { hasSnmpd, startSnmpd } from '../contracts/snmpd.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

describe('active probing at the terminal, of servers of somebody else', () => {
  const data = temporaryFolder('cli-probing')
  let server: ServerProcess
  let device: OpcUaServer
  let tomas: TerminalPerson
  let sam: TerminalPerson

  beforeAll(async () => {
    device = await startOpcUa('open')
    server = await startServer({ dataFolder: data.path })
    const at = { server: server.address, folder: data.path }
    tomas = new TerminalPerson({ login: 'tomas', ...at })
    sam = new TerminalPerson({ login: 'sam', ...at })
  })

  afterAll(async () => {
    await server?.stop()
    await device?.stop()
    data.remove()
  })

  function file(name: string, content: unknown): string {
    const path = join(data.path, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }

  test('OPC UA: permitted, shown dry, released, asked: the version stands beside the record', async () => {
    const asset = {
      ...{ tag: 'GW-1', kind: 'gateway', vendor: 'Maker of Servers', product: 'Boiler Server' },
      ...{ firmware: '2.4.0', zone: 'control' },
      identity: { protocol: 'opc-ua', host: '127.0.0.1', port: device.port },
    }
    const assets = file('assets.json', { assets: [asset] })
    await tomas.says(`assets import ${assets}`, { source: 'a list' })
    const { vendor, product, firmware } = asset
    const model = { vendor, product, firmware, protocol: 'opc-ua', triedBy: 'Tomas, on the spare' }
    const policy = file('policy.json', { zones: ['control'], knownSafe: [model] })
    await tomas.asks(api.setProbing, { file: policy })
    const { planned } = await tomas.asks(api.readProbe, { id: 'GW-1' })
    expect(planned.map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/^Read of BuildInfo, i=2260/),
    )
    const released = { id: 'GW-1', 'process-state': 'steady', 'free-connections': 2 }
    await sam.asks(api.releaseProbe, released)
    const { answer } = await tomas.asks(api.probeAsset, { id: 'GW-1' })
    expect(answer?.identity).toMatchObject({ vendor: 'Maker of Servers', firmware: '2.4.1' })
    expect(answer?.identity?.remark).toBe('The version is that of the OPC UA server, build 77')
    expect(answer?.differences).toEqual([{ field: 'firmware', recorded: '2.4.0', read: '2.4.1' }])
    const { facts } = await tomas.asks(api.readAssetFacts, { id: 'GW-1' })
    const { claims = [] } = facts.find((one) => one.field === 'firmware') ?? {}
    expect(claims.map(({ origin, state, source }) => [origin, state, source])).toEqual([
      ['import', 'stands', 'a list'],
      ['probe', 'conflict', 'active probe, opc-ua'],
    ])
  })

  test('no free slot: by what is recorded nothing is sent; by what the device says it ends', async () => {
    const full = await startOpcUa('full')
    const asset = {
      ...{ tag: 'GW-2', kind: 'gateway', vendor: 'Maker of Servers', product: 'Boiler Server' },
      ...{ firmware: '2.4.1', zone: 'control' },
      identity: { protocol: 'opc-ua', host: '127.0.0.1', port: full.port },
    }
    const assets = file('full.json', { assets: [asset] })
    await tomas.says(`assets import ${assets}`, { source: 'a second list' })
    const { vendor, product, firmware } = asset
    const model = { vendor, product, firmware, protocol: 'opc-ua', triedBy: 'Tomas, on the spare' }
    const permit = (counts: object) =>
      tomas.asks(api.setProbing, {
        file: file('counts.json', { zones: ['control'], knownSafe: [{ ...model, ...counts }] }),
      })
    await permit({ connectionsMax: 4, connectionsOthers: 4 })
    await sam.asks(api.releaseProbe, {
      ...{ id: 'GW-2', 'process-state': 'steady', 'free-connections': 1 },
    })
    const refused = await tomas.tries('assets probe', { id: 'GW-2' })
    expect(refused.err).toMatch(/serves 4 connections at once, others hold 4/)
    await permit({ connectionsMax: 4, connectionsOthers: 3 })
    const { answer } = await tomas.asks(api.probeAsset, { id: 'GW-2' })
    expect(answer).toMatchObject({ identity: null, refusal: 'probe-no-free-slot' })
    expect(answer?.why).toMatch(/no free slot: the server answered Bad_TooManySessions/)
    const { connectionsHeld } = await tomas.asks(api.readProbe, { id: 'GW-2' })
    expect(connectionsHeld).toBe(0)
    await full.stop()
  })

  test.skipIf(!hasSnmpd())(
    'SNMP version 3: not asked before its words are kept, and they never come back (needs snmpd)',
    async () => {
      const agent = await startSnmpd()
      const snmpUser = { name: 'sealed', auth: 'sha', privacy: 'aes-128' }
      const asset = {
        ...{ tag: 'SW-9', kind: 'switch', vendor: 'Siemens', product: 'SCALANCE XC208' },
        ...{ firmware: 'V4.3', zone: 'control' },
        identity: { protocol: 'snmp', host: '127.0.0.1', port: agent.port, snmpUser },
      }
      const assets = file('switches.json', { assets: [asset] })
      await tomas.says(`assets import ${assets}`, { source: 'switches' })
      const { vendor, product, firmware } = asset
      const model = { vendor, product, firmware, protocol: 'snmp', triedBy: 'Tomas, on the spare' }
      const policy = file('switch-policy.json', { zones: ['control'], knownSafe: [model] })
      await tomas.asks(api.setProbing, { file: policy })
      const steady = { 'process-state': 'steady', 'free-connections': 2 }
      await sam.asks(api.releaseProbe, { id: 'SW-9', ...steady })
      const unkept = await tomas.tries('assets probe', { id: 'SW-9' })
      expect(unkept.err).toMatch(/words of the SNMP user of SW-9 are not kept/)
      const words = { authentication: 'authentication-words', privacy: 'privacy-words' }
      const half = await tomas.tries('assets probe-credential', {
        ...{ id: 'SW-9', authentication: words.authentication },
      })
      expect(half.err).toMatch(/words of privacy are missing/)
      await tomas.asks(api.setProbeCredential, { id: 'SW-9', ...words })
      const { answer } = await tomas.asks(api.probeAsset, { id: 'SW-9' })
      expect(answer?.identity?.product).toBe('Test switch, firmware V5.2.4')
      const shown = await tomas.says('assets show', { id: 'SW-9' })
      expect(shown).toContain('"name": "sealed"')
      expect(shown).not.toMatch(/-words/)
      await agent.stop()
    },
  )
})
