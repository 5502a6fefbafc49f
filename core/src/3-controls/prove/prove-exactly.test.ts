import { describe, expect, test } from 'vitest'
import type { Level } from '../../plant/asset.ts'
import type { FirewallConfiguration } from '../../plant/firewall-configuration.ts'
import { guardedNetwork } from '../../plant/guarded-network.ts'
import type { PlantNetwork } from '../../plant/network.ts'
import type { ConduitPolicy } from '../conduit-policy.ts'
import type { EnforcementPoint } from '../render/enforcement.ts'
import { renderRules } from '../render/render-rules.ts'
import { judgeLive, livePlan } from './live-plan.ts'
import { plannedConfiguration } from './planned-configuration.ts'
import { proveExactly } from './prove-exactly.ts'

const now = '2026-12-01T00:00:00.000Z'
const zone = (id: string, level: Level, subnets: readonly string[]) => ({
  ...{ id, name: id, level, containsSafetySystem: false, securityLevelTarget: null, subnets },
})
const plant: PlantNetwork = {
  zones: [
    zone('business', 4, ['10.4.0.0/24']),
    zone('supervision', 2, ['10.2.0.0/24']),
    zone('control', 1, ['10.1.0.0/24']),
  ],
  conduits: [
    {
      ...{ id: 'c1', name: 'Business to control', between: ['business', 'control'] },
      ...{ enforcedBy: ['FW-1'], flows: [], lossToleratedSeconds: null },
    },
    {
      ...{ id: 'c2', name: 'Supervision to control', between: ['supervision', 'control'] },
      ...{ enforcedBy: ['FW-1'], lossToleratedSeconds: null },
      flows: [{ from: 'supervision', to: 'control', service: 'tcp/502', why: 'polling' }],
    },
  ],
  complete: true,
}
const all = { wan: 'business', sup: 'supervision', ctl: 'control' }
const texts: Readonly<Record<string, readonly [EnforcementPoint, string]>> = {
  iptables: [{ dialect: 'iptables' }, '*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n'],
  nftables: [
    { dialect: 'nftables' },
    JSON.stringify({
      nftables: [
        { table: { family: 'inet', name: 'filter' } },
        {
          chain: {
            ...{ family: 'inet', table: 'filter', name: 'forward', type: 'filter' },
            ...{ hook: 'forward', prio: 0, policy: 'accept' },
          },
        },
      ],
    }),
  ],
}

function configuration(dialect: string, text: string): FirewallConfiguration {
  const legs = Object.entries(all).map(([name, id]) => [name, { zone: id, addresses: [] }])
  return {
    ...{ firewall: 'FW-1', dialect: dialect as 'iptables', source: 'test', digest: 'x', at: now },
    configurations: [{ file: 'fw-1', text }],
    interfaces: Object.fromEntries(legs),
    ...{ routes: [], harmless: [], virtual: null },
  }
}

const scada: ConduitPolicy['permitted'][number] = {
  ...{ from: '10.2.0.0/24', to: '10.1.0.11', port: 502, why: 'SCADA polls' },
  protocol: 'tcp',
}
const policy = (permitted: ConduitPolicy['permitted'] = [scada]): ConduitPolicy => ({
  ...{ conduit: 'to dosing', protects: { assetTag: 'PLC-1', address: '10.1.0.11' }, permitted },
})
const services = [{ port: 502, transport: 'tcp' as const }]

function proved(dialect: string, asked: ConduitPolicy, point?: EnforcementPoint) {
  const [own, text] = texts[dialect] ?? expect.fail(dialect)
  const rendered = renderRules(asked, point ?? own)
  if (!rendered.ok) throw new Error(rendered.refusal[0]?.why)
  const is = configuration(dialect, text)
  const planned = plannedConfiguration(is, {
    ...{ policy: asked, point: point ?? own, rules: rendered.value.rules },
  })
  if (!planned.ok) return planned.refusal.what
  const [before, after] = [is, planned.value].map((one) => guardedNetwork(plant, [one], now))
  if (before?.ok !== true || after?.ok !== true) throw new Error('it is read')
  return proveExactly({
    ...{ policy: asked, services, plant, before: before.value, after: after.value },
    target: { zone: 'control', address: '10.1.0.11' },
  })
}

