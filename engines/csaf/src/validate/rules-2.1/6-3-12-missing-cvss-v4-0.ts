import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const AFFECTED = ['first_affected', 'known_affected', 'last_affected']

export const missingCvssV40: Rule = {
  id: '6.3.12',
  words: 'Missing CVSS v4.0',
  check({ vulnerabilities }, report) {
    for (const [i, { metrics = [], product_status: status = {} }] of vulnerabilities.entries()) {
      const scored = new Set<string>()
      for (const [j, { content = {}, products = [] }] of metrics.entries()) {
        const { cvss_v2, cvss_v3, cvss_v4 } = content
        if (cvss_v2 === undefined && cvss_v3 === undefined && cvss_v4 === undefined) continue
        for (const id of products) scored.add(id)
        if (cvss_v4 === undefined) {
          report(`/vulnerabilities/${i}/metrics/${j}/content/cvss_v4`, 'is missing')
        }
      }
      for (const name of AFFECTED) {
        for (const [j, id] of (status[name] ?? []).entries()) {
          if (scored.has(id)) continue
          const path = `/vulnerabilities/${i}/product_status/${name}/${j}`
          report(path, `no CVSS covers the product ${shown(id)}`)
        }
      }
    }
  },
}
