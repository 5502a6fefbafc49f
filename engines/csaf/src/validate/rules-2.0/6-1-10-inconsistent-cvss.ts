import type { PlacedScore } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { CVSS_2, CVSS_3, CVSS_4, type CvssMetric } from '../schema/cvss-metrics.ts'

const METRICS: Readonly<Record<PlacedScore['key'], readonly CvssMetric[]>> = {
  cvss_v2: CVSS_2,
  cvss_v3: CVSS_3,
  cvss_v4: CVSS_4,
}

export const inconsistentCvss: Rule = {
  id: '6.1.10',
  words: 'Inconsistent CVSS',
  check({ scores }, report) {
    for (const { key, cvss, path } of scores) {
      const vector = cvss.vectorString
      if (typeof vector !== 'string') continue
      let values: ReadonlyMap<string, string> | null = null
      for (const metric of METRICS[key]) {
        const word = cvss[metric.property]
        if (typeof word !== 'string' || !Object.hasOwn(metric.letters, word)) continue
        values ??= new Map(vector.split('/').map(splitOnce))
        const letter = values.get(metric.key)
        // A metric that the vector leaves out is not contradicted, only better known.
        if (letter === undefined || letter === metric.letters[word]) continue
        const words = `is ${shown(word)}; the vector says ${metric.key}:${letter}`
        report(`${path}/${metric.property}`, words)
      }
    }
  },
}

function splitOnce(pair: string): readonly [string, string] {
  const colon = pair.indexOf(':')
  return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)]
}
