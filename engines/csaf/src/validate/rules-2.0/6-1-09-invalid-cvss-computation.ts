import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** The vector decides; what is written beside it must be what it comes to. */
export const invalidCvssComputation: Rule = {
  id: '6.1.9',
  words: 'Invalid CVSS Computation',
  check({ scores }, report) {
    for (const placed of scores) {
      const { cvss } = placed
      for (const { scoreName, score, severityName, severity } of placed.says.computed) {
        const given = cvss[scoreName]
        if (typeof given === 'number' && given !== score) {
          report(`${placed.path}/${scoreName}`, `is ${given}; the vector comes to ${score}`)
        }
        const word = cvss[severityName]
        if (typeof word === 'string' && word !== severity) {
          report(`${placed.path}/${severityName}`, `is ${shown(word)}; ${score} is ${severity}`)
        }
      }
    }
  },
}
