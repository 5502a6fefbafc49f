import { shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'
import { isOneOf } from '../profiles.ts'
import type { Rule } from '../rule.ts'

const INFORMATIONAL = 'csaf_informational_advisory'
const INCIDENT = 'csaf_security_incident_response'
const ADVISORY = 'csaf_security_advisory'
const VEX = 'csaf_vex'
// The profiles from here on came with CSAF 2.1.
const DEPRECATED_ADVISORY = 'csaf_deprecated_security_advisory'
const WITHDRAWN = 'csaf_withdrawn'
const SUPERSEDED = 'csaf_superseded'

const EXPLAINING_NOTES = ['description', 'details', 'general', 'summary']

const documentNotes: Rule = {
  id: '6.1.27.1',
  words: 'Document Notes',
  check(view, report) {
    if (!isOneOf(view, INFORMATIONAL, INCIDENT)) return
    const notes = view.document.document?.notes ?? []
    if (notes.some(({ category = '' }) => EXPLAINING_NOTES.includes(category))) return
    report('/document/notes', `has no note of the category ${EXPLAINING_NOTES.join(', ')}`)
  },
}

const documentReferences: Rule = {
  id: '6.1.27.2',
  words: 'Document References',
  check(view, report) {
    if (!isOneOf(view, INFORMATIONAL, INCIDENT)) return
    const references = view.document.document?.references ?? []
    // The schema says that a reference without a category is external.
    if (references.some(({ category = 'external' }) => category === 'external')) return
    report('/document/references', 'has no reference of the category external')
  },
}

const noVulnerabilities: Rule = {
  id: '6.1.27.3',
  words: 'Vulnerabilities for Informational Advisory',
  check(view, report) {
    if (
      !isOneOf(view, INFORMATIONAL, WITHDRAWN, SUPERSEDED) ||
      view.document.vulnerabilities === undefined
    )
      return
    report('/vulnerabilities', 'must not be there in a document of this category')
  },
}

const productTree: Rule = {
  id: '6.1.27.4',
  words: 'Product Tree',
  check(view, report) {
    if (
      !isOneOf(view, ADVISORY, VEX, DEPRECATED_ADVISORY) ||
      view.document.product_tree !== undefined
    )
      return
    report('/product_tree', 'is missing')
  },
}

const vulnerabilityNotes: Rule = {
  id: '6.1.27.5',
  words: 'Vulnerability Notes',
  check(view, report) {
    if (!isOneOf(view, ADVISORY, VEX, DEPRECATED_ADVISORY)) return
    for (const [i, { notes }] of view.vulnerabilities.entries()) {
      if (notes === undefined) report(`/vulnerabilities/${i}/notes`, 'is missing')
    }
  },
}

const productStatus: Rule = {
  id: '6.1.27.6',
  words: 'Product Status',
  check(view, report) {
    if (!isOneOf(view, ADVISORY, DEPRECATED_ADVISORY)) return
    for (const [i, one] of view.vulnerabilities.entries()) {
      if (one.product_status !== undefined) continue
      report(`/vulnerabilities/${i}/product_status`, 'is missing')
    }
  },
}

const VEX_STATUSES = ['fixed', 'known_affected', 'known_not_affected', 'under_investigation']

const vexProductStatus: Rule = {
  id: '6.1.27.7',
  words: 'VEX Product Status',
  check(view, report) {
    if (!isOneOf(view, VEX)) return
    for (const [i, { product_status: status = {} }] of view.vulnerabilities.entries()) {
      if (VEX_STATUSES.some((name) => status[name] !== undefined)) continue
      report(`/vulnerabilities/${i}/product_status`, `has none of ${VEX_STATUSES.join(', ')}`)
    }
  },
}

const vulnerabilityId: Rule = {
  id: '6.1.27.8',
  words: 'Vulnerability ID',
  check(view, report) {
    if (!isOneOf(view, VEX)) return
    for (const [i, { cve, ids }] of view.vulnerabilities.entries()) {
      if (cve === undefined && ids === undefined) {
        report(`/vulnerabilities/${i}`, 'has neither a cve nor ids')
      }
    }
  },
}

const impactStatement: Rule = {
  id: '6.1.27.9',
  words: 'Impact Statement',
  check(view, report) {
    if (!isOneOf(view, VEX)) return
    for (const [i, one] of view.vulnerabilities.entries()) {
      const impacts = (one.threats ?? []).filter(({ category }) => category === 'impact')
      const explained = productsOf(view, [...(one.flags ?? []), ...impacts])
      for (const [j, id] of (one.product_status?.known_not_affected ?? []).entries()) {
        if (explained.has(id)) continue
        const path = `/vulnerabilities/${i}/product_status/known_not_affected/${j}`
        report(path, `nothing says why ${shown(id)} is not affected (a flag, or a threat: impact)`)
      }
    }
  },
}

const actionStatement: Rule = {
  id: '6.1.27.10',
  words: 'Action Statement',
  check(view, report) {
    if (!isOneOf(view, VEX)) return
    for (const [i, one] of view.vulnerabilities.entries()) {
      const told = productsOf(view, one.remediations ?? [])
      for (const [j, id] of (one.product_status?.known_affected ?? []).entries()) {
        if (told.has(id)) continue
        const path = `/vulnerabilities/${i}/product_status/known_affected/${j}`
        report(path, `no remediation says what to do about ${shown(id)}`)
      }
    }
  },
}

const vulnerabilitiesThere: Rule = {
  id: '6.1.27.11',
  words: 'Vulnerabilities for Security Advisory or VEX',
  check(view, report) {
    if (
      !isOneOf(view, ADVISORY, VEX, DEPRECATED_ADVISORY) ||
      view.document.vulnerabilities !== undefined
    )
      return
    report('/vulnerabilities', 'is missing')
  },
}

/** Clause 6.1.27: what each profile asks for. */
export const profileTests: readonly Rule[] = [
  documentNotes,
  documentReferences,
  noVulnerabilities,
  productTree,
  vulnerabilityNotes,
  productStatus,
  vexProductStatus,
  vulnerabilityId,
  impactStatement,
  actionStatement,
  vulnerabilitiesThere,
]
