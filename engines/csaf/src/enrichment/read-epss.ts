import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'
import { type EnrichmentRefusal, isCve } from './enrichment-refusal.ts'

/** The probability that a vulnerability is exploited in the next 30 days, as FIRST scores it. */
export interface EpssScore {
  readonly cve: string
  readonly probability: number
  readonly percentile: number
}

export interface Epss {
  /** The day of the scores; null where the file does not say, and a person must. */
  readonly scoredOn: string | null
  readonly model: string | null
  readonly scores: readonly EpssScore[]
}

const HEADER = 'cve,epss,percentile'
const UNIT = /^(?:0(?:\.\d+)?|1(?:\.0+)?|\d(?:\.\d+)?e-\d+)$/i

/**
 * FIRST's CSV: perhaps a comment line with model and day, a header, a row for each CVE. One wrong
 * row refuses the file by its line.
 */
export function readEpss(bytes: Uint8Array): Result<Epss, EnrichmentRefusal> {
  const text = textOfUtf8(bytes)
  if (text === null) return no('line 1', 'the file is not UTF-8')
  const lines = text.split(/\r?\n/)
  const comment = lines[0]?.startsWith('#') ? (lines[0] ?? '') : null
  const from = comment === null ? 0 : 1
  if (lines[from]?.trim().toLowerCase() !== HEADER) {
    return no(`line ${from + 1}`, `the header must be ${HEADER}`)
  }
  const scores: EpssScore[] = []
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const [cve = '', epss = '', percentile = '', ...more] = line.split(',')
    if (!isCve(cve)) return no(`line ${at + 1}`, `"${cve.slice(0, 40)}" is no CVE number`)
    if (!UNIT.test(epss) || !UNIT.test(percentile) || more.length > 0) {
      return no(`line ${at + 1}`, 'must be a CVE and two numbers from 0 to 1')
    }
    scores.push({ cve, probability: Number(epss), percentile: Number(percentile) })
  }
  if (scores.length === 0) {
    return refuse({ kind: 'empty', where: `line ${from + 1}`, words: 'there is no score' })
  }
  return accept({
    scoredOn: /score_date:(\d{4}-\d{2}-\d{2})/.exec(comment ?? '')?.[1] ?? null,
    model: /model_version:([\w.]+)/.exec(comment ?? '')?.[1] ?? null,
    scores,
  })
}

function no(where: string, words: string): Result<never, EnrichmentRefusal> {
  return refuse({ kind: 'not-csv', where, words })
}
