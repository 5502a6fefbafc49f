import type { DocumentView } from '../document-view.ts'
import { type Report, shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'

export type Agreement = 'allowed' | 'discouraged' | 'prohibited'

const STATUS_GROUPS: Readonly<Record<string, readonly string[]>> = {
  affected: ['first_affected', 'known_affected', 'last_affected'],
  'not affected': ['known_not_affected'],
  fixed: ['first_fixed', 'fixed'],
  'under investigation': ['under_investigation'],
  unknown: ['unknown'],
}

const COLUMNS = Object.keys(STATUS_GROUPS)

/** Table 2 of the clause on the category of remediations, in the order of the groups above. */
const TABLE: Readonly<Record<string, string>> = {
  workaround: 'apptt',
  mitigation: 'apptt',
  vendor_fix: 'apptt',
  optional_patch: 'pataa',
  none_available: 'appaa',
  fix_planned: 'atptt',
  no_fix_planned: 'atpaa',
}
const LETTERS: Readonly<Record<string, Agreement>> = {
  a: 'allowed',
  t: 'discouraged',
  p: 'prohibited',
}

/** Tells of each product whose status agrees so with the category of its remediation. */
export function reportAgreement(view: DocumentView, which: Agreement, report: Report): void {
  for (const [
    i,
    { product_status: status = {}, remediations = [] },
  ] of view.vulnerabilities.entries()) {
    for (const [j, remediation] of remediations.entries()) {
      const { category = '' } = remediation
      const row = Object.hasOwn(TABLE, category) ? TABLE[category] : undefined
      if (row === undefined) continue
      const products = productsOf(view, [remediation])
      for (const [column, group] of COLUMNS.entries()) {
        if (LETTERS[row[column] ?? ''] !== which) continue
        const names = STATUS_GROUPS[group] ?? []
        const hit = names.flatMap((name) => status[name] ?? []).find((id) => products.has(id))
        if (hit === undefined) continue
        const words = `${category} is ${which} for ${shown(hit)}, which is ${group}`
        report(`/vulnerabilities/${i}/remediations/${j}`, words)
      }
    }
  }
}
