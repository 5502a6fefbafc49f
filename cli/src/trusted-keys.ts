import { type LedgerVerdict, type NoteKey, parseVerifierKey } from '@holdpoint/evidence'
import { BadInput } from './terminal.ts'

/** Reads the key that the auditor got by another way than the folder. */
export function trustedKeys(vkey: string | undefined): {
  readonly trustedKeys?: readonly NoteKey[]
} {
  if (vkey === undefined) return {}
  const key = parseVerifierKey(vkey)
  if (!key.ok) throw new BadInput(`--key: ${key.refusal.why}`)
  return { trustedKeys: [key.value] }
}

/** What a good verdict proves, by where its key came from. */
export function keyWords(keyOrigin: LedgerVerdict['keyOrigin']): string {
  return keyOrigin === 'keys-in-folder'
    ? 'signed by the key in the folder itself: whole, but who signed is not proven; give --key'
    : 'signed by the key that you gave'
}
