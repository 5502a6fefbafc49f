import { shown } from '../fault.ts'
import { instantOf } from '../instant.ts'
import { like, type Schema, textWhere } from './schema.ts'

/** RFC 3339 `date-time`: a day that exists, a time of day, a zone. */
export const dateTime: Schema = textWhere(
  unlessAsBefore((value) =>
    instantOf(value) === null
      ? `must be a date and time with a zone (RFC 3339), is ${shown(value)}`
      : null,
  ),
)

export const uri: Schema = textWhere(
  unlessAsBefore((value) => (isUri(value) ? null : `must be a URI (RFC 3986), is ${shown(value)}`)),
)

/** Documents say the same date and the same address many times in a row. */
function unlessAsBefore(why: (value: string) => string | null): (value: string) => string | null {
  let before: string | null = null
  return (value) => {
    if (value === before) return null
    const wrong = why(value)
    if (wrong === null) before = value
    return wrong
  }
}

// What each ASCII character may be in a URI: bits for path, query or fragment, and authority.
const IN_PATH = 1
const IN_QUERY = 2
const IN_AUTHORITY = 4
const ALLOWED = allowedCharacters()

function allowedCharacters(): Uint8Array {
  const table = new Uint8Array(128)
  const allow = (characters: string, bits: number) => {
    for (const one of characters) table[one.charCodeAt(0)] = (table[one.charCodeAt(0)] ?? 0) | bits
  }
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const plain = `${letters}${letters.toUpperCase()}0123456789-._~!$&'()*+,;=:`
  allow(plain, IN_PATH | IN_QUERY | IN_AUTHORITY)
  allow('@', IN_PATH | IN_QUERY | IN_AUTHORITY)
  allow('/', IN_PATH | IN_QUERY)
  allow('?', IN_QUERY)
  return table
}

const AUTHORITY = /^(?:[^@[\]]*@)?(?:\[[0-9A-Fa-fv:.]+\]|[^@:[\]]*)(?::\d*)?$/
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/

// Nearly every address of an advisory is one of these.
const PLAIN_URL =
  /^https?:\/\/[A-Za-z0-9.-]+(?:\/[\w\-.~!$&'()*+,;=:@/]*)?(?:\?[\w\-.~!$&'()*+,;=:@/?]*)?(?:#[\w\-.~!$&'()*+,;=:@/?]*)?$/

/** RFC 3986 with a scheme. Looks at each character once, for a document is full of them. */
export function isUri(value: string): boolean {
  return PLAIN_URL.test(value) || isAnyUri(value)
}

function isAnyUri(value: string): boolean {
  const scheme = SCHEME.exec(value)?.[0]
  if (scheme === undefined) return false
  const hasAuthority = value.startsWith('//', scheme.length)
  const start = scheme.length + (hasAuthority ? 2 : 0)
  let part = hasAuthority ? IN_AUTHORITY : IN_PATH
  let authorityEnd = value.length
  let isFragment = false
  for (let i = start; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (part === IN_AUTHORITY && (code === 0x2f || code === 0x3f || code === 0x23)) {
      authorityEnd = i
      part = IN_PATH
    }
    if (code === 0x23 && !isFragment) {
      isFragment = true
      part = IN_QUERY
    } else if (code === 0x3f && part === IN_PATH) part = IN_QUERY
    else if (code === 0x25) {
      if (!isHex(value.charCodeAt(i + 1)) || !isHex(value.charCodeAt(i + 2))) return false
    } else if (part === IN_AUTHORITY && (code === 0x5b || code === 0x5d)) continue
    else if (code > 127 || ((ALLOWED[code] ?? 0) & part) === 0) return false
  }
  return !hasAuthority || AUTHORITY.test(value.slice(start, authorityEnd))
}

function isHex(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x46) ||
    (code >= 0x61 && code <= 0x66)
  )
}

/** BCP 47 by its grammar alone; whether the subtags are registered is a rule of its own. */
export const language: Schema = like(
  /^(([A-Za-z]{2,3}(-[A-Za-z]{3}(-[A-Za-z]{3}){0,2})?|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?|[Xx](-[A-Za-z0-9]{1,8})+|[Ii]-[Dd][Ee][Ff][Aa][Uu][Ll][Tt]|[Ii]-[Mm][Ii][Nn][Gg][Oo])$/,
  'a language tag (BCP 47)',
)

const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/
const INTEGER = /^(0|[1-9]\d*)$/

/** The version of a document: a whole number or a semantic version (3.1.11 in CSAF 2.0). */
export const documentVersion: Schema = textWhere((value) =>
  INTEGER.test(value) || SEMVER.test(value)
    ? null
    : `must be a whole number or a semantic version, is ${shown(value)}`,
)

export const semanticVersion: Schema = like(SEMVER, 'a semantic version')

const CPE_2_3_PART = String.raw`(?:\?*|\*?)(?:[a-zA-Z0-9\-._]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^${'`'}{|}~])+(?:\?*|\*?)`
const CPE_2_3 = new RegExp(
  String.raw`^cpe:2\.3:[aho*\-](?::(?:${CPE_2_3_PART}|[*\-])){5}(?::(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|[0-9]{3}))?|[*\-]))(?::(?:${CPE_2_3_PART}|[*\-])){4}$`,
)
const CPE_2_2 = /^[cC][pP][eE]:\/[AHOaho]?(?::[A-Za-z0-9._\-~%]*){0,6}$/

/** A CPE name as URI (2.2) or formatted string (2.3). */
export const cpe: Schema = textWhere((value) =>
  CPE_2_3.test(value) || CPE_2_2.test(value) ? null : `must be a CPE name, is ${shown(value)}`,
)

/** Not blank at either end, as tracking ids are. */
export const notPadded: Schema = textWhere((value) =>
  value !== '' && !/^\s|\s$|[\r\n\u2028\u2029]/.test(value)
    ? null
    : `must not be empty, or begin or end with white space, or hold a line break`,
)

const EDGE = /^[\s\-_.]|[\s\-_.]$|[\r\n\u2028\u2029]/

/** As the names of profiles and weaknesses are: no dash, dot, underscore or space at either end. */
export const properName: Schema = textWhere((value) =>
  value !== '' && !EDGE.test(value)
    ? null
    : `must not be empty, or begin or end with white space, a dash, a dot or an underscore`,
)
