import { compareDigits, compareLists, compareText, isDigits, totalScheme } from '../scheme.ts'

/** RubyGems: numbers and words in turn; a word makes a pre-release. */
export const gem = totalScheme({
  read: readGem,
  wants: 'a version of RubyGems such as 2.0.8 or 2.0.0.rc1',
  order: (left, right) => compareLists(left, right, '0', compareSegments),
})

function readGem(text: string): readonly string[] | null {
  if (!/^\d+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(text)) return null
  return text.replaceAll('-', '.pre.').match(/\d+|[A-Za-z]+/g) ?? []
}

function compareSegments(left: string, right: string): number {
  const [one, other] = [isDigits(left), isDigits(right)]
  if (one && other) return compareDigits(left, right)
  return one === other ? compareText(left, right) : one ? 1 : -1
}
