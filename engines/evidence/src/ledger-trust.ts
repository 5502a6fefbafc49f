import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'
import type { LedgerSource } from './ledger-files.port.ts'
import { type NoteKey, parseVerifierKey } from './note-key.ts'
import type { NoteTrust, VerifyEd25519 } from './signed-note.ts'
import { LOG_KEY_PATH } from './tile-path.ts'

/**
 * Where the keys came from. Keys found beside what they sign prove that it is whole, not who
 * signed: whoever can replace all files can replace the key as well.
 */
export type KeyOrigin = 'given-keys' | 'keys-in-folder'

export interface TrustOptions {
  /** Keys that came by another way than the folder; without them the folder's own are used. */
  readonly trustedKeys?: readonly NoteKey[]
  readonly verify: VerifyEd25519
}

export function keyOriginOf(options: TrustOptions): KeyOrigin {
  return options.trustedKeys === undefined ? 'keys-in-folder' : 'given-keys'
}

export async function trustOfFolder(
  files: LedgerSource,
  options: TrustOptions,
): Promise<Result<NoteTrust, { readonly kind: 'key-unknown'; readonly why: string }>> {
  const { verify, trustedKeys } = options
  if (trustedKeys !== undefined) return accept({ keys: trustedKeys, verify })
  const bytes = await files.read(LOG_KEY_PATH)
  if (bytes === null) return unknown(`no key was given and there is no ${LOG_KEY_PATH}`)
  const keys: NoteKey[] = []
  for (const line of (textOfUtf8(bytes) ?? '').split('\n')) {
    if (line === '') continue
    const key = parseVerifierKey(line)
    if (!key.ok) return unknown(`${LOG_KEY_PATH}: ${key.refusal.why}`)
    keys.push(key.value)
  }
  return accept({ keys, verify })
}

function unknown(why: string): Result<never, { kind: 'key-unknown'; why: string }> {
  return refuse({ kind: 'key-unknown', why })
}
