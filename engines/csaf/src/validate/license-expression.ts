/** One license or exception that an SPDX expression names. */
export interface LicenseName {
  readonly name: string
  /** `own` is a LicenseRef or AdditionRef; the others are meant to be on the list of SPDX. */
  readonly kind: 'license' | 'exception' | 'own'
}

const OWN = /^(?:LicenseRef|AdditionRef)-[A-Za-z0-9.-]+$/
const LISTED = /^[A-Za-z0-9.-]+$/
// The prefixes are case-sensitive; written otherwise they are not names that a list could hold.
const MISSPELT_PREFIX = /^(?:licenseref|additionref|documentref)/i
// Who reads an advisory cannot be asked to nest deeper than this.
const DEPTH_MAX = 50

/**
 * The names in an SPDX license expression (SPDX 3.0.1, annex B), or null where it is not one. CSAF
 * does not allow the DocumentRef part.
 */
export function readLicenseExpression(text: string): readonly LicenseName[] | null {
  const words = text.match(/[()]|[^\s()]+/g) ?? []
  const names: LicenseName[] = []
  let at = 0

  const simple = (): boolean => {
    const word = words[at++] ?? ''
    if (OWN.test(word) && word.startsWith('LicenseRef-')) {
      names.push({ name: word, kind: 'own' })
      return true
    }
    const name = word.endsWith('+') ? word.slice(0, -1) : word
    if (!LISTED.test(name) || MISSPELT_PREFIX.test(name) || isOperator(name)) return false
    names.push({ name, kind: 'license' })
    return true
  }
  const exception = (): boolean => {
    const word = words[at++] ?? ''
    if (OWN.test(word)) {
      names.push({ name: word, kind: 'own' })
      return word.startsWith('AdditionRef-')
    }
    if (!LISTED.test(word) || MISSPELT_PREFIX.test(word) || isOperator(word)) return false
    names.push({ name: word, kind: 'exception' })
    return true
  }
  const term = (depth: number): boolean => {
    if (words[at] === '(') {
      at++
      return depth < DEPTH_MAX && chain(depth + 1) && words[at++] === ')'
    }
    if (!simple()) return false
    if (!/^(?:WITH|with)$/.test(words[at] ?? '')) return true
    at++
    return exception()
  }
  const chain = (depth: number): boolean => {
    if (!term(depth)) return false
    while (/^(?:AND|OR|and|or)$/.test(words[at] ?? '')) {
      at++
      if (!term(depth)) return false
    }
    return true
  }
  return chain(0) && at === words.length ? names : null
}

function isOperator(word: string): boolean {
  return /^(?:and|or|with)$/i.test(word)
}
