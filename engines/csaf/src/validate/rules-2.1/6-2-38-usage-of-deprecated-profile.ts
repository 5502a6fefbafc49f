import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const usageOfDeprecatedProfile: Rule = {
  id: '6.2.38',
  words: 'Usage of Deprecated Profile',
  check({ document }, report) {
    const category = document.document?.category
    if (category?.startsWith('csaf_deprecated_') !== true) return
    report('/document/category', `${shown(category)} is a deprecated profile`)
  },
}
