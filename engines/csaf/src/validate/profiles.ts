import type { DocumentView } from './document-view.ts'

const SINCE_21 = new Set([
  'csaf_deprecated_security_advisory',
  'csaf_superseded',
  'csaf_vulnerability_report',
  'csaf_withdrawn',
])

/** Whether the document declares one of these profiles, and its version of CSAF knows it. */
export function isOneOf(
  { document, version }: DocumentView,
  ...profiles: readonly string[]
): boolean {
  const category = document.document?.category ?? ''
  return profiles.includes(category) && (version !== '2.0' || !SINCE_21.has(category))
}

/** Whether the prose of the document is English, or may be because it does not say. */
export function isEnglishOrUnsaid({ document }: DocumentView): boolean {
  const lang = document.document?.lang
  return lang === undefined || /^en(?:-|$)/i.test(lang)
}
