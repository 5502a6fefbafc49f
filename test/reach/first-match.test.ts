import {
  type Answer,
  type Box,
  type Dialect,
  dialects,
  type Network,
  reach,
  readAddress,
} from '@holdpoint/reach'
import { expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { addressOf, aPolicyOf, everyPacket, firstMatch, type PlainPacket } from './policy.ts'
import { Random } from './random.ts'
import { networkOf } from './small-network.ts'
import { written } from './written.ts'

const POLICIES = 10_000

const senders = Array.from({ length: 16 }, (_, host) => readAddress(addressOf(0, host)) as bigint)
const receivers = Array.from({ length: 16 }, (_, host) => readAddress(addressOf(1, host)) as bigint)

function holds(box: Box, { from, to, protocol, port }: PlainPacket): boolean {
  const number = protocol === 'tcp' ? 6 : 17
  const [source, destination] = [senders[from] as bigint, receivers[to] as bigint]
  return (
    box.source[0] <= source &&
    source <= box.source[1] &&
    box.destination[0] <= destination &&
    destination <= box.destination[1] &&
    box.protocol[0] <= number &&
    number <= box.protocol[1] &&
    box.destinationPort[0] <= port &&
    port <= box.destinationPort[1]
  )
}

function ask(network: Network, from: string, to: string, service: string): Answer {
  const answer = reach(network, { from, to, service })
  if (!answer.ok) throw new Error(answer.refusal.why)
  return answer.value
}

test(`${POLICIES} random lists in six dialects let pass what a plain first-match evaluator lets pass`, () => {
  const random = new Random(SEED)
  const packets = [...everyPacket()]
  const verdicts = { none: 0, some: 0, all: 0 }
  let compared = 0
  for (let at = 0; at < POLICIES; at += 1) {
    const rules = aPolicyOf(random, 1 + random.below(12))
    const dialect = dialects[at % dialects.length] as Dialect
    const network = networkOf(dialect, written[dialect](rules))
    const whole = ask(network, 'zone:left', 'zone:right', 'any')
    expect(whole.packetsLeftOut, `policy ${at}`).toBe(0)
    // Every packet of a slice of the world, another slice for each policy.
    for (let index = at % 16; index < packets.length; index += 16) {
      const packet = packets[index] as PlainPacket
      const should = firstMatch(rules, packet)
      const does = whole.packets.some((box) => holds(box, packet))
      if (should !== does) {
        throw new Error(`policy ${at} (${dialect}): ${JSON.stringify({ packet, should, rules })}`)
      }
      compared += 1
    }
    const packet = packets[random.below(packets.length)] as PlainPacket
    const point = ask(
      network,
      `host:${addressOf(0, packet.from)}`,
      `host:${addressOf(1, packet.to)}`,
      `${packet.protocol}/${packet.port}`,
    )
    expect(point.verdict, `policy ${at} (${dialect})`).toBe(
      firstMatch(rules, packet) ? 'all' : 'none',
    )
    verdicts[whole.verdict] += 1
    expect(whole.assumptions).toEqual([])
  }
  console.log(`reach: ${POLICIES} policies, ${compared} packets agree; ${JSON.stringify(verdicts)}`)
})
