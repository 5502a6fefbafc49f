import { compareDigits, compareText, firstOf, isDigits, totalScheme } from '../scheme.ts'

interface ConanVersion {
  readonly main: readonly string[]
  readonly preRelease: readonly string[] | null
  readonly build: readonly string[]
}

/** Conan for C and C++: `main-pre+build`, each of them a list of parts between dots. */
export const conan = totalScheme({
  read: readConan,
  wants: 'a version of Conan such as 1.2.3-pre+build',
  order: (left, right) =>
    firstOf(
      () => compareParts(left.main, right.main),
      () => Number(left.preRelease === null) - Number(right.preRelease === null),
      () => compareParts(left.preRelease ?? [], right.preRelease ?? []),
      () => compareParts(left.build, right.build),
    ),
})

function readConan(text: string): ConanVersion | null {
  if (text === '' || /\s/.test(text)) return null
  const [front, build] = splitAtLast(text, '+')
  const [main, preRelease] = splitAtLast(front, '-')
  return {
    main: partsOf(main),
    preRelease: preRelease === null ? null : partsOf(preRelease),
    build: build === null ? [] : partsOf(build),
  }
}

function splitAtLast(text: string, mark: string): [string, string | null] {
  const at = text.lastIndexOf(mark)
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

/** Without the zeros at the end, so that 1, 1.0 and 1.0.0 are one version. */
function partsOf(text: string): readonly string[] {
  const parts = text
    .toLowerCase()
    .split('.')
    .filter((part) => part !== '')
  while (parts.length > 1 && /^0+$/.test(parts.at(-1) ?? '')) parts.pop()
  return parts
}

function compareParts(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [one = '', other = ''] = [left[at], right[at]]
    // A number and a word are compared as texts.
    const numbers = isDigits(one) && isDigits(other)
    const order = numbers ? compareDigits(one, other) : compareText(one, other)
    if (order !== 0) return order
  }
  return left.length - right.length
}
