import type { Random } from '../reach/random.ts'

/** Where the senders and receivers of the lab stand: 8 of each, and one that always hears. */
export const HOSTS = 8
export const senderAt = (host: number) => `10.0.0.${host + 1}`
export const receiverAt = (host: number) => `10.0.1.${host + 1}`
export const PORTS = [500, 501, 502, 503, 504, 505, 506, 507] as const
/** The datagram to it is let through by the first rule: when it is heard, the others were sent. */
export const ALWAYS_HEARD = { address: '10.0.1.250', port: 9 } as const

/** A ruleset of nftables as a person might write it, with sets, maps, jumps and states. */
export function anNftRuleset(random: Random): string {
  const rules = (count: number, isSub: boolean) =>
    Array.from({ length: count }, () => `    ${nftRule(random, isSub)}`)
  return [
    'table inet lab {',
    '  set named { type ipv4_addr; flags interval; elements = { 10.0.0.1, 10.0.0.4-10.0.0.6 }; }',
    '  map verdicts { type inet_service : verdict; elements = { 501 : accept, 503 : drop, 505 : jump first }; }',
    ...['  chain second {', ...rules(1 + random.below(3), true), '  }'],
    ...['  chain first {', ...rules(1 + random.below(4), true), '  }'],
    '  chain forward {',
    `    type filter hook forward priority filter; policy ${random.pick(['drop', 'drop', 'accept'])};`,
    `    ip daddr ${ALWAYS_HEARD.address} udp dport ${ALWAYS_HEARD.port} accept`,
    '    ct direction reply accept',
    ...rules(2 + random.below(9), false),
    '  }',
    ...(random.chance(0.3)
      ? [
          '  chain late {',
          '    type filter hook forward priority filter + 10; policy accept;',
          `    ip daddr ${ALWAYS_HEARD.address} udp dport ${ALWAYS_HEARD.port} accept`,
          ...rules(1 + random.below(2), false).filter((rule) => !/ (?:jump|goto|vmap) /.test(rule)),
          '  }',
        ]
      : []),
    '}',
    '',
  ].join('\n')
}

function nftRule(random: Random, isSub: boolean): string {
  const parts: string[] = []
  if (random.chance(0.15))
    parts.push(
      random.pick([
        'iifname "left"',
        'iifname "l*"',
        'oifname != "right"',
        'oifname { "right", "x" }',
      ]),
    )
  if (random.chance(0.5)) parts.push(`ip saddr ${addresses(random, 0)}`)
  if (random.chance(0.5)) parts.push(`ip daddr ${addresses(random, 1)}`)
  const kind = random.below(7)
  if (kind <= 1) parts.push(`tcp dport ${ports(random)}`)
  if (kind === 2) parts.push(`udp dport ${ports(random)}`)
  if (kind === 3) parts.push(`meta l4proto { tcp, udp } th dport ${ports(random)}`)
  if (kind === 4 && random.chance(0.5))
    parts.push(
      random.pick([
        'meta l4proto tcp',
        'ip protocol udp',
        'meta nfproto ipv4',
        'meta l4proto != udp',
      ]),
    )
  if (kind === 5)
    parts.push(
      random.pick([
        'ct state new',
        'ct state established,related',
        'ct state { new, untracked }',
        'tcp flags & (fin|syn|rst|ack) == syn',
        'tcp flags != syn',
      ]),
    )
  if (kind === 6) parts.push(`ip saddr . tcp dport { 10.0.0.2 . 502, 10.0.0.0/30 . 504-506 }`)
  parts.push('counter')
  const isPlain = !parts.some((part) => /dport|l4proto|protocol/.test(part))
  if (!isSub && isPlain && random.chance(0.2))
    return [...parts, 'tcp dport vmap @verdicts'].join(' ')
  const verdicts = ['accept', 'accept', 'drop', 'drop', 'reject', 'continue']
  const more = isSub ? ['return'] : ['jump first', 'goto second', 'jump second']
  return [...parts, random.pick([...verdicts, ...more])].join(' ')
}

function addresses(random: Random, side: 0 | 1): string {
  const host = () => `10.0.${side}.${1 + random.below(HOSTS)}`
  switch (random.below(side === 0 ? 6 : 5)) {
    case 0:
      return host()
    case 1:
      return `10.0.${side}.${random.pick([0, 2, 4])}/${random.pick([30, 31])}`.replace(
        '2/30',
        '0/30',
      )
    case 2:
      return `{ ${host()}, ${host()} }`.replace(/\{ (\S+), \1 \}/, '{ $1 }')
    case 3:
      return `!= ${host()}`
    case 4:
      return `10.0.${side}.2-10.0.${side}.6`
    default:
      return '@named'
  }
}

function ports(random: Random): string {
  const low = 500 + random.below(8)
  switch (random.below(4)) {
    case 0:
      return `${low}`
    case 1:
      return `${low}-${low + 1 + random.below(508 - low)}`
    case 2:
      return `!= ${low}`
    default:
      return `{ ${low}, 900 }`
  }
}

/** The same in the words of iptables. */
export function anIptablesRuleset(random: Random): string {
  const rule = (chain: string, targets: readonly string[]) => {
    const parts = [`-A ${chain}`]
    const net = (side: 0 | 1) =>
      random.pick([
        `10.0.${side}.${1 + random.below(HOSTS)}`,
        `10.0.${side}.4/30`,
        `10.0.${side}.0/29`,
      ])
    if (random.chance(0.15)) parts.push(random.pick(['-i left', '-i l+', '! -o right']))
    if (random.chance(0.5)) parts.push(`${random.chance(0.2) ? '! ' : ''}-s ${net(0)}`)
    if (random.chance(0.5)) parts.push(`${random.chance(0.2) ? '! ' : ''}-d ${net(1)}`)
    const low = 500 + random.below(8)
    const kind = random.below(6)
    if (kind === 0) parts.push(`-p tcp -m tcp --dport ${low}`)
    if (kind === 1) parts.push(`-p udp -m udp ! --dport ${low}:507`)
    if (kind === 2) parts.push(`-p tcp -m multiport --dports ${low},900:910`)
    if (kind === 3)
      parts.push(random.pick(['-p tcp', '! -p udp', '-m iprange --src-range 10.0.0.2-10.0.0.5']))
    if (kind === 4)
      parts.push(
        random.pick([
          '-m conntrack --ctstate NEW',
          '-m conntrack --ctstate RELATED,ESTABLISHED',
          '-p tcp --syn',
          '-p tcp ! --syn',
        ]),
      )
    return [...parts, `-j ${random.pick(targets)}`].join(' ')
  }
  const plain = ['ACCEPT', 'ACCEPT', 'DROP', 'DROP', 'REJECT']
  return [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    `:FORWARD ${random.pick(['DROP', 'DROP', 'ACCEPT'])} [0:0]`,
    ':OUTPUT ACCEPT [0:0]',
    ':first - [0:0]',
    `-A FORWARD -d ${ALWAYS_HEARD.address} -p udp -m udp --dport ${ALWAYS_HEARD.port} -j ACCEPT`,
    '-A FORWARD -m conntrack --ctdir REPLY -j ACCEPT',
    ...Array.from({ length: 1 + random.below(4) }, () => rule('first', [...plain, 'RETURN'])),
    ...Array.from({ length: 2 + random.below(8) }, () => rule('FORWARD', [...plain, 'first'])),
    'COMMIT',
    '',
  ].join('\n')
}
