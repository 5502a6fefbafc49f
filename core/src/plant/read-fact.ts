import { readCpe, readPackageName } from '@holdpoint/csaf'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { assetFacts, type FactField, kindNames } from './asset-fact.ts'
import { readHashes, readSoftware } from './read-software.ts'

const TEXT_MAX = 2000
const LEVELS: readonly number[] = [0, 1, 2, 3, 3.5, 4, 5]

export type StructureReader = (field: FactField, value: JsonValue) => Result<JsonValue, string>

/** One cell as the value of a fact; null is "not said". The refusal is the rest of a sentence. */
export function readFact(
  field: FactField,
  cell: JsonValue,
  readStructure: StructureReader,
): Result<JsonValue, string> {
  const value = typeof cell === 'string' ? cell.trim() : cell
  if (value === null || value === '') return accept(null)
  const { reads } = assetFacts[field]
  switch (reads.as) {
    case 'structure':
      return readStructure(field, value)
    case 'list':
      return readList(value)
    case 'software':
      return readSoftware(value)
    case 'hashes':
      return readHashes(value)
    default:
  }
  if (Array.isArray(value) && value.every((part: JsonValue) => typeof part !== 'object')) {
    return readFact(field, value.join(', '), readStructure)
  }
  if (typeof value === 'object') return refuse('is not text')
  // A number has lost the last zero of 2.10; a whole one has lost nothing but leading zeros.
  if (typeof value === 'number' && reads.as === 'exact-text' && !Number.isSafeInteger(value)) {
    return refuse(`is the number ${value}, not text; a number turns 2.10 into 2.1`)
  }
  const text = String(value)
  if (text.length > TEXT_MAX) return refuse(`is longer than ${TEXT_MAX} characters`)
  switch (reads.as) {
    case 'text':
    case 'exact-text':
      return accept(text)
    case 'choice':
      return readChoice(text, reads.of)
    case 'level':
      return readLevel(text)
    case 'address':
      return readAddress(text)
    case 'mac':
      return readMac(text)
    case 'date':
      return readDate(text)
    case 'count':
      return /^[1-9]\d{0,3}$/.test(text) ? accept(Number(text)) : refuse('is no number from 1')
    case 'kind':
      return accept(readKind(text))
    case 'cpe':
      return readable(text, readCpe(text))
    case 'purl':
      return readable(text, readPackageName(text))
  }
}

function readable(text: string, read: Result<unknown, string>): Result<JsonValue, string> {
  return read.ok ? accept(text) : refuse(`: "${text}" ${read.refusal}`)
}

function readChoice(text: string, of: readonly string[]): Result<JsonValue, string> {
  const found = of.find((one) => one.toLowerCase() === text.toLowerCase())
  if (found === 'unknown') return accept(null)
  if (found !== undefined) return accept(found)
  return refuse(`is none of ${of.join(', ')}`)
}

/** `1`, `Level 1`, `L3.5`. */
function readLevel(text: string): Result<JsonValue, string> {
  const [, digits] = /^(?:(?:purdue )?level |l)?(\d(?:\.\d)?)$/i.exec(text) ?? []
  const level = digits === undefined ? Number.NaN : Number(digits)
  return LEVELS.includes(level) ? accept(level) : refuse(`: ${text} is not a Purdue level`)
}

/** The first address of a cell that holds several; a mask is left away. */
function readAddress(text: string): Result<JsonValue, string> {
  const parts = text.split(/[\s,;|]+/).map((part) => part.replace(/\/\d+$/, ''))
  const first = parts.find((part) => /^\d{1,3}(\.\d{1,3}){3}$/.test(part)) ?? parts[0] ?? ''
  const bytes = first.split('.').map(Number)
  if (bytes.length === 4 && bytes.every((byte) => byte <= 255)) return accept(first)
  if (/^[0-9a-f:]{2,39}$/i.test(first) && first.includes(':')) return accept(first.toLowerCase())
  return refuse(`: "${text}" is no IP address`)
}

function readMac(text: string): Result<JsonValue, string> {
  const first = text.split(/[\s,;|]+/)[0] ?? ''
  const digits = first.replaceAll(/[:.-]/g, '').toLowerCase()
  if (!/^[0-9a-f]{12}$/.test(digits)) return refuse(`: "${text}" is no MAC address`)
  return accept(digits.replaceAll(/(..)(?=.)/g, '$1:'))
}

function readDate(text: string): Result<JsonValue, string> {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text) ?? []
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day ?? '')
  return exists ? accept(day ?? '') : refuse(`: "${text}" is no date like 2031-12-31`)
}

// What lists of plants call the kinds; anything else is `other`, as before.
const KIND_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bsafety|\bsis\b|\bf-cpu\b/i, 'sis-controller'],
  [/\bdcs\b/i, 'dcs-controller'],
  [/\brtu\b|remote terminal/i, 'rtu'],
  [/\bplc\b|programmable logic|^controller$|^ot controller$/i, 'plc'],
  [/\bhmi\b|operator panel|human.machine/i, 'hmi'],
  [/engineering (work)?station|\bews\b/i, 'engineering-workstation'],
  [/operator (work)?station/i, 'operator-station'],
  [/\bscada\b/i, 'scada-server'],
  [/historian/i, 'historian'],
  [/domain controller/i, 'domain-controller'],
  [/licen[cs]e server/i, 'licence-server'],
  [/firewall/i, 'firewall'],
  [/switch/i, 'switch'],
  [/gateway/i, 'gateway'],
  [/\bdrive\b|\bvfd\b|inverter/i, 'drive'],
  [/\bied\b|protection relay/i, 'ied'],
  [/communication (module|adapter)/i, 'communication-module'],
  [/server/i, 'server'],
]

function readKind(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[\s_]+/g, '-')
  if (kindNames.has(plain)) return plain
  return KIND_WORDS.find(([words]) => words.test(text))?.[1] ?? 'other'
}

function readList(value: JsonValue): Result<JsonValue, string> {
  const parts = Array.isArray(value) ? value : String(value).split(/[;\n]/)
  if (typeof value === 'object' && !Array.isArray(value)) return refuse('is not a list')
  if (parts.some((part) => typeof part === 'object')) return refuse('is not a list of texts')
  const texts = parts.map((part) => String(part).trim()).filter((part) => part !== '')
  return accept(texts.length === 0 ? null : [...new Set(texts)].toSorted())
}
