/** Terms that the standard fixes for titles, and their German by the committee's own test data. */
const GERMAN = {
  License: 'Lizenz',
  'Product Description': 'Produktbeschreibung',
  'Reasoning for Supersession': 'Begründung für die Ersetzung',
  'Reasoning for Withdrawal': 'Begründung für die Zurückziehung',
  'Superseding Document': 'Ersetzendes Dokument',
} as const

export type FixedTerm = keyof typeof GERMAN

/** The term in a language other than English; null where no translation is known here. */
export function translated(term: FixedTerm, lang: string | undefined): string | null {
  return lang !== undefined && /^de(?:-|$)/i.test(lang) ? GERMAN[term] : null
}
