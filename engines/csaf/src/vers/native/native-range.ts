import { accept, type Result, refuse } from '@holdpoint/std'
import type { Comparator } from '../read-vers.ts'

/** One bound of a native range. */
export interface Bound {
  readonly comparator: Comparator
  readonly version: string
}

/** Bounds that hold together: a version must meet each of them, or be one that is named. */
export type Alternative = readonly Bound[]

/** Reads what an ecosystem writes; a refusal says what was not understood. */
export type NativeReader = (text: string) => Result<readonly Alternative[], string>

const COMPARATORS = new Map<string, Comparator>([
  ['', '='],
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

/** Parts of which any may hold. */
export function readEither(parts: readonly string[], read: NativeReader) {
  const alternatives: Alternative[] = []
  for (const part of parts) {
    const found = read(part)
    if (!found.ok) return found
    alternatives.push(...found.value)
  }
  return accept(alternatives)
}

/** Parts that must hold together. */
export function readTogether(parts: readonly string[], read: NativeReader) {
  const found = readEither(parts, read)
  return found.ok ? accept([found.value.flat()]) : found
}

/** A reader of one comparison with a version. */
export const readSingle: NativeReader = (text) => {
  const comparison = readComparison(text)
  return comparison.ok ? accept([[comparison.value]]) : comparison
}

/** One comparison with a version: `>= 1.0`, `!=5`, `2.1`. */
export function readComparison(text: string): Result<Bound, string> {
  const found = /^([<>=!]*)\s*(\S+)$/.exec(text.trim())
  const comparator = COMPARATORS.get(found?.[1] ?? '?')
  const version = found?.[2]
  if (comparator === undefined || version === undefined) {
    return refuse(`${JSON.stringify(text)} is not a comparison with a version`)
  }
  return accept({ comparator, version })
}

/** From this version on to the next one that counts up at `place`: 1.2.3 at 1 ends before 1.3. */
export function untilNext(version: string, place: number, ending = ''): readonly Bound[] {
  const numbers = version.replace(/[-+].*$/, '').split('.')
  const kept = numbers.slice(0, place)
  const next = [...kept, String(BigInt(numbers[place] ?? '0') + 1n)].join('.')
  return [
    { comparator: '>=', version },
    { comparator: '<', version: next + ending },
  ]
}

export const numbersIn = (version: string): readonly string[] =>
  version.replace(/[-+].*$/, '').split('.')
