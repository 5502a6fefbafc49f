import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** Each profile other than CSAF Base: its value, and its name as the standard heads it. */
const PROFILES_20 = [
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]
const PROFILES_21 = [
  ...PROFILES_20,
  'csaf_deprecated_security_advisory',
  'csaf_superseded',
  'csaf_vulnerability_report',
  'csaf_withdrawn',
]

function prohibitedNames(profiles: readonly string[]): Rule {
  const names = new Set(profiles.flatMap((one) => [plain(one), plain(one.slice('csaf_'.length))]))
  return {
    id: '6.1.26',
    words: 'Prohibited Document Category Name',
    check({ document }, report) {
      const category = document.document?.category
      if (category === undefined || profiles.includes(category) || category === 'csaf_base') return
      if (!names.has(plain(category)) && !/^csaf_/i.test(category)) return
      report('/document/category', `${shown(category)} is too like the name of a profile`)
    },
  }
}

export const prohibitedDocumentCategoryName = prohibitedNames(PROFILES_20)
export const prohibitedDocumentCategoryName21 = prohibitedNames(PROFILES_21)

// Every dash, low line and space of Unicode: who writes a look-alike means the name.
function plain(category: string): string {
  return category
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Pd}\p{Pc}\p{Z}\s\u2212]|\u0332/gu, '')
}
