import { spawnSync } from 'node:child_process'
import { labLacks } from '@holdpoint/lab'
import { passes, readNetworkFile } from '@holdpoint/reach'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { mutated } from '../reach/mutate.ts'
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

const CONFIGURATIONS = 800
const PACKETS = 24
const lacks = await labLacks()
const hasIptables = spawnSync('iptables-save', ['--version']).status === 0

describe.skipIf(lacks !== null || !hasIptables)(
  'damaged rules in the kernel (needs network namespaces, nftables and iptables)',
  () => {
    let lab: SmallLab
    beforeAll(async () => {
      lab = await SmallLab.open()
    })
    afterAll(() => lab?.close())

    test('nothing is called blocked that the kernel lets through', async () => {
      const random = new Random(SEED + 3)
      let taken = 0
      let blocked = 0
      let passed = 0
      for (let at = 0; at < CONFIGURATIONS; at += 1) {
        const isNft = at % 2 === 0
        const text = mutated(random, isNft ? anNftRuleset(random) : anIptablesRuleset(random))
        await lab.run(['nft', 'flush', 'ruleset'])
        const loaded = isNft
          ? await lab.tries(['nft', '-f', '-'], text)
          : await lab.tries(['iptables-restore'], text)
        if (loaded === null) continue
        // Of iptables the damaged text itself is read; of nftables what the kernel lists of it.
        const shown = isNft ? await lab.run(['nft', '-j', 'list', 'ruleset']) : text
        const network = readNetworkFile({
          zones: [
            { id: 'left', subnets: ['10.0.0.0/24'] },
            { id: 'right', subnets: ['10.0.1.0/24'] },
          ],
          firewalls: [
            {
              ...{ id: 'router', dialect: isNft ? 'nftables' : 'iptables' },
              interfaces: { left: 'left', right: 'right' },
              configurations: [{ file: 'damaged', text: shown }],
            },
          ],
        })
        if (!network.ok) continue
        taken += 1
        const sent = Array.from(
          { length: PACKETS },
          (): Sent => ({
            ...{ from: random.below(HOSTS), to: random.below(HOSTS) },
            ...{ protocol: 'udp', port: random.pick(PORTS) },
          }),
        )
        const arrived = await lab.heard(sent)
        sent.forEach((packet, index) => {
          const answer = passes(network.value, {
            ...{ from: `host:${senderAt(packet.from)}`, to: `host:${receiverAt(packet.to)}` },
            service: `udp/${packet.port}`,
          })
          if (!answer.ok) throw new Error(answer.refusal.why)
          const where = `configuration ${at}: ${JSON.stringify(packet)}\n${text}`
          if (arrived[index]) {
            passed += 1
            expect(answer.value.verdict, where).not.toBe('none')
          } else if (answer.value.verdict === 'none') {
            blocked += 1
          } else {
            expect(answer.value.verdict === 'all', where).toBe(false)
          }
        })
      }
      await lab.run(['nft', 'flush', 'ruleset'])
      console.log(
        `kernel: ${taken} of ${CONFIGURATIONS} damaged rulesets were taken; ${passed} packets passed, ` +
          `none of them called blocked; ${blocked} were called blocked and did not arrive`,
      )
      expect(Math.min(taken, passed, blocked)).toBeGreaterThan(50)
    })
  },
)
