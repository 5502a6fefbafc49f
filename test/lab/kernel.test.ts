import { spawnSync } from 'node:child_process'
import { labLacks } from '@holdpoint/lab'
import { type Dialect, type Network, reach, readNetworkFile } from '@holdpoint/reach'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { Random } from '../reach/random.ts'
import {
  anIptablesRuleset,
  anNftRuleset,
  HOSTS,
  PORTS,
  receiverAt,
  senderAt,
} from './random-ruleset.ts'
import { type Sent, SmallLab } from './small-lab.ts'

const RULESETS = 60
const PACKETS = 48

const lacks = await labLacks()
const hasIptables = spawnSync('iptables-save', ['--version']).status === 0

function networkOf(dialect: Dialect, text: string): Network {
  const network = readNetworkFile({
    zones: [
      { id: 'left', subnets: ['10.0.0.0/24'] },
      { id: 'right', subnets: ['10.0.1.0/24'] },
    ],
    firewalls: [
      {
        ...{ id: 'router', dialect, interfaces: { left: 'left', right: 'right' } },
        configurations: [{ file: 'listed', text }],
      },
    ],
  })
  if (!network.ok) throw new Error(JSON.stringify(network.refusal))
  return network.value
}

function packets(random: Random): readonly Sent[] {
  return Array.from({ length: PACKETS }, () => ({
    ...{ from: random.below(HOSTS), to: random.below(HOSTS) },
    ...{ protocol: random.pick(['tcp', 'udp'] as const), port: random.pick(PORTS) },
  }))
}

/**
 * Whether a packet should arrive: a datagram by itself; of TCP what opens the connection and what
 * follows in it. Null where the first passes and the rest does not: then it depends on the moment.
 */
function should(network: Network, { from, to, protocol, port }: Sent): boolean | null {
  const answer = reach(network, {
    ...{ from: `host:${senderAt(from)}`, to: `host:${receiverAt(to)}` },
    service: `${protocol}/${port}`,
  })
  if (!answer.ok) throw new Error(answer.refusal.why)
  const { verdict, openSessions, assumptions } = answer.value
  if (assumptions.length > 0 || verdict === 'some') throw new Error('an exact answer was expected')
  if (verdict === 'none' || protocol === 'udp') return verdict === 'all'
  return openSessions === 'all' ? true : null
}

class Agreement {
  passed = 0
  refused = 0
  open = 0

  compare(network: Network, sent: readonly Sent[], arrived: readonly boolean[], where: string) {
    sent.forEach((packet, at) => {
      const expected = should(network, packet)
      if (expected === null) {
        this.open += 1
        return
      }
      expect(arrived[at], `${where}: ${JSON.stringify(packet)}`).toBe(expected)
      if (expected) this.passed += 1
      else this.refused += 1
    })
  }

  say(what: string): void {
    const { passed, refused, open } = this
    console.log(
      `kernel, ${what}: ${passed} packets passed and ${refused} did not, as the engine says; ${open} not compared`,
    )
    expect(Math.min(passed, refused)).toBeGreaterThan(RULESETS)
  }
}

describe.skipIf(lacks !== null)('the kernel itself (needs network namespaces and nftables)', () => {
  let lab: SmallLab
  beforeAll(async () => {
    lab = await SmallLab.open()
  })
  afterAll(() => lab?.close())

  test(`${RULESETS} random rulesets of nftables let pass the packets that the engine says`, async () => {
    const random = new Random(SEED)
    const agreement = new Agreement()
    for (let at = 0; at < RULESETS; at += 1) {
      const text = anNftRuleset(random)
      await lab.run(['nft', '-f', '-'], `flush ruleset\n${text}`)
      const network = networkOf('nftables', await lab.run(['nft', '-j', 'list', 'ruleset']))
      const sent = packets(random)
      agreement.compare(network, sent, await lab.arrives(sent), `ruleset ${at}\n${text}`)
    }
    agreement.say('nftables')
  })

  test.skipIf(!hasIptables)(
    `${RULESETS} random rulesets of iptables, too (needs iptables)`,
    async () => {
      const random = new Random(SEED + 1)
      await lab.run(['nft', 'flush', 'ruleset'])
      const agreement = new Agreement()
      for (let at = 0; at < RULESETS; at += 1) {
        const text = anIptablesRuleset(random)
        await lab.run(['iptables-restore'], text)
        const saved = await lab.run(['iptables-save', '-t', 'filter'])
        const sent = packets(random)
        const network = networkOf('iptables', saved)
        agreement.compare(network, sent, await lab.arrives(sent), `ruleset ${at}\n${saved}`)
      }
      await lab.run(['nft', 'flush', 'ruleset'])
      agreement.say('iptables')
    },
  )
})
