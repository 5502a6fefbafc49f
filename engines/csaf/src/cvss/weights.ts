import { invariant } from '@holdpoint/std'
import { type Decimal, decimal } from './decimal.ts'

/** Weights by metric and value, as exact numbers. */
export type Weights = ReadonlyMap<string, Decimal>

/** Reads `AV: L 0.395, A 0.646` lines: the tables of the specifications, as they print them. */
export function weightTable(lines: readonly string[]): Weights {
  const weights = new Map<string, Decimal>()
  for (const line of lines) {
    const [metric = '', entries = ''] = line.split(': ')
    for (const entry of entries.split(', ')) {
      const [value = '', literal = ''] = entry.split(' ')
      weights.set(`${metric}:${value}`, decimal(literal))
    }
  }
  return weights
}

export function weightIn(weights: Weights, metric: string, value: string): Decimal {
  const weight = weights.get(`${metric}:${value}`)
  invariant(weight !== undefined, `${metric}:${value} passed the parser but has no weight`)
  return weight
}
