import {
  type Decimal,
  decimal,
  isPositive,
  minus,
  ONE,
  plus,
  power,
  roundHalfUp,
  roundUp,
  smaller,
  times,
  ZERO,
} from './decimal.ts'
import type { CvssVector } from './parse-vector.ts'
import type { ThreeScores } from './score-v2.ts'
import { weightIn, weightTable } from './weights.ts'

/** CVSS v3.0 and v3.1, section 7.4: the numbers are the same in both. */
const WEIGHTS = weightTable([
  'AV: N 0.85, A 0.62, L 0.55, P 0.2',
  'AC: L 0.77, H 0.44',
  'PR: N 0.85, L 0.62, H 0.27',
  'UI: N 0.85, R 0.62',
  'C: H 0.56, L 0.22, N 0',
  'I: H 0.56, L 0.22, N 0',
  'A: H 0.56, L 0.22, N 0',
  'E: X 1, H 1, F 0.97, P 0.94, U 0.91',
  'RL: X 1, U 1, W 0.97, T 0.96, O 0.95',
  'RC: X 1, C 1, R 0.96, U 0.92',
  'CR: X 1, H 1.5, M 1, L 0.5',
  'IR: X 1, H 1.5, M 1, L 0.5',
  'AR: X 1, H 1.5, M 1, L 0.5',
])
const PRIVILEGE_WHEN_CHANGED = weightTable(['PR: N 0.85, L 0.68, H 0.5'])
const TEN = decimal('10')
const MODIFIED_LOSS_MAX = decimal('0.915')

type ValueOf = (metric: string) => string

/** The equations of CVSS v3.0 and v3.1, sections 7.1 to 7.3; what was not given is "X". */
export function scoreV3({ version, metrics }: CvssVector): ThreeScores {
  const up = version === '3.0' ? roundUpOf30 : roundUpOf31
  const value: ValueOf = (metric) => metrics.get(metric) ?? 'X'
  const modified: ValueOf = (metric) => {
    const changed = value(`M${metric}`)
    return changed === 'X' ? value(metric) : changed
  }
  const weight = (metric: string) => weightIn(WEIGHTS, metric, value(metric))
  const temporalOf = (score: Decimal) => up(times(score, weight('E'), weight('RL'), weight('RC')))

  const loss = lossOf(['C', 'I', 'A'].map((metric) => weightIn(WEIGHTS, metric, value(metric))))
  const base = combine(value, impactOf(loss, value('S')), up)
  const modifiedLoss = smaller(
    lossOf(['C', 'I', 'A'].map((m) => times(weightIn(WEIGHTS, m, modified(m)), weight(`${m}R`)))),
    MODIFIED_LOSS_MAX,
  )
  const impact =
    version === '3.0'
      ? impactOf(modifiedLoss, modified('S'))
      : impact31(modifiedLoss, modified('S'))
  const environmental = temporalOf(combine(modified, impact, up))
  return { base, temporal: temporalOf(base), environmental }
}

function lossOf(losses: readonly Decimal[]): Decimal {
  return minus(ONE, times(...losses.map((each) => minus(ONE, each))))
}

function impactOf(loss: Decimal, scope: string): Decimal {
  return scope === 'C'
    ? changedImpact(loss, power(minus(loss, decimal('0.02')), 15))
    : times(decimal('6.42'), loss)
}

/** The modified impact of v3.1 (section 7.3) bends otherwise than that of v3.0. */
function impact31(loss: Decimal, scope: string): Decimal {
  return scope === 'C'
    ? changedImpact(loss, power(minus(times(loss, decimal('0.9731')), decimal('0.02')), 13))
    : times(decimal('6.42'), loss)
}

function changedImpact(loss: Decimal, bend: Decimal): Decimal {
  const straight = times(decimal('7.52'), minus(loss, decimal('0.029')))
  return minus(straight, times(decimal('3.25'), bend))
}

function combine(value: ValueOf, impact: Decimal, up: (score: Decimal) => Decimal): Decimal {
  if (!isPositive(impact)) return ZERO
  const changed = value('S') === 'C'
  const exploitability = times(
    decimal('8.22'),
    weightIn(WEIGHTS, 'AV', value('AV')),
    weightIn(WEIGHTS, 'AC', value('AC')),
    weightIn(changed ? PRIVILEGE_WHEN_CHANGED : WEIGHTS, 'PR', value('PR')),
    weightIn(WEIGHTS, 'UI', value('UI')),
  )
  const sum = plus(impact, exploitability)
  return up(smaller(changed ? times(decimal('1.08'), sum) : sum, TEN))
}

function roundUpOf30(score: Decimal): Decimal {
  return roundUp(score, 1)
}

/** Appendix A of v3.1 rounds to five places first, so that every platform agrees. */
function roundUpOf31(score: Decimal): Decimal {
  return roundUp(roundHalfUp(score, 5), 1)
}
