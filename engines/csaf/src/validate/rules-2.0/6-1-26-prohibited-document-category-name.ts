import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** The values of the profiles other than CSAF Base, and the names of these without their prefix. */
const PROFILES = [
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]
const NAMES = new Set([
  ...PROFILES.map(plain),
  ...PROFILES.map((profile) => plain(profile.slice('csaf_'.length))),
])

export const prohibitedDocumentCategoryName: Rule = {
  id: '6.1.26',
  words: 'Prohibited Document Category Name',
  check({ document }, report) {
    const category = document.document?.category
    if (category === undefined || PROFILES.includes(category) || category === 'csaf_base') return
    if (!NAMES.has(plain(category)) && !/^csaf_/i.test(category)) return
    report('/document/category', `${shown(category)} is too like the name of a profile`)
  },
}

function plain(category: string): string {
  return category.toLowerCase().replaceAll(/[-_\s]/g, '')
}
