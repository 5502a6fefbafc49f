import { spawnSync } from 'node:child_process'
import {
  type ConduitPolicy,
  type EnforcementPoint,
  type PermittedFlow,
  renderRules,
} from '@holdpoint/core'
import { type Dialect, type Network, passes, readNetworkFile } from '@holdpoint/reach'
import { describe, expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { Random } from './random.ts'

/** What stands in each firewall before: everything passes, by a rule that a person wrote. */
const befores: Readonly<
  Record<
    Exclude<Dialect, 'nftables'>,
    {
      readonly point: EnforcementPoint
      readonly faces: readonly [string, string]
      readonly text: string
    }
  >
> = {
  iptables: {
    point: { dialect: 'iptables' },
    faces: ['left', 'right'],
    text: ['*filter', ':FORWARD DROP [0:0]', '-A FORWARD -j ACCEPT', 'COMMIT', ''].join('\n'),
  },
  'cisco-asa': {
    point: { dialect: 'cisco-asa', list: 'FROM_LEFT' },
    faces: ['left', 'right'],
    text: [
      ...['interface GigabitEthernet0/0', ' nameif left', ' security-level 10'],
      ...['interface GigabitEthernet0/1', ' nameif right', ' security-level 90'],
      ...[
        'access-list FROM_LEFT extended permit ip any any',
        'access-group FROM_LEFT in interface left',
        '',
      ],
    ].join('\n'),
  },
  'cisco-ios': {
    point: { dialect: 'cisco-ios', list: 'FROM_LEFT' },
    faces: ['GigabitEthernet0/0', 'GigabitEthernet0/1'],
    text: [
      ...[
        'interface GigabitEthernet0/0',
        ' ip access-group FROM_LEFT in',
        'interface GigabitEthernet0/1',
      ],
      ...[' no shutdown', 'ip access-list extended FROM_LEFT', ' 10 permit ip any any', ''],
    ].join('\n'),
  },
  fortigate: {
    point: { dialect: 'fortigate', from: 'port1', to: 'port2', firstId: 9000, before: 1 },
    faces: ['port1', 'port2'],
    text: [
      ...['config system interface', 'edit "port1"', 'next', 'edit "port2"', 'next', 'end'],
      ...['config firewall policy', 'edit 1', 'set srcintf "port1"', 'set dstintf "port2"'],
      ...['set srcaddr "all"', 'set dstaddr "all"', 'set action accept', 'set schedule "always"'],
      ...['set service "ALL"', 'next', 'end', ''],
    ].join('\n'),
  },
  'palo-alto': {
    point: { dialect: 'palo-alto', from: 'left', to: 'right' },
    faces: ['left', 'right'],
    text: [
      ...['set zone left network layer3 ethernet1/1', 'set zone right network layer3 ethernet1/2'],
      ...[
        'from left',
        'to right',
        'source any',
        'destination any',
        'application any',
        'service any',
      ].map((rest) => `set rulebase security rules "all of it" ${rest}`),
      ...['set rulebase security rules "all of it" action allow', ''],
    ].join('\n'),
  },
}

function aPolicy(random: Random): ConduitPolicy {
  const address = `10.0.1.${1 + random.below(14)}`
  const permitted = Array.from(
    { length: 1 + random.below(12) },
    (): PermittedFlow => ({
      from: random.pick(['10.0.0.1', '10.0.0.2', '10.0.0.8/29', '10.0.0.0/24']),
      to: address,
      protocol: random.pick(['tcp', 'udp'] as const),
      port: 500 + random.below(8),
      why: `reason ${random.below(100)}`,
    }),
  )
  return { conduit: 'Left to right', protects: { assetTag: 'PLC-1', address }, permitted }
}

function networkOf(dialect: Dialect, faces: readonly [string, string], text: string): Network {
  const network = readNetworkFile({
    zones: [
      { id: 'left', subnets: ['10.0.0.0/24'] },
      { id: 'right', subnets: ['10.0.1.0/24'] },
    ],
    firewalls: [
      {
        ...{ id: 'fw', dialect, configurations: [{ file: 'rendered', text }] },
        interfaces: { [faces[0]]: 'left', [faces[1]]: 'right' },
      },
    ],
  })
  if (!network.ok) throw new Error(JSON.stringify(network.refusal))
  return network.value
}

const holds = (network: string, host: number) => {
  const [base = '', bits = '32'] = network.replace('10.0.0.', '').split('/')
  return host >= Number(base) && host < Number(base) + 2 ** (32 - Number(bits))
}

describe('what is rendered, read by our own parsers', () => {
  test.each(Object.entries(befores))(
    '%s: the policy and nothing else passes to the asset',
    (name, before) => {
      const random = new Random(SEED + 6)
      let passed = 0
      let refused = 0
      for (let at = 0; at < 60; at += 1) {
        const policy = aPolicy(random)
        const rendered = renderRules(policy, before.point)
        if (!rendered.ok) throw new Error(JSON.stringify(rendered.refusal))
        // Tables of iptables are merged by the program that loads them; here it is done by hand.
        const text =
          name === 'iptables'
            ? before.text.replace('COMMIT\n', rendered.value.rules.replace(/^#.*\n\*filter\n/, ''))
            : before.text + rendered.value.rules
        const network = networkOf(name as Dialect, before.faces, text)
        const ask = (from: string, to: string, service: string) => {
          const answer = passes(network, { from: `host:${from}`, to: `host:${to}`, service })
          if (!answer.ok) throw new Error(answer.refusal.why)
          expect(answer.value.assumptions, text).toEqual([])
          return answer.value.verdict
        }
        for (let probe = 0; probe < 24; probe += 1) {
          const host = random.below(20)
          const protocol = random.pick(['tcp', 'udp'] as const)
          const port = 500 + random.below(10)
          const should = policy.permitted.some(
            (flow) => flow.protocol === protocol && flow.port === port && holds(flow.from, host),
          )
          const verdict = ask(`10.0.0.${host}`, policy.protects.address, `${protocol}/${port}`)
          expect(verdict, `${text}\n${host} ${protocol}/${port}`).toBe(should ? 'all' : 'none')
          if (should) passed += 1
          else refused += 1
        }
        // Traffic to others is as it was.
        expect(ask('10.0.0.3', '10.0.1.200', 'tcp/80'), text).toBe('all')
        expect(rendered.value.rollback).not.toBe('')
      }
      expect(Math.min(passed, refused)).toBeGreaterThan(100)
    },
  )

  test('a name that would become a command is refused', () => {
    const policy = aPolicy(new Random(1))
    for (const list of ['a b', 'x\nno access-list y', '', 'a;b']) {
      expect(renderRules(policy, { dialect: 'cisco-asa', list }).ok, list).toBe(false)
    }
    expect(renderRules(policy, { dialect: 'check-point', layer: '$(reboot)' }).ok).toBe(false)
  })

  test('Check Point’s commands name each object and rule, and take them away again', () => {
    const rendered = renderRules(aPolicy(new Random(1)), {
      dialect: 'check-point',
      layer: 'Network',
    })
    if (!rendered.ok) throw new Error('the policy has no fault')
    const made = [
      ...rendered.value.rules.matchAll(
        /add (?:access-rule layer "Network" position \d+|[\w-]+) name "([^"]+)"/g,
      ),
    ]
    const gone = [...rendered.value.rollback.matchAll(/name "([^"]+)"/g)]
    expect(made.map(([, one]) => one).sort()).toEqual(gone.map(([, one]) => one).sort())
    expect(made.length).toBeGreaterThan(4)
  })

  test('the terminal prints rules and rollback, and says what is wrong with a policy', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['cli/bin/holdpoint.mjs', 'controls', 'render', ...args], {
        encoding: 'utf8',
      })
    const file = 'docs/examples/render/asa.json'
    expect(run(file).stdout).toBe(
      'access-list FROM_SUPERVISION line 1 extended permit tcp host 10.10.2.21 host 10.10.1.11 eq 502\n' +
        'access-list FROM_SUPERVISION line 2 extended deny ip any host 10.10.1.11\n',
    )
    expect(run(file).stderr).toContain('clear conn address 10.10.1.11')
    expect(run(file, '--rollback').stdout).toContain(
      'no access-list FROM_SUPERVISION extended deny',
    )
    const wrong = run('docs/examples/reach/one-firewall/network.json')
    expect(wrong.status).toBe(2)
    expect(wrong.stderr.trim().split('\n')).toHaveLength(1)
  })
})
