import { type LedgerEntryRefusal, parseLedgerEntry } from './ledger-entry.ts'

export interface EntryFault {
  readonly code: LedgerEntryRefusal['kind'] | 'stream-gap' | 'entry-back-dated'
  readonly why: string
}

/**
 * What must hold from entry to entry, whoever signed them: no stream skips or repeats a number and
 * time never runs back. Remembers one number for each stream.
 */
export class EntryRules {
  private readonly versions = new Map<string, number>()
  private newestAt = ''

  /** Null where the entry may stand next. */
  check(bytes: Uint8Array): EntryFault | null {
    const parsed = parseLedgerEntry(bytes)
    if (!parsed.ok) return { code: parsed.refusal.kind, why: parsed.refusal.why }
    const { stream, version, at } = parsed.value
    const expected = (this.versions.get(stream) ?? 0) + 1
    if (version !== expected) {
      const why = `stream ${stream} comes to version ${expected} here, the entry says ${version}`
      return { code: 'stream-gap', why }
    }
    // One fixed width, always UTC: the order of the texts is the order of the instants.
    if (at < this.newestAt) {
      return { code: 'entry-back-dated', why: `${at} is earlier than ${this.newestAt} before it` }
    }
    this.versions.set(stream, version)
    this.newestAt = at
    return null
  }
}
