import { accept, refuse } from '@holdpoint/std'
import {
  type NativeReader,
  numbersIn,
  readComparison,
  readEither,
  readTogether,
  untilNext,
} from './native-range.ts'

/** Ranges of Conan: `~2.5`, `>1 <2.0 || ^3.2`, `*`; options after a comma choose no versions. */
export const readConanRange: NativeReader = (text) => {
  const alternatives = (text.split(',')[0] ?? '').split('||')
  return readEither(alternatives, (part) => readTogether(part.trim().split(/\s+/), readToken))
}

const readToken: NativeReader = (token) => {
  if (token === '') return refuse('the range is empty')
  if (token === '*' || token === '*-') return accept([[{ comparator: '>=', version: '0.0.0' }]])
  // A hyphen at the end lets pre-releases in; it is no part of the version.
  const bare = token.replace(/-$/, '')
  const mark = bare[0]
  if (mark !== '~' && mark !== '^') {
    const comparison = readComparison(bare)
    return comparison.ok ? accept([[comparison.value]]) : comparison
  }
  const version = bare.slice(1)
  const numbers = numbersIn(version)
  if (numbers.some((number) => !/^\d+$/.test(number))) {
    return refuse(`${JSON.stringify(token)} is not a version of Conan`)
  }
  const first = numbers.findIndex((number) => !/^0+$/.test(number))
  const caret = first < 0 ? numbers.length - 1 : first
  // `-` sorts before every pre-release, so that those of the next version stay out.
  const place = mark === '^' ? caret : Math.min(numbers.length - 1, 1)
  return accept([untilNext(version, place, '-')])
}
