import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** A metric that the vector leaves out is not contradicted, only better known. */
export const inconsistentCvss: Rule = {
  id: '6.1.10',
  words: 'Inconsistent CVSS',
  check({ scores }, report) {
    for (const score of scores) {
      const { cvss } = score
      for (const { metric, letter, word } of score.says.metrics) {
        const given = cvss[metric.property]
        if (given === word || typeof given !== 'string') continue
        const own = metric.letters.get(given)
        if (own === undefined || own === letter) continue
        const words = `is ${shown(given)}; the vector says ${metric.key}:${letter}`
        report(`${score.path}/${metric.property}`, words)
      }
    }
  },
}
