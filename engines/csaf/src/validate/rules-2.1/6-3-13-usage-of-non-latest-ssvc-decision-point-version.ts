import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { latestVersionOf } from '../ssvc-decision-points.ts'
import { selectionsOf } from '../ssvc-selections.ts'

export const usageOfNonLatestSsvcDecisionPointVersion: Rule = {
  id: '6.3.13',
  words: 'Usage of Non-Latest SSVC Decision Point Version',
  check({ vulnerabilities }, report) {
    for (const { value, path } of selectionsOf(vulnerabilities)) {
      const [base = ''] = (value.namespace ?? '').split('/')
      const latest = latestVersionOf(base, value.key ?? '')
      if (latest === null || latest === value.version) continue
      report(`${path}/version`, `is ${shown(value.version)}; the latest is ${latest}`)
    }
  },
}
