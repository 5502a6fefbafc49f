import { describe, expect, test } from 'vitest'
import type { Level } from '../../plant/asset.ts'
import type { Conduit, PlantNetwork } from '../../plant/network.ts'
import { exposureByNetwork } from './exposure-by-network.ts'

const zone = (id: string, level: Level) => ({
  ...{ id, name: id, level, containsSafetySystem: false, securityLevelTarget: null },
  subnets: id === 'control' ? ['10.1.0.0/16'] : [],
})
const flow = (from: string, to: string, service: string) => ({ from, to, service, why: 'needed' })
const conduit = (
  between: readonly [string, string],
  flows: Conduit['flows'],
  enforcedBy: readonly string[] = ['FW-1'],
): Conduit => ({
  ...{ id: between.join('-'), name: between.join('-'), between, enforcedBy, flows },
  lossToleratedSeconds: null,
})
const zones = [zone('business', 4), zone('dmz', 3.5), zone('control', 1)]
const guarded: PlantNetwork = {
  zones,
  conduits: [
    conduit(['business', 'dmz'], [flow('business', 'dmz', 'tcp/443')]),
    conduit(['dmz', 'control'], [flow('dmz', 'control', 'tcp/502')]),
  ],
}
const plc = { zone: 'control', address: '10.1.2.3' }
const modbus = [{ port: 502, transport: 'tcp' as const }]
const said = (network: PlantNetwork | null, services = modbus, asset = plc) =>
  exposureByNetwork(asset, network, services)

describe('the exposure by the recorded zones and conduits', () => {
  test('is not known where no list, no such zone, no outside or a wrong address is recorded', () => {
    for (const one of [
      said(null),
      said(guarded, modbus, { ...plc, zone: 'cellar' }),
      said(guarded, modbus, { ...plc, address: '192.168.0.9' }),
      said({ ...guarded, zones: zones.slice(1) }),
    ]) {
      expect(one.exposure).toBeNull()
    }
  })

  test('is controlled where a conduit stops the service on the way, and says it is not proved', () => {
    const { exposure, because, from } = said(guarded)
    expect([exposure, from]).toEqual(['controlled', ['dmz']])
    expect(because).toContain('As recorded, not proved')
  })

  test('is open where every leg lets the service pass, or nothing enforces one', () => {
    const let502 = conduit(['business', 'dmz'], [flow('business', 'dmz', 'tcp/502')])
    const unguarded = conduit(['business', 'dmz'], [], [])
    for (const first of [let502, unguarded]) {
      const network = { ...guarded, conduits: [first, ...guarded.conduits.slice(1)] }
      expect(said(network).exposure).toBe('open')
    }
    expect(said(guarded, modbus, { zone: 'business', address: '10.9.9.9' }).exposure).toBe('open')
  })

  test('goes by the direction of a flow', () => {
    const back = conduit(['business', 'dmz'], [flow('dmz', 'business', 'tcp/502')])
    expect(said({ ...guarded, conduits: [back, ...guarded.conduits.slice(1)] }).exposure).toBe(
      'controlled',
    )
  })

  test('is not known where the service is not named and something passes on every leg', () => {
    expect(said(guarded, []).exposure).toBeNull()
    const first = conduit(['business', 'dmz'], [])
    const shut = { ...guarded, conduits: [first, ...guarded.conduits.slice(1)] }
    expect(said(shut, []).exposure).toBe('controlled')
  })

  test('is never small: that nothing is recorded shows nothing', () => {
    expect(said({ zones, conduits: [] }).exposure).toBe('controlled')
  })
})
