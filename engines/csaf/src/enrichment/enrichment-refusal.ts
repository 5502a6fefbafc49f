/** Why a file of enrichment is not read: what, and where in it. */
export interface EnrichmentRefusal {
  readonly kind: 'not-json' | 'not-csv' | 'wrong-shape' | 'empty'
  /** `line 12` or a JSON path. */
  readonly where: string
  readonly words: string
}

const CVE = /^CVE-\d{4}-\d{4,19}$/

export function isCve(text: string): boolean {
  return CVE.test(text)
}
