import { type Dialect, passes, readNetworkFile } from '@holdpoint/reach'
import { describe, expect, test } from 'vitest'

function read(dialect: Dialect, faces: readonly [string, string], text: string) {
  return readNetworkFile({
    zones: [
      { id: 'left', subnets: ['10.0.0.0/24'] },
      { id: 'right', subnets: ['10.0.1.0/24'] },
    ],
    firewalls: [
      {
        ...{ id: 'fw', dialect, configurations: [{ file: 'cfg', text }] },
        interfaces: { [faces[0]]: 'left', [faces[1]]: 'right' },
      },
    ],
  })
}

function ask(dialect: Dialect, faces: readonly [string, string], text: string) {
  const network = read(dialect, faces, text)
  if (!network.ok) throw new Error(JSON.stringify(network.refusal))
  const answer = passes(network.value, {
    from: 'zone:left',
    to: 'host:10.0.1.9',
    service: 'tcp/502',
  })
  if (!answer.ok) throw new Error(answer.refusal.why)
  return answer.value
}

const nft = (...rules: string[][]) =>
  JSON.stringify({
    nftables: [
      { table: { family: 'inet', name: 't' } },
      {
        chain: {
          family: 'inet',
          table: 't',
          name: 'f',
          type: 'filter',
          hook: 'forward',
          prio: 0,
          policy: 'drop',
        },
      },
      ...rules.map((expr, at) => ({
        rule: {
          family: 'inet',
          table: 't',
          chain: 'f',
          handle: at,
          expr: expr.map((one) => JSON.parse(one) as unknown),
        },
      })),
    ],
  })

const fortigate = (...policy: string[]) =>
  [
    ...[
      'config system interface',
      'edit "a"',
      'next',
      'edit "b"',
      'next',
      'end',
      'config firewall policy',
    ],
    ...[
      'edit 1',
      'set srcintf "a"',
      'set dstintf "b"',
      'set action accept',
      ...policy,
      'next',
      'end',
    ],
  ].join('\n')

const asa = (...lines: string[]) =>
  [
    ...[
      'interface G0',
      ' nameif a',
      ' security-level 10',
      'interface G1',
      ' nameif b',
      ' security-level 90',
    ],
    ...lines,
  ].join('\n')

describe('what is not understood is never called blocked', () => {
  test.each<[string, Dialect, readonly [string, string], string]>([
    [
      'raw bytes',
      'nftables',
      ['a', 'b'],
      nft([
        '{"match":{"op":"==","left":{"payload":{"base":"ih","offset":56,"len":8}},"right":5}}',
        '{"accept":null}',
      ]),
    ],
    [
      'a foreign match',
      'nftables',
      ['a', 'b'],
      nft(['{"xt":{"type":"match","name":"u32"}}', '{"accept":null}']),
    ],
    [
      'a rate',
      'nftables',
      ['a', 'b'],
      nft(['{"limit":{"rate":1,"per":"second"}}', '{"accept":null}']),
    ],
    ['a program that decides', 'nftables', ['a', 'b'], nft(['{"queue":{"num":0}}'])],
    [
      'a set that is not listed',
      'nftables',
      ['a', 'b'],
      nft([
        '{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"@gone"}}',
        '{"accept":null}',
      ]),
    ],
    ['a chain that is not listed', 'nftables', ['a', 'b'], nft(['{"jump":{"target":"gone"}}'])],
    [
      'a module',
      'iptables',
      ['a', 'b'],
      '*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m string --string x --algo bm -j ACCEPT\nCOMMIT',
    ],
    [
      'a target',
      'iptables',
      ['a', 'b'],
      '*filter\n:FORWARD DROP [0:0]\n-A FORWARD -j SOMETHING\nCOMMIT',
    ],
    ['a line', 'iptables', ['a', 'b'], '*filter\n:FORWARD DROP [0:0]\nwhat is this\nCOMMIT'],
    ['a table that is not committed', 'iptables', ['a', 'b'], '*filter\n:FORWARD DROP [0:0]\n'],
    [
      'a name in place of an address',
      'cisco-asa',
      ['a', 'b'],
      asa(
        'object network N',
        ' fqdn v4 host.example',
        'access-list L extended permit ip any object N',
        'access-group L in interface a',
      ),
    ],
    [
      'a time range',
      'cisco-asa',
      ['a', 'b'],
      asa(
        'access-list L extended permit ip any any time-range night',
        'access-group L in interface a',
      ),
    ],
    ['a command', 'cisco-asa', ['a', 'b'], asa('established tcp 0 0')],
    [
      'a list for the firewall itself',
      'cisco-asa',
      ['a', 'b'],
      asa(
        'access-list L extended permit ip any any',
        'access-list C extended deny ip any any',
        'access-group L in interface a',
        'access-group C in interface a control-plane',
      ),
    ],
    [
      'an internet service',
      'fortigate',
      ['a', 'b'],
      fortigate(
        'set srcaddr "all"',
        'set internet-service enable',
        'set internet-service-name "x"',
        'set schedule "always"',
      ),
    ],
    [
      'users',
      'fortigate',
      ['a', 'b'],
      fortigate(
        'set srcaddr "all"',
        'set dstaddr "all"',
        'set service "ALL"',
        'set schedule "always"',
        'set groups "g"',
      ),
    ],
    [
      'a schedule',
      'fortigate',
      ['a', 'b'],
      fortigate(
        'set srcaddr "all"',
        'set dstaddr "all"',
        'set service "ALL"',
        'set schedule "night"',
      ),
    ],
    [
      'an application',
      'palo-alto',
      ['a', 'b'],
      'set zone a network layer3 e1\nset zone b network layer3 e2\nset rulebase security rules r from a\nset rulebase security rules r to b\nset rulebase security rules r source any\nset rulebase security rules r destination any\nset rulebase security rules r application modbus\nset rulebase security rules r service application-default\nset rulebase security rules r action allow',
    ],
    [
      'rules of a manager',
      'palo-alto',
      ['a', 'b'],
      'set zone a network layer3 e1\nset zone b network layer3 e2\nset pre-rulebase security rules r action allow',
    ],
    [
      'what was reflected',
      'cisco-ios',
      ['G0', 'G1'],
      'interface G0\n ip access-group L in\ninterface G1\n shutdown\nip access-list extended L\n evaluate SEEN',
    ],
  ])('%s', (_what, dialect, faces, text) => {
    const answer = ask(dialect, faces, text)
    expect(answer.verdict).not.toBe('none')
    // A list for the firewall itself is understood: everything passes by it.
    if (answer.verdict === 'some') expect(answer.assumptions.length).toBeGreaterThan(0)
  })

  test('several virtual domains are refused until one is named', () => {
    const domain = (name: string) => [
      'config vdom',
      `edit ${name}`,
      'config firewall policy',
      'edit 1',
      'next',
      'end',
      'next',
      'end',
    ]
    const network = read('fortigate', ['a', 'b'], [...domain('one'), ...domain('two')].join('\n'))
    expect(network.ok ? [] : network.refusal[0]?.why).toContain(
      'several virtual domains (one, two)',
    )
  })
})
