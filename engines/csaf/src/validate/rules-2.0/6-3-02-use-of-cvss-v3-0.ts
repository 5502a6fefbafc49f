import type { Rule } from '../rule.ts'

export const useOfCvssV30: Rule = {
  id: '6.3.2',
  words: 'Use of CVSS v3.0',
  check({ scores }, report) {
    for (const { cvss, path } of scores) {
      if (cvss.version === '3.0') report(`${path}/version`, 'is 3.0; 3.1 says the same better')
    }
  },
}
