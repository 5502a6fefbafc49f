import { describe, expect, test } from 'vitest'
import type { Level } from '../../plant/asset.ts'
import type { FirewallConfiguration } from '../../plant/firewall-configuration.ts'
import { guardedNetwork } from '../../plant/guarded-network.ts'
import type { Conduit, PlantNetwork } from '../../plant/network.ts'
import { exposureByNetwork } from './exposure-by-network.ts'

const now = '2026-12-01T00:00:00.000Z'
const zone = (id: string, level: Level, subnets: readonly string[]) => ({
  ...{ id, name: id, level, containsSafetySystem: false, securityLevelTarget: null, subnets },
})
const conduit = (between: readonly [string, string], enforcedBy: readonly string[]): Conduit => ({
  ...{ id: between.join('-'), name: between.join('-'), between, enforcedBy, flows: [] },
  lossToleratedSeconds: null,
})
const zones = [
  zone('business', 4, ['10.4.0.0/16']),
  zone('dmz', 3.5, ['10.3.0.0/16']),
  zone('control', 1, ['10.1.0.0/16']),
]
const guarded: PlantNetwork = {
  zones,
  conduits: [conduit(['business', 'dmz'], ['FW-1']), conduit(['dmz', 'control'], ['FW-2'])],
}

/** What iptables-save prints of a firewall between two zones. */
function firewall(
  tag: string,
  [one, two]: readonly [string, string],
  ...rules: readonly string[]
): FirewallConfiguration {
  const text = ['*filter', ':FORWARD DROP [0:0]', ...rules, 'COMMIT', ''].join('\n')
  return {
    ...{ firewall: tag, dialect: 'iptables', source: 'test', digest: 'x', virtual: null },
    configurations: [{ file: `${tag}.v4`, text }],
    interfaces: { eth0: { zone: one, addresses: [] }, eth1: { zone: two, addresses: [] } },
    ...{ routes: [], harmless: [], at: '2026-11-30T00:00:00.000Z' },
  }
}

const permit = (port: number) => `-A FORWARD -p tcp -m tcp --dport ${port} -j ACCEPT`
const outer = (...rules: readonly string[]) => firewall('FW-1', ['business', 'dmz'], ...rules)
const inner = (...rules: readonly string[]) => firewall('FW-2', ['dmz', 'control'], ...rules)
const plc = { zone: 'control', address: '10.1.2.3' }
const modbus = [{ port: 502, transport: 'tcp' as const }]

function said(
  configurations: readonly FirewallConfiguration[],
  { network = guarded, services = modbus, asset = plc, at = now } = {},
) {
  const read = guardedNetwork(network, configurations, at)
  return exposureByNetwork(asset, network, read.ok ? read.value : null, services)
}

describe('the exposure by the configurations of the firewalls', () => {
  test('is not known where no list, no such zone, no outside or a wrong address is recorded', () => {
    const all = [outer(), inner()]
    for (const one of [
      exposureByNetwork(plc, null, null, modbus),
      said(all, { asset: { ...plc, zone: 'cellar' } }),
      said(all, { asset: { ...plc, address: '192.168.0.9' } }),
      said(all, { network: { ...guarded, zones: zones.slice(1), conduits: [] } }),
      said(all, { network: { ...guarded, zones: [...zones.slice(0, 2), zone('control', 1, [])] } }),
      exposureByNetwork(plc, guarded, null, modbus),
    ]) {
      expect(one.exposure).toBeNull()
    }
  })

  test('is open where every firewall permits it, and names the rules that do', () => {
    const { exposure, because, path } = said([outer(permit(502)), inner(permit(502))])
    expect(exposure).toBe('open')
    expect(because).toMatch(
      /^Reached from business: tcp from 10\.4\.\d+\.\d+ port \d+ to 10\.1\.2\.3/,
    )
    const rules = path.filter(({ rule }) => rule !== null)
    expect(rules.map(({ firewall, file, line }) => [firewall, file, line])).toEqual([
      ['FW-1', 'FW-1.v4', 3],
      ['FW-2', 'FW-2.v4', 3],
    ])
  })

  test('is controlled where one of them stops it, and says who still gets in', () => {
    const { exposure, because, from } = said([outer(permit(443)), inner(permit(502))])
    expect([exposure, from]).toEqual(['controlled', ['dmz']])
    expect(because).toBe('No packet of business gets to 10.1.2.3 over tcp/502; reached from dmz')
  })

  test('is open over a conduit that nothing enforces', () => {
    const network = { ...guarded, conduits: [conduit(['business', 'control'], [])] }
    const { exposure, because } = said([], { network })
    expect(exposure).toBe('open')
    expect(because).toContain('nothing enforces business-control')
  })

  test('is not known where a firewall on the way was not imported, is too old or does not fit', () => {
    const both = [outer(permit(502)), inner(permit(502))]
    const elsewhere = { ...inner(), interfaces: { eth0: { zone: 'dmz', addresses: [] } } }
    const gone = { ...inner(), interfaces: { eth0: { zone: 'cellar', addresses: [] } } }
    const broken = { ...inner(), dialect: 'nftables' } as const
    for (const [found, why] of [
      [said([outer(permit(502))]), 'the configuration of FW-2 is not imported'],
      [said([outer(permit(502)), elsewhere]), 'no interfaces of FW-2 lead to both ends'],
      [said([outer(permit(502)), gone]), 'said to lead to zone "cellar"'],
      [said([outer(permit(502)), broken]), 'the configuration of FW-2 is not read'],
      [said(both, { at: '2027-01-10T00:00:00.000Z' }), 'which is too old'],
    ] as const) {
      expect(found.exposure).toBeNull()
      expect(found.because).toContain(why)
    }
  })

  test('is not known where a line that was not understood may let it pass', () => {
    const odd = '-A FORWARD -m moonphase --full -j ACCEPT'
    const { exposure, because } = said([outer(odd), inner(permit(502))])
    expect(exposure).toBeNull()
    expect(because).toContain('FW-1.v4:3')
  })

  test('is not known where the advisory names no service and some passes', () => {
    const all = [outer(permit(443)), inner(permit(443))]
    expect(said(all, { services: [] }).exposure).toBeNull()
    expect(said([outer(), inner(permit(443))], { services: [] }).exposure).toBe('controlled')
  })

  test('asks of the whole zone where the asset has no address', () => {
    const asset = { zone: 'control', address: null } as never
    expect(said([outer(permit(502)), inner(permit(502))], { asset }).exposure).toBe('open')
    expect(said([outer(), inner()], { asset }).exposure).toBe('controlled')
  })

  test('is never small: that no way is listed shows nothing', () => {
    expect(said([], { network: { zones, conduits: [] } }).exposure).toBeNull()
    const complete = { zones, conduits: [], complete: true }
    expect(said([], { network: complete }).exposure).toBe('controlled')
  })
})
