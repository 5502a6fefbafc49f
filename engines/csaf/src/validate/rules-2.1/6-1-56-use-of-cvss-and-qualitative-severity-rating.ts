import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const useOfCvssAndQualitativeSeverityRating: Rule = {
  id: '6.1.56',
  words: 'Use of CVSS and Qualitative Severity Rating',
  check({ scores, vulnerabilities }, report) {
    const scored = new Set(
      scores.flatMap(({ vulnerability, source, products }) =>
        products.map((id) => JSON.stringify([vulnerability, source, id])),
      ),
    )
    for (const [i, { metrics = [] }] of vulnerabilities.entries()) {
      for (const [j, { content, products = [], source = '' }] of metrics.entries()) {
        if (content?.qualitative_severity_rating === undefined) continue
        const both = products.find((id) => scored.has(JSON.stringify([i, source, id])))
        if (both === undefined) continue
        const path = `/vulnerabilities/${i}/metrics/${j}/content/qualitative_severity_rating`
        report(path, `the product ${shown(both)} has a CVSS from the same source`)
      }
    }
  },
}
