import { shown } from '../fault.ts'
import { instantOf } from '../instant.ts'
import { like, type Schema, textWhere } from './schema.ts'

/** RFC 3339 `date-time`: a day that exists, a time of day, a zone. */
export const dateTime: Schema = textWhere((value) =>
  instantOf(value) === null
    ? `must be a date and time with a zone (RFC 3339), is ${shown(value)}`
    : null,
)

export const uri: Schema = textWhere((value) =>
  isUri(value) ? null : `must be a URI (RFC 3986), is ${shown(value)}`,
)

const URI_PARTS = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s
const PATH = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/
const QUERY = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/
const AUTHORITY =
  /^(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?(?:\[[0-9A-Fa-fv:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)(?::\d*)?$/

export function isUri(value: string): boolean {
  const parts = URI_PARTS.exec(value)
  if (parts === null) return false
  const [, authority, path = '', query = '', fragment = ''] = parts
  if (authority !== undefined && !AUTHORITY.test(authority)) return false
  return PATH.test(path) && QUERY.test(query) && QUERY.test(fragment)
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
