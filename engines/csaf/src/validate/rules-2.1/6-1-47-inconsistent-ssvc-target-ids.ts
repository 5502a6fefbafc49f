import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const inconsistentSsvcTargetIds: Rule = {
  id: '6.1.47',
  words: 'Inconsistent SSVC Target IDs',
  check({ document, vulnerabilities }, report) {
    const documentId = document.document?.tracking?.id
    for (const [i, { cve, ids = [], metrics = [] }] of vulnerabilities.entries()) {
      const own = new Set([cve, ...ids.map(({ text }) => text)])
      for (const [j, { content }] of metrics.entries()) {
        for (const [k, target] of (content?.ssvc_v2?.target_ids ?? []).entries()) {
          const path = `/vulnerabilities/${i}/metrics/${j}/content/ssvc_v2/target_ids/${k}`
          if (!own.has(target)) report(path, `${shown(target)} is no id of this vulnerability`)
          else if (target === documentId && vulnerabilities.length > 1) {
            report(path, 'is the id of the document, which has more than one vulnerability')
          }
        }
      }
    }
  },
}
