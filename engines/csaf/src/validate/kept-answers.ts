/**
 * The same question asked again gets the answer of before. Documents repeat few vectors, dates and
 * languages thousands of times; a document that repeats none must not fill the memory either.
 */
export function keptAnswers<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const kept = new Map<string, Answer>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const found = answer(text)
    if (kept.size >= KEPT_MAX) kept.clear()
    if (text.length <= LENGTH_MAX) kept.set(text, found)
    return found
  }
}

const KEPT_MAX = 4096
const LENGTH_MAX = 512
