import { z } from 'zod'

export const BESIDE_BYTES_MAX = 64 * 1024

const besideText = z.string().max(BESIDE_BYTES_MAX)

/** What its publisher laid beside a document: its hashes, and its signature in armour. */
export const sentBeside = z.strictObject({
  sha256: besideText.optional(),
  sha512: besideText.optional(),
  asc: besideText.optional(),
})

export type SentBeside = z.infer<typeof sentBeside>
