import type { Rule } from '../rule.ts'

export const missingCwe: Rule = {
  id: '6.3.4',
  words: 'Missing CWE',
  check({ version, vulnerabilities }, report) {
    const name = version === '2.0' ? 'cwe' : 'cwes'
    for (const [i, one] of vulnerabilities.entries()) {
      if (one[name] === undefined) report(`/vulnerabilities/${i}/${name}`, 'is missing')
    }
  },
}
