import type { SsvcSelection } from '../csaf-document.ts'
import type { Rule } from '../rule.ts'
import { decisionPointFault } from '../ssvc-decision-points.ts'
import { selectionsOf } from '../ssvc-selections.ts'

export const ssvcDecisionPoints: Rule = {
  id: '6.1.48',
  words: 'SSVC Decision Points',
  check({ vulnerabilities }, report) {
    for (const { value, path } of selectionsOf(vulnerabilities)) {
      const wrong = selectionFault(value)
      if (wrong !== null) report(path, wrong)
    }
  },
}

function selectionFault(selection: SsvcSelection): string | null {
  const [base = '', ...extensions] = (selection.namespace ?? '').split('/')
  // SSVC keeps these two names for examples: one is never right, the other always.
  if (base === 'invalid') return 'uses the namespace that is reserved for what is invalid'
  if (base === 'test') return null
  return decisionPointFault({ base, isExtended: extensions.length > 0, selection })
}
