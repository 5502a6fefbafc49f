import { severityOf } from '../../cvss/cvss.ts'
import { type CvssScore, scoresOfVector } from '../cvss-scores.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const COMPUTED = [
  ['base', 'baseScore', 'baseSeverity'],
  ['temporal', 'temporalScore', 'temporalSeverity'],
  ['environmental', 'environmentalScore', 'environmentalSeverity'],
] as const satisfies readonly (readonly [keyof CvssScore, string, string])[]

/** The vector decides; what is written beside it must be what it comes to. */
export const invalidCvssComputation: Rule = {
  id: '6.1.9',
  words: 'Invalid CVSS Computation',
  check({ scores }, report) {
    for (const { cvss, path } of scores) {
      const right = typeof cvss.vectorString === 'string' ? scoresOfVector(cvss.vectorString) : null
      if (right === null) continue
      for (const [kind, scoreName, severityName] of COMPUTED) {
        const score = right[kind]
        if (score === undefined) continue
        const given = cvss[scoreName]
        if (typeof given === 'number' && given !== score) {
          report(`${path}/${scoreName}`, `is ${given}; the vector comes to ${score}`)
        }
        const word = cvss[severityName]
        const rightWord = severityOf(score, right.version)
        if (typeof word === 'string' && word !== rightWord) {
          report(`${path}/${severityName}`, `is ${shown(word)}; ${score} is ${rightWord}`)
        }
      }
    }
  },
}
