import type { Rule } from '../rule.ts'

export const missingCve: Rule = {
  id: '6.3.3',
  words: 'Missing CVE',
  check({ vulnerabilities }, report) {
    for (const [i, { cve }] of vulnerabilities.entries()) {
      if (cve === undefined) report(`/vulnerabilities/${i}/cve`, 'is missing')
    }
  },
}
