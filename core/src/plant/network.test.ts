import { describe, expect, test } from 'vitest'
import { type Conduit, networkFaults, type PlantNetwork, type Zone } from './network.ts'

const zone = (id: string, over: Partial<Zone> = {}): Zone => ({
  id,
  name: id,
  level: 1,
  containsSafetySystem: false,
  subnets: ['10.10.1.0/24'],
  securityLevelTarget: null,
  ...over,
})
const conduit = (over: Partial<Conduit> = {}): Conduit => ({
  id: 'c1',
  name: 'Supervision to control',
  between: ['supervision', 'control'],
  enforcedBy: ['FW-1'],
  flows: [{ from: 'supervision', to: 'control', service: 'tcp/502', why: 'polling' }],
  lossToleratedSeconds: 30,
  ...over,
})
const network = (over: Partial<PlantNetwork> = {}): PlantNetwork => ({
  zones: [zone('control'), zone('supervision', { level: 2 })],
  conduits: [conduit()],
  ...over,
})
const assets = [
  { tag: 'FW-1', kind: 'firewall' },
  { tag: 'PLC-1', kind: 'plc' },
] as const
const faultsOf = (given: PlantNetwork) =>
  networkFaults(given, assets).map(({ path, words }) => `${path}: ${words}`)

describe('zones and conduits', () => {
  test('that fit together have no fault', () => {
    expect(faultsOf(network())).toEqual([])
  })

  test('that come twice are named by where they stand', () => {
    expect(faultsOf(network({ zones: [zone('control'), zone('control')], conduits: [] }))).toEqual([
      '/zones/1/id: "control" stands here a second time',
    ])
  })

  test('name networks, zones and services that exist', () => {
    const flow = { from: 'dmz', to: 'control', service: 'tcp/70000', why: 'nothing' }
    const odd = conduit({ between: ['supervision', 'dmz'], flows: [flow] })
    const zones = [zone('control', { subnets: ['10.10.1.0/33', '10.0.0.1'] }), zone('supervision')]
    expect(faultsOf({ zones, conduits: [odd] })).toEqual([
      '/zones/0/subnets/0: "10.10.1.0/33" is not an IPv4 network such as 10.10.1.0/24',
      '/zones/0/subnets/1: "10.0.0.1" is not an IPv4 network such as 10.10.1.0/24',
      '/conduits/0/between/1: no zone has the id "dmz"',
      '/conduits/0/flows/0/to: "control" is not an end of this conduit',
      '/conduits/0/flows/0/service: "tcp/70000" is not a service such as tcp/502, udp/161 or any',
    ])
  })

  test('are enforced by firewalls that the inventory knows', () => {
    const conduits = [conduit({ enforcedBy: ['FW-9', 'PLC-1'] })]
    expect(faultsOf(network({ conduits }))).toEqual([
      '/conduits/0/enforcedBy/0: no asset has the tag "FW-9"',
      '/conduits/0/enforcedBy/1: PLC-1 is a plc, not a firewall',
    ])
  })

  test('join two zones, not one with itself', () => {
    const conduits = [conduit({ between: ['control', 'control'], flows: [] })]
    expect(faultsOf(network({ conduits }))).toEqual([
      '/conduits/0/between: joins a zone with itself',
    ])
  })
})
