import type { JsonValue } from '@holdpoint/std'
import { toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { sha256 } from './sha256.ts'

/** SHA-256 over the canonical JSON (RFC 8785) of a value, in lower-case hexadecimal. */
export function canonicalDigest(value: JsonValue): string {
  return toHex(sha256(utf8(canonicalJson(value))))
}
