import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { namesOfWeakness } from '../weaknesses.ts'

// CSAF 2.0 does not say which release of CWE a document means: a name of any release is right.
export const cwe: Rule = {
  id: '6.1.11',
  words: 'CWE',
  check({ vulnerabilities }, report) {
    for (const [i, { cwe: given }] of vulnerabilities.entries()) {
      if (given?.id === undefined) continue
      const names = namesOfWeakness(given.id)
      const path = `/vulnerabilities/${i}/cwe`
      if (names[0] === undefined) report(`${path}/id`, `CWE has no weakness ${shown(given.id)}`)
      else if (given.name !== undefined && !names.includes(given.name)) {
        report(`${path}/name`, `${given.id} is named ${shown(names[0])}, not ${shown(given.name)}`)
      }
    }
  },
}
