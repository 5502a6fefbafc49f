import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const release = { processState: 'steady', freeConnections: 3 }

describe('active probing over the API', () => {
  const data = temporaryFolder('probing')
  const params = { id: 'PLC-101' }
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

  const kinds = (refusals: readonly { readonly kind: string }[]) => refusals.map((one) => one.kind)

  test('is off at first; the dry run still shows what would be sent', async () => {
    const { planned, refusals, target } = await people.tomas.ask(api.readProbe, { params })
    expect(target).toMatch(/^ethernet-ip 127\.0\.0\.1:\d+$/)
    expect(planned[0]?.bytes).toMatch(/^6500 0400/)
    expect(kinds(refusals)).toEqual([
      'probing-off-in-zone',
      'model-not-known-safe',
      'probe-not-released',
    ])
    const released = await people.sam.refusalsOf(api.releaseProbe, { params, body: release })
    expect(kinds(released)).toEqual(['probing-off-in-zone', 'model-not-known-safe'])
  })

  test('permitted and released, it asks once and sets the answer beside the record', async () => {
    const model = {
      vendor: 'Rockwell Automation',
      product: '1756-EN2T/D',
      firmware: '10.010',
      protocol: 'ethernet-ip',
      triedBy: 'Tomas Okafor, on the spare',
    } as const
    const body = { zones: ['control', 'safety'], knownSafe: [model] }
    const byOperator = await people.sam.refusalsOf(api.setProbing, { body })
    expect(kinds(byOperator)).toEqual(['not-your-role'])
    await people.tomas.ask(api.setProbing, { body })
    await people.sam.ask(api.releaseProbe, { params, body: release })
    const { answer } = await people.tomas.ask(api.probeAsset, { params })
    expect(answer?.identity?.firmware).toBe('10.010')
    expect(answer?.differences).toEqual([])
    const again = await people.tomas.refusalsOf(api.probeAsset, { params })
    expect(kinds(again)).toEqual(['probe-not-released'])
    const { newest } = await people.noor.ask(api.readProbe, { params })
    expect(newest).toEqual(answer)
    const { facts } = await people.noor.ask(api.readAssetFacts, { params })
    const { claims = [] } = facts.find((one) => one.field === 'firmware') ?? {}
    expect(claims.map(({ origin, state, source }) => [origin, state, source])).toEqual([
      ['import', 'stands', 'demonstration plant inventory'],
      ['probe', 'agrees', 'active probe, ethernet-ip'],
    ])
  })

  test('a safety system is never asked, also in a zone that is permitted', async () => {
    const sis = { id: 'SIS-101' }
    const released = await people.sam.refusalsOf(api.releaseProbe, { params: sis, body: release })
    expect(kinds(released)).toEqual(['probe-of-safety-system'])
    const asked = await people.tomas.refusalsOf(api.probeAsset, { params: sis })
    expect(kinds(asked)).toContain('probe-of-safety-system')
  })

  test('what was done stands in the ledger, in words', async () => {
    const { entries } = await people.noor.ask(api.readLedger, { query: { limit: 10 } })
    const words = entries.map((entry) => entry.words)
    expect(words).toContain('PLC-101: one probe released by Sam Duarte')
    expect(words).toContain('PLC-101 answered')
  })
})
