import { shown } from '../fault.ts'
import { readLicenseExpression } from '../license-expression.ts'
import { standingOfLicense } from '../licenses.ts'
import { isEnglishOrUnsaid } from '../profiles.ts'
import type { Rule } from '../rule.ts'
import { translated } from '../translated-terms.ts'
import { oneNoteTitled } from './notes-titled.ts'

export const missingLicenseExpression: Rule = {
  id: '6.2.43',
  words: 'Missing License Expression',
  check({ document }, report) {
    if (document.document?.license_expression !== undefined) return
    report('/document/license_expression', 'is missing')
  },
}

/** Clauses of one shape: names of licenses that stand so to the lists of SPDX. */
function licenseNameRule(
  id: string,
  words: string,
  standing: ReturnType<typeof standingOfLicense>,
  wrong: string,
): Rule {
  return {
    id,
    words,
    check({ document }, report) {
      const names = readLicenseExpression(document.document?.license_expression ?? '') ?? []
      for (const one of names) {
        if (standingOfLicense(one) !== standing) continue
        report('/document/license_expression', `${shown(one.name)} ${wrong}`)
      }
    },
  }
}

export const deprecatedLicenseIdentifier = licenseNameRule(
  '6.2.44',
  'Deprecated License Identifier',
  'deprecated',
  'is deprecated on the list of SPDX',
)

export const nonExistingLicenseIdentifier = licenseNameRule(
  '6.2.45',
  'Non-Existing License Identifier',
  'unknown',
  'is not on the list of SPDX',
)

export const useOfUnregisteredLicense = licenseNameRule(
  '6.3.17',
  'Use of Unregistered License',
  'own',
  'is on no public list of licenses',
)

export const languageSpecificLicenseText: Rule = {
  id: '6.2.46',
  words: 'Language Specific License Text',
  check(view, report) {
    const { lang, license_expression: text = '' } = view.document.document ?? {}
    const title = isEnglishOrUnsaid(view) ? null : translated('License', lang)
    const names = readLicenseExpression(text) ?? []
    if (title === null || !names.some((one) => standingOfLicense(one) === 'own')) return
    oneNoteTitled({ view, title, category: 'legal_disclaimer', report })
  },
}
