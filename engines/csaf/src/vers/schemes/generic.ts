import { compareDigits, compareLists, compareText, totalScheme } from '../scheme.ts'

/** One run of digits or of letters, and whether it follows the one before without a mark. */
interface Segment {
  readonly digits: string | null
  readonly word: string
  readonly rank: number
}

const RANK_BEFORE = 0
const RANK_ZERO = 1
const RANK_AFTER = 2
const RANK_NUMBER = 3
const RANK_LETTER = 4
const AFTER_RELEASE = /^(?:patch|pl|p|post|sp|hotfix|hf|errata)$/
const NOTHING: Segment = { digits: '0', word: '', rank: RANK_ZERO }

/**
 * Any version of digits and words: 1.0beta1 comes before 1.0, then 1.0patch1, 1.0.1 and 1.0a. For
 * versions of controllers use `ot`, which says where the order is doubtful.
 */
export const generic = totalScheme({
  read: readSegments,
  wants: 'a version with a digit in it',
  order: (left, right) => compareLists(left, right, NOTHING, compareSegments),
})

function readSegments(version: string): readonly Segment[] | null {
  if (!/\d/.test(version) || version.length > 200) return null
  const text = version
    .trim()
    .replace(/^v(?=\d)/i, '')
    .toLowerCase()
  const found = [...text.matchAll(/\d+|[^\W\d_]+/gu)]
  return found.map((run) => segmentOf(run[0], text[run.index - 1], text[run.index + run[0].length]))
}

function segmentOf(run: string, before: string | undefined, after: string | undefined): Segment {
  if (/^\d/.test(run)) {
    return { digits: run, word: '', rank: /^0+$/.test(run) ? RANK_ZERO : RANK_NUMBER }
  }
  const isDigit = (character: string | undefined) => /^\d$/.test(character ?? '')
  // 1.0a is a letter after the number; 1.0a1 is an alpha.
  const isSuffix = run.length === 1 && isDigit(before) && !isDigit(after)
  const rank = isSuffix ? RANK_LETTER : AFTER_RELEASE.test(run) ? RANK_AFTER : RANK_BEFORE
  return { digits: null, word: run, rank }
}

function compareSegments(left: Segment, right: Segment): number {
  if (left.rank !== right.rank) return left.rank - right.rank
  if (left.digits !== null && right.digits !== null) return compareDigits(left.digits, right.digits)
  // alpha and a, beta and b are the same stage.
  return left.rank === RANK_BEFORE
    ? compareText(left.word.slice(0, 1), right.word.slice(0, 1))
    : compareText(left.word, right.word)
}
