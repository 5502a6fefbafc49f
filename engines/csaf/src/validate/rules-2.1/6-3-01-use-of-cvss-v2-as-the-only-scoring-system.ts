import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** Unlike in 2.0 it counts for each product whether some metric scores it otherwise. */
export const useOfCvssV2AsTheOnlyScoringSystem21: Rule = {
  id: '6.3.1',
  words: 'Use of CVSS v2 As the Only Scoring System',
  check({ scores }, report) {
    const key = (vulnerability: number, id: string) => JSON.stringify([vulnerability, id])
    const newer = new Set(
      scores
        .filter((one) => one.key !== 'cvss_v2')
        .flatMap((one) => one.products.map((id) => key(one.vulnerability, id))),
    )
    for (const one of scores) {
      if (one.key !== 'cvss_v2') continue
      const alone = one.products.find((id) => !newer.has(key(one.vulnerability, id)))
      if (alone !== undefined) report(one.path, `is the only score of the product ${shown(alone)}`)
    }
  },
}
