import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleUseOfSameCve: Rule = {
  id: '6.1.23',
  words: 'Multiple Use of Same CVE',
  check({ vulnerabilities }, report) {
    const seen = new Set<string>()
    for (const [i, { cve }] of vulnerabilities.entries()) {
      if (cve === undefined) continue
      if (seen.has(cve)) report(`/vulnerabilities/${i}/cve`, `${shown(cve)} stands twice`)
      seen.add(cve)
    }
  },
}
