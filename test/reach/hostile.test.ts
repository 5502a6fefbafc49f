import { type Dialect, dialects, passes, readNetworkFile } from '@holdpoint/reach'
import { expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { mutated } from './mutate.ts'
import { aPolicyOf, RECEIVERS, SENDERS } from './policy.ts'
import { Random } from './random.ts'
import { faces, written } from './written.ts'

const CONFIGURATIONS = process.env.HOLDPOINT_SOAK === '1' ? 100_000 : 10_000

test(`${CONFIGURATIONS} damaged configurations are read or refused, and none ends the engine`, () => {
  const random = new Random(SEED + 2)
  const counts = { read: 0, refused: 0, assumed: 0 }
  for (let at = 0; at < CONFIGURATIONS; at += 1) {
    const dialect = dialects[at % dialects.length] as Dialect
    const text = mutated(random, written[dialect](aPolicyOf(random, 1 + random.below(6))))
    const [left, right] = faces[dialect]
    const network = readNetworkFile({
      zones: [
        { id: 'left', subnets: [SENDERS] },
        { id: 'right', subnets: [RECEIVERS] },
      ],
      firewalls: [
        {
          ...{ id: 'fw', dialect, interfaces: { [left]: 'left', [right]: 'right' } },
          configurations: [{ file: 'damaged', text }],
        },
      ],
    })
    if (!network.ok) {
      counts.refused += 1
      expect(
        network.refusal.every(({ where, why }) => where !== '' && why !== ''),
        text,
      ).toBe(true)
      continue
    }
    counts.read += 1
    const answer = passes(network.value, { from: 'zone:left', to: 'zone:right', service: 'any' })
    if (!answer.ok) throw new Error(answer.refusal.why)
    const { verdict, packets, witness, assumptions } = answer.value
    expect(verdict === 'none', text).toBe(packets.length === 0)
    expect(witness === null, text).toBe(packets.length === 0)
    if (assumptions.length > 0) counts.assumed += 1
  }
  console.log(`reach: ${CONFIGURATIONS} damaged configurations: ${JSON.stringify(counts)}`)
  expect(Math.min(counts.read, counts.refused, counts.assumed)).toBeGreaterThan(100)
})
