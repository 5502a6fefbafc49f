import { accept, type Result, refuse } from '@holdpoint/std'
import { datetimeFault } from './schemes/datetime.ts'
import type { VersRefusal } from './vers-refusal.ts'

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface Constraint {
  readonly comparator: Comparator
  /** Decoded. */
  readonly version: string
  /** Characters before the constraint in the text that was read. */
  readonly at: number
}

/** A range as it was written: of the form only, not yet of the order. */
export interface Vers {
  readonly scheme: string
  /** Every version, as `*` says. */
  readonly all: boolean
  /** Empty exactly where `all` is true. */
  readonly constraints: readonly Constraint[]
}

const RANGE_CHARACTERS_MAX = 100_000
const TYPE = /^[a-z][a-z0-9.-]*$/
const COMPARATOR = /^(?:!=|<=|>=|<|>)/
const RESERVED_CHARACTERS = /[><=!*|%]/

/** Reads the form of a version range specifier (VERS, clause 5.3); repairs nothing. */
export function readVers(text: string): Result<Vers, VersRefusal> {
  if (text.length > RANGE_CHARACTERS_MAX) {
    const why = `longer than ${RANGE_CHARACTERS_MAX} characters`
    return refuse({ kind: 'too-long', at: RANGE_CHARACTERS_MAX, why })
  }
  const space = text.search(/\s/)
  if (space >= 0) return no('whitespace', space, 'whitespace is not permitted')
  if (!text.startsWith('vers:')) return no('not-vers', 0, 'a range starts with vers:')
  const slash = text.indexOf('/')
  if (slash < 0) return no('not-vers', text.length, 'a / must stand between type and constraints')
  const scheme = text.slice(5, slash)
  if (!TYPE.test(scheme)) {
    const why = `the type ${JSON.stringify(scheme)} is not of lowercase letters, digits, . and -`
    return no('bad-type', 5, why)
  }
  if (scheme === 'invalid') {
    return no('bad-type', 5, 'the type "invalid" is reserved for ranges that are invalid')
  }
  return readConstraints(scheme, text, slash + 1)
}

/** `>=1.0` with what must be encoded encoded, and nothing else. */
export function writeConstraint({ comparator, version }: Omit<Constraint, 'at'>): string {
  return (comparator === '=' ? '' : comparator) + encodeVersion(version)
}

export function writeVers(scheme: string, constraints: readonly Omit<Constraint, 'at'>[]): string {
  return `vers:${scheme}/${constraints.map(writeConstraint).join('|')}`
}

function no(kind: VersRefusal['kind'], at: number, why: string) {
  return refuse({ kind, at, why })
}

function readConstraints(scheme: string, text: string, start: number): Result<Vers, VersRefusal> {
  const body = text.slice(start)
  if (body === '') return no('no-constraints', start, 'no constraint after the /')
  if (body === '*') return accept({ scheme, all: true, constraints: [] })
  if (scheme === 'all' || scheme === 'none') {
    const why = `vers:${scheme} takes * alone; it cannot order versions, so ${JSON.stringify(body)} says nothing`
    return no('misused-asterisk', start, why)
  }
  if (body.startsWith('|')) return no('stray-pipe', start, 'leading pipe is not permitted')
  if (body.endsWith('|')) {
    return no('stray-pipe', text.length - 1, 'trailing pipe is not permitted')
  }
  const double = body.indexOf('||')
  if (double >= 0) return no('stray-pipe', start + double, 'consecutive pipes are not permitted')
  const constraints: Constraint[] = []
  let at = start
  for (const part of body.split('|')) {
    const constraint = readConstraint(scheme, part, at)
    if (!constraint.ok) return constraint
    constraints.push(constraint.value)
    at += part.length + 1
  }
  return accept({ scheme, all: false, constraints })
}

function readConstraint(scheme: string, part: string, at: number): Result<Constraint, VersRefusal> {
  const found = COMPARATOR.exec(part)?.[0] as Exclude<Comparator, '='> | undefined
  const encoded = part.slice(found?.length ?? 0)
  const start = at + (found?.length ?? 0)
  if (encoded.startsWith('=')) {
    return no('bad-comparator', start, 'equality is written by the version alone, without =')
  }
  if (encoded === '') return no('empty-version', start, 'a version is missing')
  if (encoded.includes('*')) {
    const why = 'an asterisk must stand alone; within a version it is written %2A'
    return no('misused-asterisk', start + encoded.indexOf('*'), why)
  }
  const unencoded = encoded.search(/[><=!]/)
  if (unencoded >= 0) {
    const why = `${encoded[unencoded]} within a version must be percent-encoded`
    return no('bad-encoding', start + unencoded, why)
  }
  const version = decodeVersion(scheme, encoded, start)
  return version.ok ? accept({ comparator: found ?? '=', version: version.value, at }) : version
}

function decodeVersion(scheme: string, encoded: string, at: number): Result<string, VersRefusal> {
  for (const { index, 0: triplet } of encoded.matchAll(/%.{0,2}/gs)) {
    if (!/^%[0-9A-Fa-f]{2}$/.test(triplet)) {
      return no('bad-encoding', at + index, 'invalid percent-encoding in version')
    }
    if (triplet !== triplet.toUpperCase()) {
      return no('bad-encoding', at + index, 'percent-encoding in version is not canonical')
    }
  }
  const foreign = encoded.search(/[^\x21-\x7e]/)
  if (foreign >= 0) {
    return no('bad-encoding', at + foreign, 'a character outside ASCII must be percent-encoded')
  }
  if (scheme === 'datetime') {
    const colon = encoded.indexOf('%3A')
    if (colon >= 0) return no('bad-version', at + colon, 'datetime time colons must be unencoded')
    const fault = datetimeFault(encoded)
    if (fault !== null) return no('bad-version', at, fault)
  }
  try {
    return accept(decodeURIComponent(encoded))
  } catch {
    return no('bad-encoding', at, 'the percent-encoded bytes are not UTF-8')
  }
}

function encodeVersion(version: string): string {
  let encoded = ''
  for (const character of version) {
    const plain = /^[\x21-\x7e]$/.test(character) && !RESERVED_CHARACTERS.test(character)
    encoded += plain ? character : percentEncoded(character)
  }
  return encoded
}

// encodeURIComponent leaves ! and * as they are.
function percentEncoded(character: string): string {
  if (character === '!') return '%21'
  return character === '*' ? '%2A' : encodeURIComponent(character)
}
