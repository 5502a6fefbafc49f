import type { JsonValue } from '@holdpoint/std'
import { shown } from '../fault.ts'
import { keptAnswers } from '../kept-answers.ts'
import { CVSS_2, CVSS_3, CVSS_4, CVSS_4_BASE_METRICS, type CvssMetric } from './cvss-metrics.ts'
import {
  chosenBy,
  isObject,
  numberBetween,
  object,
  oneOf,
  type Schema,
  textWhere,
  Walk,
} from './schema.ts'

const score = numberBetween(0, 10)
const severity = oneOf('NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')

/** A vector of v2 or v3: any of the known pairs in any order. */
function vectorOf(prefix: string, metrics: readonly CvssMetric[]): Schema {
  const known = new Set(
    metrics.flatMap(({ key, letters }) => [...letters.values()].map((one) => `${key}:${one}`)),
  )
  const wrong = keptAnswers((value) => {
    if (!value.startsWith(prefix)) return `must begin with ${prefix}, is ${shown(value)}`
    for (const pair of value.slice(prefix.length).split('/')) {
      if (!known.has(pair)) return `has ${shown(pair)}, which is not a metric with its value`
    }
    return null
  })
  return textWhere(wrong)
}

/** A vector of v4.0: the eleven base metrics, then any others, all in the order of the standard. */
const vector4: Schema = textWhere((value) => {
  const [prefix, ...pairs] = value.split('/')
  if (prefix !== 'CVSS:4.0') return `must begin with CVSS:4.0/, is ${shown(value)}`
  let next = 0
  for (const [index, metric] of CVSS_4.entries()) {
    const [key = '', letter = ''] = (pairs[next] ?? '').split(':')
    if (key === metric.key) {
      const known = [...metric.letters.values()].includes(letter)
      if (!known || pairs[next] !== `${key}:${letter}`) return `has ${shown(pairs[next])}`
      next++
    } else if (index < CVSS_4_BASE_METRICS) {
      return `must have the metric ${metric.key} as number ${index + 1}`
    }
  }
  return next === pairs.length
    ? null
    : `has ${shown(pairs[next])}, which is unknown, repeated or out of its order`
})

function metricFields(metrics: readonly CvssMetric[]): Record<string, Schema> {
  return Object.fromEntries(
    metrics.map(({ property, letters }) => [property, oneOf(...letters.keys())]),
  )
}

export const cvss2: Schema = object(
  {
    ...metricFields(CVSS_2),
    version: oneOf('2.0'),
    vectorString: vectorOf('', CVSS_2),
    baseScore: score,
    temporalScore: score,
    environmentalScore: score,
  },
  { required: ['version', 'vectorString', 'baseScore'] },
)

function cvss3Of(version: '3.0' | '3.1'): Schema {
  return object(
    {
      ...metricFields(CVSS_3),
      version: oneOf(version),
      vectorString: vectorOf(`CVSS:${version}/`, CVSS_3),
      baseScore: score,
      baseSeverity: severity,
      temporalScore: score,
      temporalSeverity: severity,
      environmentalScore: score,
      environmentalSeverity: severity,
    },
    { required: ['version', 'vectorString', 'baseScore', 'baseSeverity'] },
  )
}

const cvss30 = cvss3Of('3.0')
const cvss31 = cvss3Of('3.1')

export const cvss3: Schema = chosenBy(
  (value: JsonValue) => {
    if (!isObject(value)) return cvss31
    if (value.version === '3.0') return cvss30
    return value.version === '3.1'
      ? cvss31
      : `must have the version 3.0 or 3.1, has ${shown(value.version)}`
  },
  [cvss31, cvss30],
)

const BANDS: Readonly<Record<string, readonly [number, number]>> = {
  NONE: [0, 0],
  LOW: [0.1, 3.9],
  MEDIUM: [4, 6.9],
  HIGH: [7, 8.9],
  CRITICAL: [9, 10],
}

const cvss4Fields: Schema = object(
  {
    ...metricFields(CVSS_4),
    version: oneOf('4.0'),
    vectorString: vector4,
    baseScore: score,
    baseSeverity: severity,
  },
  { required: ['version', 'vectorString', 'baseScore', 'baseSeverity'], closed: true },
)

/** v4.0, whose schema also ties the severity to the score. */
export const cvss4: Schema = {
  ...cvss4Fields,
  fits(value) {
    const walk = new Walk()
    cvss4.check(value, walk)
    return walk.faults.length === 0 && walk.unnamed.length === 0
  },
  check(value, walk) {
    cvss4Fields.check(value, walk)
    if (!isObject(value)) return
    const { baseScore, baseSeverity } = value
    if (typeof baseScore !== 'number' || typeof baseSeverity !== 'string') return
    const band = Object.hasOwn(BANDS, baseSeverity) ? BANDS[baseSeverity] : undefined
    if (band === undefined) return
    if (baseScore < band[0] || baseScore > band[1]) {
      walk.fault(`has a baseScore of ${baseScore}, which is not ${baseSeverity}`)
    }
    const tenths = baseScore * 10
    if (Math.abs(tenths - Math.round(tenths)) > 1e-9) {
      walk.fault(`has a baseScore of ${baseScore}, which is not a whole number of tenths`)
    }
  },
}
