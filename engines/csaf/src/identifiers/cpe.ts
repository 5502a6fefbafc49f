import { accept, type Result, refuse } from '@holdpoint/std'

/** The attributes of a CPE name in the order of the formatted string (NIST IR 7695, 5.2). */
export const cpeAttributes = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'sw_edition',
  'target_sw',
  'target_hw',
  'other',
] as const

export type CpeAttribute = (typeof cpeAttributes)[number]

/**
 * `any` and `na` are the logical values. A text is in small letters and without escapes; an open
 * end takes any characters, or so many of them as there were question marks.
 */
export type CpeValue =
  | { readonly kind: 'any' }
  | { readonly kind: 'na' }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly before: number
      readonly after: number
    }

export type Cpe = Readonly<Record<CpeAttribute, CpeValue>>

const ANY: CpeValue = { kind: 'any' }
const NA: CpeValue = { kind: 'na' }
const CPE_LENGTH_MAX = 2000
const PARTS = ['a', 'o', 'h']

/** Reads a formatted string of CPE 2.3 or a URI of CPE 2.2; the refusal is the rest of a sentence. */
export function readCpe(written: string): Result<Cpe, string> {
  if (written.length > CPE_LENGTH_MAX) return refuse(`is longer than ${CPE_LENGTH_MAX} characters`)
  const text = written.trim()
  if (/^cpe:2\.3:/i.test(text)) return readFormatted(text.slice('cpe:2.3:'.length))
  if (/^cpe:\//i.test(text)) return readUri(text.slice('cpe:/'.length))
  return refuse('begins with neither cpe:2.3: nor cpe:/')
}

/** True where the value names one thing, and not a set of them. */
export function isOneText(value: CpeValue): value is Extract<CpeValue, { kind: 'text' }> {
  return value.kind === 'text' && value.before === 0 && value.after === 0
}

function readFormatted(body: string): Result<Cpe, string> {
  // A backslash keeps the colon behind it from parting.
  const parts = body.match(/(?:\\[\s\S]|[^:\\])+|(?<=:|^)(?=:|$)/g) ?? []
  if (parts.length !== cpeAttributes.length || parts.join(':') !== body) {
    return refuse(`has ${parts.length} attributes, not ${cpeAttributes.length}`)
  }
  return attributesOf(parts.map(formattedValue))
}

const UNQUOTED = /^[a-z0-9._-]$/i
const QUOTABLE = /^[!-/:-@[-`{-~]$/

/** Null where the text is none; wildcards stand only at the ends (NIST IR 7695, 5.3.2). */
function formattedValue(written: string): CpeValue | null {
  if (written === '*') return ANY
  if (written === '-') return NA
  const units = written.match(/\\[\s\S]|[\s\S]/g) ?? []
  return writtenValue(units, (unit) => {
    if (unit.length === 2) return QUOTABLE.test(unit[1] ?? '') ? (unit[1] ?? null) : null
    return UNQUOTED.test(unit) ? unit : null
  })
}

function writtenValue(
  units: readonly string[],
  characterOf: (unit: string) => string | null,
): CpeValue | null {
  const before = openAt(units)
  const rest = units.slice(before === Number.POSITIVE_INFINITY ? 1 : before)
  const after = openAt(rest.toReversed())
  const own = after === 0 ? rest : rest.slice(0, after === Number.POSITIVE_INFINITY ? -1 : -after)
  const characters = own.map(characterOf)
  if (own.length === 0 || characters.includes(null)) return null
  return { kind: 'text', text: characters.join('').toLowerCase(), before, after }
}

/** How many characters an unquoted star or question marks at the beginning stand for. */
function openAt(units: readonly string[]): number {
  if (units[0] === '*') return Number.POSITIVE_INFINITY
  const marks = units.findIndex((unit) => unit !== '?')
  return marks < 0 ? units.length : marks
}

function readUri(body: string): Result<Cpe, string> {
  const parts = body.split(':')
  if (parts.length > 7) return refuse('has more than the seven parts of a CPE 2.2 name')
  const [part = '', vendor = '', product = '', version = '', update = '', edition = ''] = parts
  const language = parts[6] ?? ''
  const packed = edition.startsWith('~') ? edition.split('~').slice(1) : [edition]
  if (edition.startsWith('~') && packed.length !== 5) {
    return refuse('has an edition that begins with ~ and does not hold five values')
  }
  const [plain = '', softwareEdition = '', targetSoftware = '', targetHardware = '', other = ''] =
    packed
  const written = [part, vendor, product, version, update, plain, language]
  const further = [softwareEdition, targetSoftware, targetHardware, other]
  return attributesOf([...written, ...further].map(uriValue))
}

/** Null where the text is none. `%01` is an unquoted question mark, `%02` an unquoted star. */
function uriValue(written: string): CpeValue | null {
  if (written === '') return ANY
  if (written === '-') return NA
  const units = (written.match(/%[0-9a-f]{2}|[\s\S]/gi) ?? []).map((unit) =>
    unit === '%01' ? '?' : unit === '%02' ? '*' : unit,
  )
  return writtenValue(units, (unit) => {
    if (/^%[2-7]/.test(unit)) return String.fromCharCode(Number.parseInt(unit.slice(1), 16))
    return /^[a-z0-9._~-]$/i.test(unit) ? unit : null
  })
}

function attributesOf(values: readonly (CpeValue | null)[]): Result<Cpe, string> {
  const faulty = cpeAttributes.filter((_, at) => (values[at] ?? null) === null)
  if (faulty.length > 0) return refuse(`has a ${faulty.join(' and a ')} that cannot be read`)
  const cpe = Object.fromEntries(cpeAttributes.map((name, at) => [name, values[at]])) as Cpe
  const { part } = cpe
  if (part.kind === 'text' && !(isOneText(part) && PARTS.includes(part.text))) {
    return refuse('has a part that is none of a, o and h')
  }
  return accept(cpe)
}
