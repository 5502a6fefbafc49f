import { compareDigits, compareLists, compareText, totalScheme } from '../scheme.ts'

/** Integers between dots; whatever follows the first other character does not count. */
export const intdot = totalScheme({
  read: (version) => /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? null,
  wants: 'a list of numbers such as 10.234.5.12',
  order: (left, right) => compareLists(left, right, '0', compareDigits),
})

/** Byte by byte in UTF-8, without normalisation. */
export const lexicographic = totalScheme({
  read: (version) => (version === '' || /\p{Surrogate}/u.test(version) ? null : version),
  wants: 'a text in Unicode',
  order: compareText,
})
