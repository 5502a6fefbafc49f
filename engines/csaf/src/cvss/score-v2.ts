import {
  type Decimal,
  decimal,
  isPositive,
  minus,
  notNegative,
  ONE,
  plus,
  roundHalfUp,
  smaller,
  times,
  ZERO,
} from './decimal.ts'
import type { CvssVector } from './parse-vector.ts'
import { weightIn, weightTable } from './weights.ts'

/** CVSS v2.0, section 3.2: the numbers of its tables. */
const WEIGHTS = weightTable([
  'AV: L 0.395, A 0.646, N 1.0',
  'AC: H 0.35, M 0.61, L 0.71',
  'Au: M 0.45, S 0.56, N 0.704',
  'C: N 0, P 0.275, C 0.660',
  'I: N 0, P 0.275, C 0.660',
  'A: N 0, P 0.275, C 0.660',
  'E: U 0.85, POC 0.9, F 0.95, H 1.0, ND 1.0',
  'RL: OF 0.87, TF 0.90, W 0.95, U 1.0, ND 1.0',
  'RC: UC 0.90, UR 0.95, C 1.0, ND 1.0',
  'CDP: N 0, L 0.1, LM 0.3, MH 0.4, H 0.5, ND 0',
  'TD: N 0, L 0.25, M 0.75, H 1.0, ND 1.0',
  'CR: L 0.5, M 1.0, H 1.51, ND 1.0',
  'IR: L 0.5, M 1.0, H 1.51, ND 1.0',
  'AR: L 0.5, M 1.0, H 1.51, ND 1.0',
])
const TEN = decimal('10')

export interface ThreeScores {
  readonly base: Decimal
  readonly temporal: Decimal
  readonly environmental: Decimal
}

/** The equations of CVSS v2.0, section 3.2.1 to 3.2.3; what was not given counts as "not defined". */
export function scoreV2({ metrics }: CvssVector): ThreeScores {
  const weight = (metric: string) => weightIn(WEIGHTS, metric, metrics.get(metric) ?? 'ND')
  const exploitability = times(decimal('20'), weight('AV'), weight('AC'), weight('Au'))
  const temporalOf = (base: Decimal) =>
    roundHalfUp(times(base, weight('E'), weight('RL'), weight('RC')), 1)

  const losses = [weight('C'), weight('I'), weight('A')]
  const base = notNegative(baseOf(impactOf(losses), exploitability))
  const required = [
    times(weight('C'), weight('CR')),
    times(weight('I'), weight('IR')),
    times(weight('A'), weight('AR')),
  ]
  const adjusted = temporalOf(baseOf(smaller(TEN, impactOf(required)), exploitability))
  const damage = times(minus(TEN, adjusted), weight('CDP'))
  const environmental = roundHalfUp(times(plus(adjusted, damage), weight('TD')), 1)
  // With low requirements the equations fall below nothing; only a final score is held at 0.
  return { base, temporal: temporalOf(base), environmental: notNegative(environmental) }
}

function impactOf(losses: readonly Decimal[]): Decimal {
  const kept = times(...losses.map((loss) => minus(ONE, loss)))
  return times(decimal('10.41'), minus(ONE, kept))
}

function baseOf(impact: Decimal, exploitability: Decimal): Decimal {
  if (!isPositive(impact)) return roundHalfUp(ZERO, 1)
  const weighted = plus(times(decimal('0.6'), impact), times(decimal('0.4'), exploitability))
  return roundHalfUp(times(minus(weighted, decimal('1.5')), decimal('1.176')), 1)
}
