/**
 * What RFC 8032 verification leaves to the library, decided: one signature has one encoding, and no
 * key may vouch for every message. To be checked before the curve's own equation.
 */
export function isStrictEd25519(publicKey: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const scalar = littleEndian(signature.subarray(32))
  return isStrictPoint(publicKey) && isStrictPoint(signature.subarray(0, 32)) && scalar < ORDER
}

/** Reduced, and of more than small order: under a key of small order anyone signs anything. */
function isStrictPoint(encoded: Uint8Array): boolean {
  const y = littleEndian(encoded) & ((1n << 255n) - 1n)
  return y < FIELD && !SMALL_ORDER_Y.has(y)
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number)
  return value
}

const FIELD = (1n << 255n) - 19n
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n
const ORDER_EIGHT_Y = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n

/** The y of the eight points whose order divides 8, with either sign of x. */
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  FIELD - 1n,
  ORDER_EIGHT_Y,
  FIELD - ORDER_EIGHT_Y,
])
