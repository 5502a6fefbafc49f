import { accept, type Result, refuse } from '@holdpoint/std'
import {
  type CvssVersion,
  type MetricGroup,
  type MetricTable,
  metricsOf,
  notDefined,
} from './metrics.ts'

/** Why a text is not a CVSS vector: which metric, what is wrong with it, and where. */
export interface CvssRefusal {
  readonly kind:
    | 'too-long'
    | 'unknown-version'
    | 'malformed-part'
    | 'unknown-metric'
    | 'unknown-value'
    | 'repeated-metric'
    | 'out-of-order'
    | 'missing-metric'
  /** The metric's abbreviation, or '' where the fault is not in one. */
  readonly metric: string
  /** Characters before the fault, counted from 0. */
  readonly at: number
  readonly why: string
}

/** A vector in which every metric is known, occurs once and has a value of its table. */
export interface CvssVector {
  readonly version: CvssVersion
  readonly text: string
  /** Only what was written, in the order of the text; a value may be `X` or `ND`. */
  readonly metrics: ReadonlyMap<string, string>
}

/** The longest valid vector (4.0 with every metric) has 222 characters. */
const VECTOR_CHARACTERS_MAX = 300

const PREFIX = /^CVSS:([^/]*)\//
// Nothing but the first metric tells a v2 vector from a text that is none.
const VERSION_2 = /^(?:AV|AC|Au|C|I|A):/

/** Reads a vector of CVSS 2.0, 3.0, 3.1 or 4.0; refuses at the first fault. */
export function parseCvssVector(text: string): Result<CvssVector, CvssRefusal> {
  if (text.length > VECTOR_CHARACTERS_MAX) {
    const why = `${text.length} characters; a vector has at most ${VECTOR_CHARACTERS_MAX}`
    return refuse({ kind: 'too-long', metric: '', at: VECTOR_CHARACTERS_MAX, why })
  }
  const start = startOf(text)
  if (!start.ok) return start
  const { version, at } = start.value
  const read = readMetrics(text, at, version)
  if (!read.ok) return read
  return accept({ version, text, metrics: read.value })
}

/** True where a metric of the group was given a value other than "not defined". */
export function hasMetricOf({ version, metrics }: CvssVector, group: MetricGroup): boolean {
  const table = metricsOf(version)
  for (const [name, value] of metrics) {
    if (table.get(name)?.group === group && value !== notDefined(version)) return true
  }
  return false
}

/** The vector again, with these metrics set and all in the order of the specification. */
export function withMetrics(vector: CvssVector, changes: ReadonlyMap<string, string>): CvssVector {
  const metrics = new Map<string, string>()
  for (const name of metricsOf(vector.version).keys()) {
    const value = changes.get(name) ?? vector.metrics.get(name)
    if (value !== undefined) metrics.set(name, value)
  }
  const parts = [...metrics].map(([name, value]) => `${name}:${value}`)
  const prefix = vector.version === '2.0' ? [] : [`CVSS:${vector.version}`]
  return { version: vector.version, text: [...prefix, ...parts].join('/'), metrics }
}

function startOf(text: string): Result<{ version: CvssVersion; at: number }, CvssRefusal> {
  const prefix = PREFIX.exec(text)
  if (prefix === null) {
    if (VERSION_2.test(text)) return accept({ version: '2.0', at: 0 })
    const why =
      'starts neither with CVSS:3.0/, CVSS:3.1/ or CVSS:4.0/ nor with a base metric of v2.0 ' +
      '(AV, AC, Au, C, I, A)'
    return refuse({ kind: 'unknown-version', metric: '', at: 0, why })
  }
  const version = prefix[1]
  if (version !== '3.0' && version !== '3.1' && version !== '4.0') {
    const why = `version "${version}" is none of 3.0, 3.1, 4.0 (a v2.0 vector has no prefix)`
    return refuse({ kind: 'unknown-version', metric: '', at: 5, why })
  }
  return accept({ version, at: prefix[0].length })
}

function readMetrics(
  text: string,
  start: number,
  version: CvssVersion,
): Result<ReadonlyMap<string, string>, CvssRefusal> {
  const table = metricsOf(version)
  const order = [...table.keys()]
  const metrics = new Map<string, string>()
  let at = start
  let last = -1
  for (const part of text.slice(start).split('/')) {
    const fault = faultOf(part, table, metrics, version)
    if (fault !== null) return refuse({ ...fault, at })
    const colon = part.indexOf(':')
    const name = part.slice(0, colon)
    const place = order.indexOf(name)
    // CVSS v4.0 section 7: "A vector string must contain metrics in the order shown in Table 23".
    if (version === '4.0' && place < last) {
      const why = `${name} stands after ${order[last]}; v4.0 has one order only`
      return refuse({ kind: 'out-of-order', metric: name, at, why })
    }
    last = place
    metrics.set(name, part.slice(colon + 1))
    at += part.length + 1
  }
  for (const [name, { group }] of table) {
    if (group !== 'base' || metrics.has(name)) continue
    const why = `${name} is missing; every base metric must be given`
    return refuse({ kind: 'missing-metric', metric: name, at: text.length, why })
  }
  return accept(metrics)
}

function faultOf(
  part: string,
  table: MetricTable,
  seen: ReadonlyMap<string, string>,
  version: CvssVersion,
): Omit<CvssRefusal, 'at'> | null {
  const [name = '', value] = part.split(':')
  if (value === undefined || part.split(':').length > 2) {
    const what = part === '' ? 'nothing' : JSON.stringify(part)
    return { kind: 'malformed-part', metric: '', why: `${what} is not METRIC:VALUE` }
  }
  const metric = table.get(name)
  if (metric === undefined) {
    const why = `${JSON.stringify(name)} is not a metric of v${version}`
    return { kind: 'unknown-metric', metric: name, why }
  }
  if (seen.has(name)) {
    return { kind: 'repeated-metric', metric: name, why: `${name} occurs twice` }
  }
  if (metric.values.includes(value)) return null
  const allowed = metric.values.join(', ')
  const why = `${name} cannot be ${JSON.stringify(value)}; v${version} knows ${allowed}`
  return { kind: 'unknown-value', metric: name, why }
}
