import { shown } from '../fault.ts'
import { readRevisionNumber } from '../revision-number.ts'
import type { Rule } from '../rule.ts'

export const mixedIntegerAndSemanticVersioning: Rule = {
  id: '6.1.30',
  words: 'Mixed Integer and Semantic Versioning',
  check({ document, revisions }, report) {
    const text = document.document?.tracking?.version
    const version = readRevisionNumber(text ?? '')
    if (version === null) return
    for (const { number, text: other, path } of revisions) {
      if (number.kind === version.kind) continue
      const words = `${shown(other)} is ${number.kind}, the document's ${shown(text)} ${version.kind}`
      report(`${path}/number`, words)
    }
  },
}
