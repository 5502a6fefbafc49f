import { accept, type Result } from '@holdpoint/std'
import { scoreOf } from './decimal.ts'
import { type CvssVersion, type MetricGroup, metricsOf, notDefined } from './metrics.ts'
import {
  type CvssRefusal,
  type CvssVector,
  hasMetricOf,
  parseCvssVector,
  withMetrics,
} from './parse-vector.ts'
import { scoreV2 } from './score-v2.ts'
import { scoreV3 } from './score-v3.ts'
import { scoreV4 } from './score-v4.ts'

export type CvssSeverity = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** v4.0 section 1.3: which groups of metrics a score was made from. */
export type CvssNomenclature = 'CVSS-B' | 'CVSS-BT' | 'CVSS-BE' | 'CVSS-BTE'

/** What one vector is worth. */
export interface CvssScore {
  readonly vector: string
  readonly version: CvssVersion
  /** Of 2.0 and 3.x from the base metrics alone; of 4.0, which has one score, from all. */
  readonly base: number
  /** The severity of `base`. */
  readonly severity: CvssSeverity
  /** Always of 3.x, where it equals the base score if nothing was given; of 2.0 only if given. */
  readonly temporal?: number
  readonly environmental?: number
  /** From all metrics that were given. */
  readonly score: number
  readonly scoreSeverity: CvssSeverity
  /** Of 4.0: what `score` is called, and the scores without the threat or the environment. */
  readonly nomenclature?: CvssNomenclature
  readonly scores?: Readonly<Partial<Record<CvssNomenclature, number>>>
}

/** Scores a vector of CVSS 2.0, 3.0, 3.1 or 4.0, exactly. */
export function cvss(text: string): Result<CvssScore, CvssRefusal> {
  const parsed = parseCvssVector(text)
  return parsed.ok ? accept(scoreVector(parsed.value)) : parsed
}

/** Scores a vector that was read already. */
export function scoreVector(vector: CvssVector): CvssScore {
  if (vector.version === '4.0') return scoreOf4(vector)
  const { version, text } = vector
  const exact = version === '2.0' ? scoreV2(vector) : scoreV3(vector)
  const base = scoreOf(exact.base)
  const temporal = scoreOf(exact.temporal)
  const environmental = scoreOf(exact.environmental)
  const hasTemporal = version !== '2.0' || hasMetricOf(vector, 'threat')
  const hasEnvironmental = version !== '2.0' || hasMetricOf(vector, 'environmental')
  const score = hasEnvironmental ? environmental : hasTemporal ? temporal : base
  return {
    vector: text,
    version,
    base,
    severity: severityOf(base, version),
    ...(hasTemporal ? { temporal } : {}),
    ...(hasEnvironmental ? { environmental } : {}),
    score,
    scoreSeverity: severityOf(score, version),
  }
}

/** The qualitative rating: of 3.0 and later by their table; of 2.0 as its calculators word it. */
export function severityOf(score: number, version: CvssVersion): CvssSeverity {
  if (version === '2.0') return score < 4 ? 'LOW' : score < 7 ? 'MEDIUM' : 'HIGH'
  if (score === 0) return 'NONE'
  if (score < 4) return 'LOW'
  if (score < 7) return 'MEDIUM'
  return score < 9 ? 'HIGH' : 'CRITICAL'
}

function scoreOf4(vector: CvssVector): CvssScore {
  const score = scoreV4(vector)
  const threat = hasMetricOf(vector, 'threat')
  const environment = hasMetricOf(vector, 'environmental')
  const scores: Partial<Record<CvssNomenclature, number>> = {}
  scores['CVSS-B'] = scoreV4(without(vector, ['threat', 'environmental']))
  if (threat) scores['CVSS-BT'] = scoreV4(without(vector, ['environmental']))
  if (environment) scores['CVSS-BE'] = scoreV4(without(vector, ['threat']))
  if (threat && environment) scores['CVSS-BTE'] = score
  const severity = severityOf(score, '4.0')
  return {
    vector: vector.text,
    version: '4.0',
    base: score,
    severity,
    score,
    scoreSeverity: severity,
    nomenclature: `CVSS-B${threat ? 'T' : ''}${environment ? 'E' : ''}` as CvssNomenclature,
    scores,
  }
}

function without(vector: CvssVector, groups: readonly MetricGroup[]): CvssVector {
  const table = metricsOf(vector.version)
  const blank = [...vector.metrics.keys()]
    .filter((name) => groups.some((group) => table.get(name)?.group === group))
    .map((name) => [name, notDefined(vector.version)] as const)
  return withMetrics(vector, new Map(blank))
}
