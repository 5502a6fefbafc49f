import type { Dialect } from '@holdpoint/reach'
import { addressOf, type Net, type PlainRule } from './policy.ts'

/** The same list as each firewall would show it; written here by hand, not by our renderers. */
export const written: Readonly<Record<Dialect, (rules: readonly PlainRule[]) => string>> = {
  nftables: nftJson,
  iptables: iptablesSave,
  'cisco-asa': asa,
  'cisco-ios': ios,
  fortigate,
  'palo-alto': paloAltoSet,
}

/** The interface towards the senders and the one towards the receivers. */
export const faces: Readonly<Record<Dialect, readonly [string, string]>> = {
  nftables: ['left', 'right'],
  iptables: ['left', 'right'],
  'cisco-asa': ['left', 'right'],
  'cisco-ios': ['GigabitEthernet0/0', 'GigabitEthernet0/1'],
  fortigate: ['port1', 'port2'],
  'palo-alto': ['left', 'right'],
}

const slash = ({ base, bits, side }: Net) => `${addressOf(side, base)}/${bits}`
const mask = (bits: number) => `255.255.255.${256 - 2 ** (32 - bits)}`
const wildcard = (bits: number) => `0.0.0.${2 ** (32 - bits) - 1}`
const inner = (rule: PlainRule) => (rule.ports ?? [0, 0]) as readonly [number, number]

function nftJson(rules: readonly PlainRule[]): string {
  const table = { family: 'inet', table: 'filter' }
  const match = (protocol: string, field: string, right: unknown) => ({
    match: { op: '==', left: { payload: { protocol, field } }, right },
  })
  const prefix = (net: Net) =>
    net.bits === 32
      ? addressOf(net.side, net.base)
      : { prefix: { addr: addressOf(net.side, net.base), len: net.bits } }
  const objects = rules.map((rule, at) => {
    const [low, high] = inner(rule)
    return {
      rule: {
        ...{ ...table, chain: 'forward', handle: at + 10 },
        expr: [
          ...(rule.from === null ? [] : [match('ip', 'saddr', prefix(rule.from))]),
          ...(rule.to === null ? [] : [match('ip', 'daddr', prefix(rule.to))]),
          ...(rule.ports === null
            ? rule.protocol === 'ip'
              ? []
              : [{ match: { op: '==', left: { meta: { key: 'l4proto' } }, right: rule.protocol } }]
            : [match(rule.protocol, 'dport', low === high ? low : { range: [low, high] })]),
          { counter: { packets: 0, bytes: 0 } },
          rule.permit ? { accept: null } : { drop: null },
        ],
      },
    }
  })
  const chain = {
    name: 'forward',
    handle: 1,
    type: 'filter',
    hook: 'forward',
    prio: 0,
    policy: 'drop',
  }
  return JSON.stringify({
    nftables: [
      { metainfo: { version: '1.0.6', json_schema_version: 1 } },
      { table: { family: 'inet', name: 'filter', handle: 1 } },
      { chain: { family: 'inet', table: 'filter', ...chain } },
      ...objects,
    ],
  })
}

export function iptablesSave(rules: readonly PlainRule[]): string {
  const lines = rules.map((rule) => {
    const [low, high] = inner(rule)
    return [
      '-A FORWARD',
      ...(rule.from === null ? [] : [`-s ${slash(rule.from)}`]),
      ...(rule.to === null ? [] : [`-d ${slash(rule.to)}`]),
      ...(rule.protocol === 'ip' ? [] : [`-p ${rule.protocol}`]),
      ...(rule.ports === null
        ? []
        : [`-m ${rule.protocol} --dport ${low === high ? low : `${low}:${high}`}`]),
      `-j ${rule.permit ? 'ACCEPT' : 'DROP'}`,
    ].join(' ')
  })
  const head = ['*filter', ':INPUT ACCEPT [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]']
  return [...head, ...lines, 'COMMIT', ''].join('\n')
}

