/** PowerShell ends a text in single quotes at any of these: the straight one and four curly ones. */
const QUOTES = /['\u2018\u2019\u201a\u201b]/g

/** A text as it is, whatever it holds: in single quotes nothing but a quote means anything. */
export function literal(text: string): string {
  return `'${text.replaceAll('\u0000', '').replaceAll(QUOTES, (quote) => quote + quote)}'`
}

/** Words behind a #, on one line. */
export function comment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}`
}
