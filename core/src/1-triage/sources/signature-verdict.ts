import type { Instant } from '../../plant/instant.ts'

/** What this plant itself found of the OpenPGP signature beside an advisory. */
export type SignatureVerdict =
  | {
      readonly kind: 'signed'
      readonly fingerprint: string
      /** As the key names its owner. */
      readonly by: string
      readonly signedAt: Instant | null
    }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'key-unknown'; readonly keyIds: readonly string[] }
  | { readonly kind: 'bad'; readonly fingerprint: string; readonly why: string }

/** One line for a person. A signature by a key that nobody vouched for proves nothing. */
export function signatureInWords(verdict: SignatureVerdict): string {
  switch (verdict.kind) {
    case 'signed':
      return `Signed by ${verdict.by}`
    case 'unsigned':
      return 'Not signed'
    case 'key-unknown':
      return `Signed with a key that is not kept here: ${verdict.keyIds.join(', ')}`
    case 'bad':
      return `The signature does not hold: ${verdict.why}`
  }
}
