import type { DocumentView } from '../document-view.ts'
import { shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'
import { isEnglishOrUnsaid, isOneOf } from '../profiles.ts'
import type { Rule } from '../rule.ts'
import { type FixedTerm, translated } from '../translated-terms.ts'
import { correspond, productLines } from './corresponding-products.ts'
import { oneNoteTitled } from './notes-titled.ts'

const WITHDRAWN = 'csaf_withdrawn'
const SUPERSEDED = 'csaf_superseded'
const AFFECTED = ['first_affected', 'known_affected', 'last_affected']
const NO_FIX = ['fix_planned', 'no_fix_planned', 'none_available']

const missingFixedProduct: Rule = {
  id: '6.2.39.1',
  words: 'Missing Fixed Product',
  check(view, report) {
    if (!isOneOf(view, 'csaf_security_advisory')) return
    const lines = productLines(view)
    for (const [i, one] of view.vulnerabilities.entries()) {
      const { product_status: status = {}, remediations = [] } = one
      const fixed = [...(status.first_fixed ?? []), ...(status.fixed ?? [])]
      const unfixable = remediations.filter(({ category = '' }) => NO_FIX.includes(category))
      const excused = productsOf(view, unfixable)
      for (const name of AFFECTED) {
        for (const [j, id] of (status[name] ?? []).entries()) {
          if (excused.has(id) || fixed.some((other) => correspond(lines, other, id))) continue
          const path = `/vulnerabilities/${i}/product_status/${name}/${j}`
          report(path, `no fixed version corresponds to the affected product ${shown(id)}`)
        }
      }
    }
  },
}

/** The term in the document's own language; null where it is English, or not known here. */
function ownTerm(view: DocumentView, term: FixedTerm): string | null {
  return isEnglishOrUnsaid(view) ? null : translated(term, view.document.document?.lang)
}

function languageSpecificReasoning(id: string, profile: string, term: FixedTerm): Rule {
  return {
    id,
    words: `Language Specific ${term}`,
    check(view, report) {
      const title = ownTerm(view, term)
      if (title === null || !isOneOf(view, profile)) return
      oneNoteTitled({ view, title, category: 'description', report })
    },
  }
}

const languageSpecificSupersedingDocument: Rule = {
  id: '6.2.39.4',
  words: 'Language Specific Superseding Document',
  check(view, report) {
    const start = ownTerm(view, 'Superseding Document')
    if (start === null || !isOneOf(view, SUPERSEDED)) return
    const found = (view.document.document?.references ?? []).some(
      ({ category, summary = '' }) => category === 'external' && summary.startsWith(start),
    )
    if (!found) report('/document/references', `has no external reference to the "${start}"`)
  },
}

const extensionInSupersededOrWithdrawnDocument: Rule = {
  id: '6.2.39.5',
  words: 'Extension in Superseded or Withdrawn Document',
  check(view, report) {
    if (!isOneOf(view, WITHDRAWN, SUPERSEDED)) return
    const { document, x_extensions } = view.document
    if (x_extensions !== undefined) report('/x_extensions', 'is in a document that is void')
    if (document?.x_extensions === undefined) return
    report('/document/x_extensions', 'is in a document that is void')
  },
}

/** Clause 6.2.39. */
export const recommendedProfileTests: readonly Rule[] = [
  missingFixedProduct,
  languageSpecificReasoning('6.2.39.2', WITHDRAWN, 'Reasoning for Withdrawal'),
  languageSpecificReasoning('6.2.39.3', SUPERSEDED, 'Reasoning for Supersession'),
  languageSpecificSupersedingDocument,
  extensionInSupersededOrWithdrawnDocument,
]
