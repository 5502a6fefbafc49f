/** The words of a line as a shell takes them: quotes keep spaces. Null where a quote has no end. */
export function wordsOf(text: string): readonly string[] | null {
  const out: string[] = []
  let word: string | null = null
  let quote: string | null = null
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] as string
    if (quote !== null) {
      if (one === quote) quote = null
      else if (one === '\\' && quote === '"') word = (word ?? '') + (text[++at] ?? '')
      else word = (word ?? '') + one
    } else if (one === '"' || one === "'") {
      quote = one
      word ??= ''
    } else if (one === ' ' || one === '\t') {
      if (word !== null) out.push(word)
      word = null
    } else {
      word = (word ?? '') + one
    }
  }
  if (quote !== null) return null
  return word === null ? out : [...out, word]
}
