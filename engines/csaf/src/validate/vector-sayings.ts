import { cvss, severityOf } from '../cvss/cvss.ts'
import { keptAnswers } from './kept-answers.ts'
import { CVSS_2, CVSS_3, CVSS_4, type CvssMetric } from './schema/cvss-metrics.ts'

/** A metric of which the vector speaks, and the letter that it gives it. */
export interface SaidMetric {
  readonly metric: CvssMetric
  readonly letter: string
  /** The word for this letter, where there is one. */
  readonly word: string | undefined
}

/** A score that follows from a vector, and the properties of an advisory that repeat it. */
export interface ComputedScore {
  readonly scoreName: string
  readonly score: number
  readonly severityName: string
  readonly severity: string
}

/** What a CVSS vector says, and what follows from it. */
export interface VectorSayings {
  readonly metrics: readonly SaidMetric[]
  /** Empty where the vector cannot be scored. */
  readonly computed: readonly ComputedScore[]
}

export type CvssKey = 'cvss_v2' | 'cvss_v3' | 'cvss_v4'

const SAYINGS: Readonly<Record<CvssKey, (vector: string) => VectorSayings>> = {
  cvss_v2: keptAnswers((vector) => sayingsOf(vector, CVSS_2)),
  cvss_v3: keptAnswers((vector) => sayingsOf(vector, CVSS_3)),
  cvss_v4: keptAnswers((vector) => sayingsOf(vector, CVSS_4)),
}

/** By the metrics of the version under whose key the vector stands. */
export function sayingsOfVector(key: CvssKey, vector: string): VectorSayings {
  return SAYINGS[key](vector)
}

function sayingsOf(vector: string, metrics: readonly CvssMetric[]): VectorSayings {
  const letters = new Map(vector.split('/').map(splitOnce))
  return {
    computed: computedFrom(vector),
    metrics: metrics.flatMap((metric) => {
      const letter = letters.get(metric.key)
      if (letter === undefined) return []
      const [word] = [...metric.letters].find(([, one]) => one === letter) ?? []
      return [{ metric, letter, word }]
    }),
  }
}

function computedFrom(vector: string): readonly ComputedScore[] {
  const scored = cvss(vector)
  if (!scored.ok) return []
  const { value: scores } = scored
  return (['base', 'temporal', 'environmental'] as const).flatMap((kind) => {
    const score = scores[kind]
    if (score === undefined) return []
    const severity = severityOf(score, scores.version)
    return [{ scoreName: `${kind}Score`, score, severityName: `${kind}Severity`, severity }]
  })
}

function splitOnce(pair: string): readonly [string, string] {
  const colon = pair.indexOf(':')
  return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)]
}
