import { readLicenseExpression } from '../license-expression.ts'
import { standingOfLicense } from '../licenses.ts'
import { isEnglishOrUnsaid } from '../profiles.ts'
import type { Rule } from '../rule.ts'
import { oneNoteTitled } from './notes-titled.ts'

/** A license that no list knows must be told in full. */
export const licenseText: Rule = {
  id: '6.1.55',
  words: 'License Text',
  check(view, report) {
    const read = readLicenseExpression(view.document.document?.license_expression ?? '')
    if (read === null || !isEnglishOrUnsaid(view)) return
    // A name of no list, but without the prefix, is a slip that 6.2.45 tells of.
    if (!read.some((one) => standingOfLicense(one) === 'own')) return
    oneNoteTitled({ view, title: 'License', category: 'legal_disclaimer', report })
  },
}