function asa(rules: readonly PlainRule[]): string {
  const place = (net: Net | null) =>
    net === null
      ? 'any'
      : net.bits === 32
        ? `host ${addressOf(net.side, net.base)}`
        : `${addressOf(net.side, net.base)} ${mask(net.bits)}`
  const lines = rules.map((rule) => {
    const [low, high] = inner(rule)
    const ports = rule.ports === null ? '' : low === high ? ` eq ${low}` : ` range ${low} ${high}`
    return `access-list LEFT extended ${rule.permit ? 'permit' : 'deny'} ${rule.protocol} ${place(rule.from)} ${place(rule.to)}${ports}`
  })
  return [
    'ASA Version 9.12(4)',
    ...['interface GigabitEthernet0/0', ' nameif left', ' security-level 50'],
    ...['interface GigabitEthernet0/1', ' nameif right', ' security-level 50'],
    'access-list LEFT remark written by a test',
    ...lines,
    'access-group LEFT in interface left',
  ].join('\n')
}

function ios(rules: readonly PlainRule[]): string {
  const place = (net: Net | null) =>
    net === null
      ? 'any'
      : net.bits === 32
        ? `host ${addressOf(net.side, net.base)}`
        : `${addressOf(net.side, net.base)} ${wildcard(net.bits)}`
  const lines = rules.map((rule, at) => {
    const [low, high] = inner(rule)
    const ports = rule.ports === null ? '' : low === high ? ` eq ${low}` : ` range ${low} ${high}`
    return ` ${(at + 1) * 10} ${rule.permit ? 'permit' : 'deny'} ${rule.protocol} ${place(rule.from)} ${place(rule.to)}${ports}`
  })
  return [
    'version 15.7',
    ...[
      'interface GigabitEthernet0/0',
      ' ip address 10.0.0.254 255.255.255.0',
      ' ip access-group LEFT in',
    ],
    ...['interface GigabitEthernet0/1', ' ip address 10.0.1.254 255.255.255.0'],
    'ip access-list extended LEFT',
    ...lines,
    ' 65000 deny ip any any',
  ].join('\n')
}

function fortigate(rules: readonly PlainRule[]): string {
  const addresses: string[] = []
  const services: string[] = []
  const policies = rules.map((rule, at) => {
    const end = (net: Net | null, name: string) => {
      if (net === null) return 'all'
      addresses.push(
        `edit "${name}"`,
        `set subnet ${addressOf(net.side, net.base)} ${mask(net.bits)}`,
        'next',
      )
      return name
    }
    const [low, high] = inner(rule)
    const wide = { ip: 'ALL', tcp: 'ALL_TCP', udp: 'ALL_UDP' }[rule.protocol]
    if (rule.ports !== null) {
      services.push(
        `edit "s${at}"`,
        `set ${rule.protocol}-portrange ${low === high ? low : `${low}-${high}`}`,
        'next',
      )
    }
    return [
      `edit ${at + 1}`,
      ...['set srcintf "port1"', 'set dstintf "port2"', 'set schedule "always"'],
      `set srcaddr "${end(rule.from, `from${at}`)}"`,
      `set dstaddr "${end(rule.to, `to${at}`)}"`,
      `set service "${rule.ports === null ? wide : `s${at}`}"`,
      `set action ${rule.permit ? 'accept' : 'deny'}`,
      'next',
    ]
  })
  return [
    ...['config system interface', 'edit "port1"', 'next', 'edit "port2"', 'next', 'end'],
    ...['config firewall address', ...addresses, 'end'],
    ...['config firewall service custom', ...services, 'end'],
    ...['config firewall policy', ...policies.flat(), 'end'],
  ].join('\n')
}

function paloAltoSet(rules: readonly PlainRule[]): string {
  const out = [
    'set zone left network layer3 ethernet1/1',
    'set zone right network layer3 ethernet1/2',
  ]
  rules.forEach((rule, at) => {
    const [low, high] = inner(rule)
    const name = `rulebase security rules "Rule ${at}"`
    const protocols = rule.protocol === 'ip' ? [] : [rule.protocol]
    for (const protocol of protocols) {
      const port = rule.ports === null ? '0-65535' : low === high ? `${low}` : `${low}-${high}`
      out.push(`set service s${at} protocol ${protocol} port ${port}`)
    }
    out.push(
      `set ${name} from left`,
      `set ${name} to right`,
      `set ${name} source [ ${rule.from === null ? 'any' : slash(rule.from)} ]`,
      `set ${name} destination [ ${rule.to === null ? 'any' : slash(rule.to)} ]`,
      `set ${name} application any`,
      `set ${name} service ${rule.protocol === 'ip' ? 'any' : `s${at}`}`,
      `set ${name} action ${rule.permit ? 'allow' : 'deny'}`,
    )
  })
  return out.join('\n')
}
