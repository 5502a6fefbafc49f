import type { Rule } from '../rule.ts'

export const useOfCvssV2AsTheOnlyScoringSystem: Rule = {
  id: '6.3.1',
  words: 'Use of CVSS v2 as the only Scoring System',
  check({ scores }, report) {
    const key = ({ path }: { path: string }) => path.slice(0, path.lastIndexOf('/'))
    const newer = new Set(scores.filter((one) => one.key !== 'cvss_v2').map(key))
    for (const one of scores) {
      if (one.key !== 'cvss_v2' || newer.has(key(one))) continue
      report(one.path, 'CVSS v2 is the only score here')
    }
  },
}
