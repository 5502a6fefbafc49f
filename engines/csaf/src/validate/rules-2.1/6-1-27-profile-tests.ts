import { shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'
import { isEnglishOrUnsaid, isOneOf } from '../profiles.ts'
import type { Rule } from '../rule.ts'
import { profileTests } from '../rules-2.0/6-1-27-profile-tests.ts'
import { correspondingAffectedProducts } from './6-1-27-13-corresponding-affected-products.ts'
import { oneNoteTitled } from './notes-titled.ts'

const ADVISORY = 'csaf_security_advisory'
const VEX = 'csaf_vex'
const WITHDRAWN = 'csaf_withdrawn'
const SUPERSEDED = 'csaf_superseded'

const vulnerabilityId: Rule = {
  id: '6.1.27.8',
  words: 'Vulnerability ID',
  check(view, report) {
    if (!isOneOf(view, VEX)) return
    for (const [i, { cve, ids, product_status: status = {} }] of view.vulnerabilities.entries()) {
      if (cve !== undefined) continue
      if (ids === undefined) report(`/vulnerabilities/${i}`, 'has neither a cve nor ids')
      else if (ids.every((id) => id.product_ids !== undefined || id.group_ids !== undefined)) {
        const named = productsOf(view, ids)
        for (const [name, list = []] of Object.entries(status)) {
          for (const [j, id] of list.entries()) {
            const path = `/vulnerabilities/${i}/product_status/${name}/${j}`
            if (!named.has(id)) report(path, `none of the ids applies to the product ${shown(id)}`)
          }
        }
      }
    }
  },
}

const affectedProducts: Rule = {
  id: '6.1.27.12',
  words: 'Affected Products',
  check(view, report) {
    if (!isOneOf(view, ADVISORY)) return
    for (const [i, { product_status: status = {} }] of view.vulnerabilities.entries()) {
      if (status.known_affected !== undefined) continue
      report(`/vulnerabilities/${i}/product_status/known_affected`, 'is missing')
    }
  },
}

const documentNotes: Rule = {
  id: '6.1.27.14',
  words: 'Document Notes',
  check(view, report) {
    if (!isOneOf(view, WITHDRAWN, SUPERSEDED)) return
    const notes = view.document.document?.notes ?? []
    if (notes.some(({ category }) => category === 'description')) return
    report('/document/notes', 'has no note of the category description')
  },
}

const noProductTree: Rule = {
  id: '6.1.27.15',
  words: 'Product Tree',
  check(view, report) {
    if (!isOneOf(view, WITHDRAWN, SUPERSEDED) || view.document.product_tree === undefined) return
    report('/product_tree', 'must not be there in a document of this category')
  },
}

const revisionHistory: Rule = {
  id: '6.1.27.16',
  words: 'Revision History',
  check(view, report) {
    const history = view.document.document?.tracking?.revision_history ?? []
    if (!isOneOf(view, WITHDRAWN, SUPERSEDED) || history.length >= 2) return
    report('/document/tracking/revision_history', 'must have at least two entries')
  },
}

function reasoning(id: string, profile: string, title: string): Rule {
  return {
    id,
    words: title,
    check(view, report) {
      if (!isOneOf(view, profile) || !isEnglishOrUnsaid(view)) return
      oneNoteTitled({ view, title, category: 'description', report })
    },
  }
}

const referenceToSupersedingDocument: Rule = {
  id: '6.1.27.19',
  words: 'Reference to Superseding Document',
  check(view, report) {
    if (!isOneOf(view, SUPERSEDED) || !isEnglishOrUnsaid(view)) return
    const references = view.document.document?.references ?? []
    const found = references.some(
      ({ category, summary = '' }) =>
        category === 'external' && summary.startsWith('Superseding Document'),
    )
    if (!found) {
      report('/document/references', 'has no external reference to the "Superseding Document"')
    }
  },
}

/** Clause 6.1.27 of CSAF 2.1. */
export const profileTests21: readonly Rule[] = [
  ...profileTests.map((rule) => (rule.id === vulnerabilityId.id ? vulnerabilityId : rule)),
  affectedProducts,
  correspondingAffectedProducts,
  documentNotes,
  noProductTree,
  revisionHistory,
  reasoning('6.1.27.17', WITHDRAWN, 'Reasoning for Withdrawal'),
  reasoning('6.1.27.18', SUPERSEDED, 'Reasoning for Supersession'),
  referenceToSupersedingDocument,
]
