import { ADVISORY_WORDS, WORDS_ALIKE } from './data/advisory-words.ts'
import { wordSet } from './word-list.ts'

// In shorter words one letter makes another right word too often.
const LENGTH_MIN = 7
const LENGTH_MAX = 40

interface Lexicon {
  readonly right: ReadonlySet<string>
  /** Each long word under itself and under itself less any one letter. */
  readonly near: ReadonlyMap<string, readonly string[]>
}

let made: Lexicon | null = null

// Made at the first use, for the spell check is an informative test.
function lexicon(): Lexicon {
  made ??= makeLexicon()
  return made
}

function makeLexicon(): Lexicon {
  const words = wordSet(ADVISORY_WORDS)
  const near = new Map<string, string[]>()
  for (const word of words) {
    if (word.length < LENGTH_MIN) continue
    for (const form of lessOne(word)) {
      const all = near.get(form)
      if (all === undefined) near.set(form, [word])
      else all.push(word)
    }
  }
  return { right: new Set([...words, ...wordSet(WORDS_ALIKE)]), near }
}

/** The word that was meant, where the given one is a single slip away from it; otherwise null. */
export function misspelling(word: string): string | null {
  const given = word.toLowerCase().replaceAll('’', "'").replace(/'s?$/, '')
  if (given.length < LENGTH_MIN - 1 || given.length > LENGTH_MAX) return null
  // Capitals inside of a word make a name, and a digit at its end a number.
  if (/[A-Z]/.test(word.slice(1)) || /\d$/.test(given)) return null
  const { right, near } = lexicon()
  if (right.has(given) || given.includes('-')) return null
  for (const form of lessOne(given)) {
    const meant = near.get(form)?.find((one) => isOneSlip(given, one))
    if (meant !== undefined) return meant
  }
  return null
}

function lessOne(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]
}

/** A letter too many, too few, wrong, or two neighbours exchanged. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const restA = a.slice(start, a.length - end)
  const restB = b.slice(start, b.length - end)
  if (restA.length + restB.length <= 2) return restA.length <= 1 && restB.length <= 1
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}
