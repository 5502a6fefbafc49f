import { createHash } from 'node:crypto'

/** Bytes that look like nothing, the same for the same number. */
export function anImage(number: number, sizeBytes = 4_096): Uint8Array {
  const block = createHash('sha512').update(`image ${number}`).digest()
  return Uint8Array.from({ length: sizeBytes }, (_, at) => (block[at % 64]! + at) & 0xff)
}
