import { passes, readNetworkFile } from '@holdpoint/reach'
import { expect, test } from 'vitest'
import { asIptables, dotted, numbers, randomRules } from '../../bench/lib/random-rules.mjs'
import { z3Firewall } from '../../bench/lib/z3-firewall.mjs'
import { SEED } from '../builders/seed.ts'

const LISTS = 40
const QUESTIONS = 12

test('a general solver answers 480 questions about random lists as the engine does', async () => {
  const next = numbers(SEED)
  const below = (size: number) => Math.floor(next() * size)
  const counts = { none: 0, some: 0, all: 0 }
  for (let list = 0; list < LISTS; list += 1) {
    const rules = randomRules(10 + below(40), next)
    const solver = await z3Firewall(rules)
    const network = networkOf(asIptables(rules))
    for (let at = 0; at < QUESTIONS; at += 1) {
      const rule = rules[below(rules.length)] as (typeof rules)[number]
      const ends = {
        from: Math.min(rule.from.base + below(2), 10 * 256 * 65_536 + 16_383),
        to: Math.min(rule.to.base, (10 * 256 + 1) * 65_536 + 16_383),
        port: Math.min(65_535, Math.max(0, rule.ports[below(2)] as number) + below(3) - 1),
        protocol: next() < 0.8 ? rule.protocol : ('udp' as const),
        zone: next() < 0.5,
      }
      const zone = Math.floor(ends.from / 256) % 256
      const answer = passes(network, {
        from: ends.zone ? `zone:left${zone}` : `host:${dotted(ends.from)}`,
        to: `host:${dotted(ends.to)}`,
        service: `${ends.protocol}/${ends.port}`,
      })
      if (!answer.ok) throw new Error(answer.refusal.why)
      const can = await solver.canPass(ends)
      expect(answer.value.verdict !== 'none', `list ${list}: ${JSON.stringify(ends)}`).toBe(can)
      counts[answer.value.verdict] += 1
    }
  }
  console.log(`reach: Z3 agrees on ${LISTS * QUESTIONS} questions; ${JSON.stringify(counts)}`)
  expect(Math.min(counts.none, counts.some + counts.all)).toBeGreaterThan(50)
})

function networkOf(text: string) {
  const sides = ['left', 'right'].flatMap((side, number) =>
    Array.from({ length: 64 }, (_, at) => ({
      ...{ id: `${side}${at}`, subnets: [`10.${number}.${at}.0/24`] },
    })),
  )
  const network = readNetworkFile({
    zones: sides,
    firewalls: [
      {
        ...{ id: 'fw', dialect: 'iptables', configurations: [{ file: 'rules.v4', text }] },
        interfaces: Object.fromEntries(sides.map(({ id }) => [id, id])),
      },
    ],
  })
  if (!network.ok) throw new Error(JSON.stringify(network.refusal))
  return network.value
}
