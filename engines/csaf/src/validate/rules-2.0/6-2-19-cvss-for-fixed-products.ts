import type { CvssObject } from '../csaf-document.ts'
import type { PlacedScore } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** What is fixed scores nothing in its environment, or carries no score at all. */
export const cvssForFixedProducts: Rule = {
  id: '6.2.19',
  words: 'CVSS for Fixed Products',
  check({ vulnerabilities, scores }, report) {
    const fixed = vulnerabilities.map(
      ({ product_status: status = {} }) =>
        new Set([...(status.first_fixed ?? []), ...(status.fixed ?? [])]),
    )
    for (const score of scores) {
      const here = fixed[score.vulnerability]
      const product = score.products.find((id) => here?.has(id))
      if (product === undefined || isNothingHere(score)) continue
      report(score.path, `applies to the fixed product ${shown(product)}`)
    }
  },
}

const NO_IMPACT: Readonly<Record<PlacedScore['key'], readonly (readonly string[])[]>> = {
  cvss_v2: [['targetDistribution', 'TD', 'NONE', 'N']],
  cvss_v3: [
    ['modifiedConfidentialityImpact', 'MC', 'NONE', 'N'],
    ['modifiedIntegrityImpact', 'MI', 'NONE', 'N'],
    ['modifiedAvailabilityImpact', 'MA', 'NONE', 'N'],
  ],
  cvss_v4: [
    ['modifiedVulnConfidentialityImpact', 'MVC', 'NONE', 'N'],
    ['modifiedVulnIntegrityImpact', 'MVI', 'NONE', 'N'],
    ['modifiedVulnAvailabilityImpact', 'MVA', 'NONE', 'N'],
    ['modifiedSubConfidentialityImpact', 'MSC', 'NEGLIGIBLE', 'N'],
    ['modifiedSubIntegrityImpact', 'MSI', 'NEGLIGIBLE', 'N'],
    ['modifiedSubAvailabilityImpact', 'MSA', 'NEGLIGIBLE', 'N'],
  ],
}

function isNothingHere({ key, cvss, says }: PlacedScore): boolean {
  if (cvss.environmentalScore === 0) return true
  const vector = typeof cvss.vectorString === 'string' ? cvss.vectorString : ''
  const inItsPlace = says.computed.find(({ scoreName }) => scoreName === 'environmentalScore')
  if (inItsPlace?.score === 0) return true
  return NO_IMPACT[key].every((metric) => isSet(cvss, vector, metric))
}

function isSet(cvss: CvssObject, vector: string, metric: readonly string[]): boolean {
  const [property = '', key = '', word, letter = ''] = metric
  return cvss[property] === word || vector.split('/').includes(`${key}:${letter}`)
}
