import { accept, refuse } from '@holdpoint/std'
import {
  type Bound,
  type NativeReader,
  numbersIn,
  readEither,
  readSingle,
  readTogether,
  untilNext,
} from './native-range.ts'

const commaParts = (text: string) => text.split(',').map((part) => part.trim())

/** RubyGems: `~>2.0.8`, `>= 1.0, < 3`. */
export const readGemRange: NativeReader = (text) =>
  readTogether(commaParts(text), (part) => {
    const found = /^~>\s*(\d+(?:\.[0-9A-Za-z]+)*)$/.exec(part)
    if (found === null) return readSingle(part)
    const version = found[1] ?? ''
    const numbers = version.split('.').filter((segment) => /^\d+$/.test(segment))
    return accept([untilNext(version, Math.max(numbers.length - 2, 0))])
  })

/** Python: `>=1.0, <2`, `!=5`, `~=1.4.2`, `==1.*`. */
export const readPypiRange: NativeReader = (text) =>
  readTogether(commaParts(text), (part) => {
    if (part.startsWith('===')) return refuse('=== compares texts, not versions')
    const compatible = /^~=\s*(\S+)$/.exec(part)?.[1]
    if (compatible !== undefined) {
      const places = numbersIn(compatible).length
      if (places < 2) return refuse(`${JSON.stringify(part)} needs two numbers or more`)
      return accept([untilNext(compatible, places - 2)])
    }
    const prefix = /^==\s*(\d+(?:\.\d+)*)\.\*$/.exec(part)?.[1]
    if (prefix !== undefined) return accept([untilNext(prefix, numbersIn(prefix).length - 1)])
    return /^[<>=!]/.test(part)
      ? readSingle(part)
      : refuse(`${JSON.stringify(part)} has no comparison`)
  })

/** Intervals in brackets, as NuGet and Maven write them: `[1.0.0, 2.0.0)`, `(,1.0],[1.2,)`. */
export const readBracketRange: NativeReader = (text) => {
  const compact = text.replace(/\s+/g, '')
  const intervals = compact.match(/[[(][^[\]()]*[\])]/g) ?? []
  if (intervals.length === 0 || intervals.join(',') !== compact) {
    return refuse(`${JSON.stringify(text)} is not an interval in brackets`)
  }
  return readEither(intervals, readInterval)
}

/** NuGet reads a bare version as the lowest that will do. */
export const readNugetRange: NativeReader = (text) => {
  const bare = text.trim()
  if (/^\d[0-9A-Za-z.+-]*$/.test(bare)) return accept([[{ comparator: '>=', version: bare }]])
  return readBracketRange(text)
}

/** nginx: `0.8.40+`, `0.7.52-0.8.39`; an even minor number is a stable branch and ends with it. */
export const readNginxRange: NativeReader = (text) =>
  readEither(commaParts(text), (part) => {
    const from = /^(\d+\.(\d+)(?:\.\d+)*)\+$/.exec(part)
    if (from !== null) {
      const [, version = '', minor = '0'] = from
      if (BigInt(minor) % 2n === 1n) return accept([[{ comparator: '>=', version }]])
      const [low, high] = untilNext(version, 1) as [Bound, Bound]
      return accept([[low, { ...high, version: `${high.version}.0` }]])
    }
    const span = /^(\d+(?:\.\d+)*)-(\d+(?:\.\d+)*)$/.exec(part)
    if (span === null) return readSingle(part)
    return readTogether([`>=${span[1]}`, `<=${span[2]}`], readSingle)
  })

/** A list of versions and comparisons between commas. */
export const readList: NativeReader = (text) => readEither(commaParts(text), readSingle)

const readInterval: NativeReader = (interval) => {
  const [low = '', high, more] = interval.slice(1, -1).split(',')
  const isClosed = interval.startsWith('[')
  if (more !== undefined) return refuse(`${interval} has more than two ends`)
  if (high === undefined) {
    if (low === '' || !isClosed || !interval.endsWith(']')) {
      return refuse(`${interval} is not an interval`)
    }
    return accept([[{ comparator: '=', version: low }]])
  }
  if (low === '' && high === '') return refuse(`${interval} has no end`)
  const bounds: Bound[] = []
  if (low !== '') bounds.push({ comparator: isClosed ? '>=' : '>', version: low })
  if (high !== '') bounds.push({ comparator: interval.endsWith(']') ? '<=' : '<', version: high })
  return accept([bounds])
}
