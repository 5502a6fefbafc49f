import { accept, type Result, refuse } from '@holdpoint/std'

/** Why a text is not a CVSS v3 vector with all eight base metrics. */
export interface CvssRefusal {
  readonly kind: 'not-cvss-3' | 'missing-metric' | 'repeated-metric' | 'unknown-value'
  readonly metric: string
  readonly why: string
}

export interface BaseScore {
  readonly version: '3.0' | '3.1'
  readonly score: number
  readonly severity: 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'
}

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  UI: { N: 0.85, R: 0.62 },
  S: { U: 0, C: 1 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
const PR_CHANGED: Readonly<Record<string, number>> = { N: 0.85, L: 0.68, H: 0.5 }

/**
 * The base score by the formulas of CVSS v3.0 and v3.1 (section 7.1); other metrics of the vector
 * are passed over.
 */
export function cvss3BaseScore(vector: string): Result<BaseScore, CvssRefusal> {
  const found = /^CVSS:(3\.[01])\/(.+)$/.exec(vector.trim())
  if (found === null)
    return refuse({ kind: 'not-cvss-3', metric: '', why: 'must start with CVSS:3.0/ or CVSS:3.1/' })
  const [, version, body = ''] = found
  const values = new Map<string, string>()
  for (const pair of body.split('/')) {
    const [metric = '', value = ''] = pair.split(':')
    if (values.has(metric))
      return refuse({ kind: 'repeated-metric', metric, why: `${metric} occurs twice` })
    values.set(metric, value)
  }
  for (const [metric, weights] of Object.entries(WEIGHTS)) {
    const value = values.get(metric)
    if (value === undefined)
      return refuse({ kind: 'missing-metric', metric, why: `${metric} is missing` })
    if (!Object.hasOwn(weights, value)) {
      return refuse({ kind: 'unknown-value', metric, why: `${metric} cannot be "${value}"` })
    }
  }
  const weight = (metric: string) => WEIGHTS[metric]?.[values.get(metric) ?? ''] ?? 0
  const score = baseScore(
    weight,
    values.get('S') === 'C' ? PR_CHANGED[values.get('PR') ?? ''] : undefined,
    version === '3.0',
  )
  return accept({ version: version === '3.0' ? '3.0' : '3.1', score, severity: severityOf(score) })
}

function baseScore(
  weight: (metric: string) => number,
  changedPrivilege: number | undefined,
  old: boolean,
): number {
  const impactBase = 1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A'))
  const changed = changedPrivilege !== undefined
  const impact = changed
    ? 7.52 * (impactBase - 0.029) - 3.25 * (impactBase - 0.02) ** 15
    : 6.42 * impactBase
  if (impact <= 0) return 0
  const privilege = changedPrivilege ?? weight('PR')
  const exploitability = 8.22 * weight('AV') * weight('AC') * privilege * weight('UI')
  const total = Math.min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10)
  return old ? Math.ceil(total * 10) / 10 : roundUp(total)
}

// CVSS v3.1 appendix A: rounding in whole numbers, so that every platform agrees.
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}

export function severityOf(score: number): BaseScore['severity'] {
  if (score === 0) return 'NONE'
  if (score < 4) return 'LOW'
  if (score < 7) return 'MEDIUM'
  return score < 9 ? 'HIGH' : 'CRITICAL'
}