describe.each(Object.keys(texts))('the exact proof of a control on %s', (dialect) => {
  test('shows that the exploit got through before, does not now, and what is needed passes', () => {
    const found = proved(dialect, policy())
    if (typeof found === 'string') throw new Error(found)
    expect(found.verdict, JSON.stringify(found.findings)).toBe('holds')
    expect(found.findings.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^Without them: Reached from business: tcp from 10\.4\.0\.\d+/),
      expect.stringMatching(/^With the rules: No packet of business gets to 10\.1\.0\.11/),
      expect.stringMatching(/SCADA polls\) passes, and is answered$/),
      'Supervision to control, tcp/502 (polling) loses no packet',
    ])
  })

  test('fails with the packet where a recorded flow would lose one', () => {
    const found = proved(dialect, policy([{ ...scada, from: '10.2.0.21' }]))
    if (typeof found === 'string') throw new Error(found)
    const [lost] = found.findings.filter(({ holds }) => !holds)
    expect(found.verdict).toBe('fails')
    expect(lost?.what).toMatch(
      /polling\) would lose tcp from 10\.2\.0\.\d+ port \d+ to 10\.1\.0\.11/,
    )
  })

  test('fails where the policy itself lets the outside through', () => {
    const found = proved(dialect, policy([scada, { ...scada, from: '10.4.0.9', why: 'remote' }]))
    if (typeof found === 'string') throw new Error(found)
    expect(found.verdict).toBe('fails')
    expect(found.findings.find(({ holds }) => !holds)?.what).toMatch(
      /^With the rules: Reached from business: tcp from 10\.4\.0\.9/,
    )
  })
})

test('rules of another dialect than the firewall is read in prove nothing', () => {
  const asa = { dialect: 'cisco-asa', list: 'FROM_WAN' } as const
  expect(proved('iptables', policy(), asa)).toBe(
    'The rules are of cisco-asa, and FW-1 is read as iptables',
  )
})

test('a control that changes nothing is not proved by what stands there already', () => {
  const guarded = guardedNetwork({ ...plant, conduits: [] }, [], now)
  if (!guarded.ok) throw new Error('it is read')
  const { value } = guarded
  const found = proveExactly({
    ...{ policy: policy([]), services, plant, before: value, after: value },
    target: { zone: 'control', address: '10.1.0.11' },
  })
  expect(found.verdict).toBe('fails')
  expect(found.findings[0]?.what).toMatch(/^They change nothing: No packet of business/)
})

describe('the plan of the live proof', () => {
  const asking = { policy: policy(), plant, services, zoneId: 'control', rules: 'x' }

  test('has the asset, somebody of every zone outside and every permitted sender', () => {
    const plan = livePlan(asking)
    if (!plan.ok) throw new Error(plan.refusal.what)
    expect(plan.value.hosts.map(({ id, zone: at }) => [id, at.split(' ')[0]])).toEqual([
      ['target', 'control'],
      ['outside business', 'business'],
      ['from 10.2.0.1', 'supervision'],
    ])
    expect(plan.value.probes.map(({ kind }) => kind)).toEqual(['exploit', 'required'])
  })

  test('is refused where nobody is outside or the asset has no network', () => {
    expect(livePlan({ ...asking, zoneId: 'cellar' }).ok).toBe(false)
    const inside = { ...plant, zones: plant.zones.slice(1) }
    expect(livePlan({ ...asking, plant: inside }).ok).toBe(false)
  })

  test('is judged: stopped only with the rules, needed both times, no session that goes on', () => {
    const plan = livePlan(asking)
    if (!plan.ok) throw new Error(plan.refusal.what)
    const stopped = { without: true, withRules: false, sessionGoesOn: false }
    const passes = { without: true, withRules: true, sessionGoesOn: null }
    const verdict = (...shown: Parameters<typeof judgeLive>[1]) =>
      judgeLive(plan.value, shown).verdict
    expect(verdict(stopped, passes)).toBe('holds')
    expect(verdict({ ...stopped, without: false }, passes)).toBe('fails')
    expect(verdict({ ...stopped, withRules: true }, passes)).toBe('fails')
    expect(verdict({ ...stopped, sessionGoesOn: true }, passes)).toBe('fails')
    expect(verdict(stopped, { ...passes, withRules: false })).toBe('fails')
    expect(verdict(stopped)).toBe('fails')
  })
})
