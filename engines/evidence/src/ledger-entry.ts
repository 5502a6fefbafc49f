import { accept, invariant, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { utf8 } from './bytes.ts'
import { canonicalJson, readCanonicalJson } from './canonical-json.ts'

/** One act or decision as the ledger keeps it. */
export interface LedgerEntry {
  /** RFC 3339 in UTC with milliseconds: 2026-03-01T04:05:06.789Z. */
  readonly at: string
  readonly body: { readonly [key: string]: JsonValue }
  /** Who. */
  readonly by: string
  readonly command: string
  readonly kind: string
  /** The versions of the rules that allowed it. */
  readonly rules: string
  readonly site: string
  readonly stream: string
  /** Counts the entries of a stream from 1, without gaps. */
  readonly version: number
}

export interface LedgerEntryRefusal {
  readonly kind: 'entry-malformed' | 'entry-not-canonical'
  readonly why: string
}

/** The exact bytes whose hash is the leaf. */
export function encodeLedgerEntry(entry: LedgerEntry): Uint8Array {
  const { at, body, by, command, kind, rules, site, stream, version } = entry
  const envelope = { at, body, by, command, kind, rules, site, stream, version }
  const fault = envelopeFault(envelope)
  invariant(fault === null, `an entry that we write has the shape of an entry: ${fault}`)
  return utf8(canonicalJson(envelope))
}

/** Refuses every byte string that is not the one encoding of the entry it means. */
export function parseLedgerEntry(bytes: Uint8Array): Result<LedgerEntry, LedgerEntryRefusal> {
  const read = readCanonicalJson(bytes)
  if (!read.ok) {
    const { kind, why } = read.refusal
    return refuse({ kind: kind === 'not-json' ? 'entry-malformed' : 'entry-not-canonical', why })
  }
  const fault = envelopeFault(read.value)
  if (fault !== null) return refuse({ kind: 'entry-malformed', why: fault })
  return accept(read.value as unknown as LedgerEntry)
}

const TEXT_KEYS = ['at', 'by', 'command', 'kind', 'rules', 'site', 'stream'] as const
const KEY_COUNT = TEXT_KEYS.length + 2

function envelopeFault(value: JsonValue): string | null {
  if (!isObject(value)) return 'an entry is a JSON object'
  for (const key of TEXT_KEYS) {
    if (typeof value[key] !== 'string') return `${key} must be a string`
  }
  if (!isObject(value.body)) return 'body must be a JSON object'
  if (!Number.isSafeInteger(value.version) || (value.version as number) < 1) {
    return 'version must be an integer from 1 on'
  }
  // All nine are there, so another count means another key.
  if (Object.keys(value).length !== KEY_COUNT) return 'an entry has nine keys and no other'
  return isLedgerInstant(value.at as string) ? null : `at is not an instant: ${value.at}`
}

/** As `Date.toISOString` writes it, and one that exists: no 30 February, 24:00 or leap second. */
export function isLedgerInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false
  const [year, month, day] = text.slice(0, 10).split('-')
  return Number(day) <= 28 || Number(day) <= daysInMonth(Number(year), Number(month))
}

const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
