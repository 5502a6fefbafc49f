import type { CountedWord, MissingUpdate, Qualification } from '@holdpoint/core'

const verdicts: Readonly<Record<Qualification['verdict'], string>> = {
  approved: 'qualified',
  'not-approved': 'not qualified',
  pending: 'in test',
}

/** One word of a vendor with the version that it is about, its day and its source. */
export function wordInWords(word: Qualification): string {
  const { product, productVersion, verdict, statedOn, source } = word
  const version = productVersion === null ? '' : ` ${productVersion}`
  return `${product}${version}: ${verdicts[verdict]}, ${statedOn}, ${source}`
}

/** Every word that counts for an update on one host, and what a person must know of it. */
export function wordsOfUpdate({ qualified }: MissingUpdate): readonly string[] {
  return qualified.words.map((word) => `${wordInWords(word)}${note(word)}`)
}

function note({ fits, ruledOut }: CountedWord): string {
  if (ruledOut) return '; ruled out by a person'
  return fits === 'unknown' ? '; whether it is said of the version here is not known' : ''
}
