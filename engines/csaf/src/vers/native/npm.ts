import { accept, refuse } from '@holdpoint/std'
import { readSemver } from '../schemes/semver.ts'
import {
  type Bound,
  type NativeReader,
  readComparison,
  readEither,
  readTogether,
} from './native-range.ts'

const WILDCARD = /^[xX*]$/
const CORE = /^(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?([-+].*)?$/

/** Ranges of node-semver: `^1.2.9`, `~1.6.5 || >=1.7.2`, `5.0.0 - 7.2.3`, `1.2.x`. */
export const readNpmRange: NativeReader = (text) =>
  readEither(
    text.split('||').map((part) => part.trim()),
    readAlternative,
  )

const readAlternative: NativeReader = (text) => {
  const span = /^(\S+)\s+-\s+(\S+)$/.exec(text)
  if (span !== null) return readTogether([`>=${span[1]}`, `<=${span[2]}`], readToken)
  const tokens = text.replace(/([<>=~^]+)\s+/g, '$1').split(/\s+/)
  return readTogether(tokens, readToken)
}

const readToken: NativeReader = (token) => {
  const [, mark = '', rest = ''] = /^([~^]|~>)?(.*)$/s.exec(token) ?? []
  const comparison = readComparison(rest)
  if (!comparison.ok) return comparison
  const core = CORE.exec(comparison.value.version.replace(/^v/, ''))
  if (core === null) return refuse(`${JSON.stringify(token)} is not a version of npm`)
  const [, major = '', minor, patch, tail = ''] = core
  const parts = [major, minor, patch]
  const wild = parts.findIndex((part) => part !== undefined && WILDCARD.test(part))
  if (wild === 0) return refuse('* stands for every version and cannot be one of several parts')
  if (wild > 0) return accept([span(parts.slice(0, wild) as string[], '', wild - 1)])
  const given = parts.filter((part) => part !== undefined)
  if (mark.startsWith('~')) return accept([span(given, tail, Math.min(given.length - 1, 1))])
  if (mark === '^') return accept([span(given, tail, caretPlace(given))])
  const version = padded(given) + tail
  if (readSemver(version, 3) === null) return refuse(`${JSON.stringify(token)} is not a version`)
  return accept([[{ comparator: comparison.value.comparator, version }]])
}

/** The first number that is not 0 may not change. */
function caretPlace(numbers: readonly string[]): number {
  const place = numbers.findIndex((number) => !/^0+$/.test(number))
  return place < 0 ? numbers.length - 1 : place
}

function span(numbers: readonly string[], tail: string, place: number): readonly Bound[] {
  const next = [...numbers.slice(0, place), String(BigInt(numbers[place] ?? '0') + 1n)]
  return [
    { comparator: '>=', version: padded(numbers) + tail },
    { comparator: '<', version: padded(next) },
  ]
}

function padded(numbers: readonly string[]): string {
  return [...numbers, '0', '0', '0'].slice(0, 3).join('.')
}
