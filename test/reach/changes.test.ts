import {
  type Box,
  changesBetween,
  type Dialect,
  dialects,
  readAddress,
  reviewRules,
} from '@holdpoint/reach'
import { expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { addressOf, aPolicyOf, everyPacket, firstMatch, type PlainPacket } from './policy.ts'
import { Random } from './random.ts'
import { networkOf } from './small-network.ts'
import { written } from './written.ts'

const address = (side: 0 | 1, host: number) => readAddress(addressOf(side, host)) as bigint

function holds(boxes: readonly Box[], { from, to, protocol, port }: PlainPacket): boolean {
  const [source, destination] = [address(0, from), address(1, to)]
  const number = protocol === 'tcp' ? 6 : 17
  return boxes.some(
    (box) =>
      box.source[0] <= source &&
      source <= box.source[1] &&
      box.destination[0] <= destination &&
      destination <= box.destination[1] &&
      box.protocol[0] <= number &&
      number <= box.protocol[1] &&
      box.destinationPort[0] <= port &&
      port <= box.destinationPort[1],
  )
}

test('what two lists differ in is what a plain evaluator says, also between two dialects', () => {
  const random = new Random(SEED + 4)
  const packets = [...everyPacket()]
  let changed = 0
  for (let at = 0; at < 200; at += 1) {
    const before = aPolicyOf(random, 1 + random.below(8))
    const after = before.toSpliced(
      random.below(before.length),
      random.below(2),
      ...aPolicyOf(random, 1),
    )
    const [old, now] = [
      random.pick(dialects as readonly Dialect[]),
      random.pick(dialects as readonly Dialect[]),
    ]
    const { changes } = changesBetween(
      networkOf(old, written[old](before)),
      networkOf(now, written[now](after)),
    )
    const change = changes.find(({ from }) => from === 'left')
    for (let index = at % 16; index < packets.length; index += 16) {
      const packet = packets[index] as PlainPacket
      const [was, is] = [firstMatch(before, packet), firstMatch(after, packet)]
      expect(holds(change?.allowed ?? [], packet), `${at}`).toBe(!was && is)
      expect(holds(change?.denied ?? [], packet), `${at}`).toBe(was && !is)
    }
    if (change !== undefined) changed += 1
  }
  expect(changed).toBeGreaterThan(50)
})

test('a rule is called shadowed only where taking it away changes no packet', () => {
  const random = new Random(SEED + 5)
  const packets = [...everyPacket()]
  let named = 0
  for (let at = 0; at < 150; at += 1) {
    const rules = aPolicyOf(random, 2 + random.below(10))
    const remarks = reviewRules(networkOf('iptables', written.iptables(rules)))
    for (const { kind, line } of remarks) {
      if (kind !== 'shadowed') continue
      named += 1
      // Four lines of head stand before the first rule.
      const without = rules.toSpliced(line - 5, 1)
      const differs = packets.some(
        (packet) => firstMatch(rules, packet) !== firstMatch(without, packet),
      )
      expect(differs, `list ${at}, line ${line}`).toBe(false)
    }
  }
  expect(named).toBeGreaterThan(10)
})

test('a permit that names no end is called too wide, and one for replies is not', () => {
  const text = [
    '*filter',
    ':FORWARD DROP [0:0]',
    '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-A FORWARD -s 10.0.0.1/32 -d 10.0.1.1/32 -p tcp -m tcp --dport 502 -j ACCEPT',
    '-A FORWARD -s 10.0.0.2/32 -d 10.0.1.1/32 -p tcp -m tcp --dport 1024:65535 -j ACCEPT',
    '-A FORWARD -j ACCEPT',
    'COMMIT',
  ].join('\n')
  const remarks = reviewRules(networkOf('iptables', text)).map(
    ({ line, kind }) => `${line} ${kind}`,
  )
  expect(remarks).toEqual(['5 too-wide', '6 too-wide'])
})

test('a rule whose counter saw nothing is unused; one without a counter is not called so', () => {
  const text = [
    '*filter',
    ':FORWARD DROP [0:0]',
    '[12:720] -A FORWARD -p tcp -m tcp --dport 502 -j ACCEPT',
    '[0:0] -A FORWARD -p tcp -m tcp --dport 503 -j ACCEPT',
    '-A FORWARD -p tcp -m tcp --dport 504 -j ACCEPT',
    'COMMIT',
    '',
  ].join('\n')
  const found = reviewRules(networkOf('iptables', text))
  expect(found.filter(({ kind }) => kind === 'unused').map(({ line }) => line)).toEqual([4])
  const counter = (packets: number) => ({ counter: { packets, bytes: 0 } })
  const rule = (port: number, ...statements: object[]) => ({
    rule: {
      ...{ family: 'inet', table: 'f', chain: 'forward' },
      expr: [
        {
          match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: port },
        },
        ...statements,
        { accept: null },
      ],
    },
  })
  const chain = { family: 'inet', table: 'f', name: 'forward', type: 'filter', hook: 'forward' }
  const nft = JSON.stringify(
    {
      nftables: [
        { chain: { ...chain, prio: 0, policy: 'drop' } },
        rule(502, counter(3)),
        rule(503, counter(0)),
        rule(504),
      ],
    },
    null,
    1,
  )
  const unused = reviewRules(networkOf('nftables', nft)).filter(({ kind }) => kind === 'unused')
  expect(unused).toHaveLength(1)
  expect(unused[0]?.why).toMatch(/has seen no packet/)
})
