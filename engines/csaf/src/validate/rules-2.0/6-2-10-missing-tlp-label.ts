import type { Rule } from '../rule.ts'

export const missingTlpLabel: Rule = {
  id: '6.2.10',
  words: 'Missing TLP label',
  check({ document }, report) {
    if (document.document?.distribution?.tlp?.label !== undefined) return
    report('/document/distribution/tlp/label', 'is missing')
  },
}
