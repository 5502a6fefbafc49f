import type { Conversation } from '../network/dissector.ts'

/** The text by which a CPU names itself when a session opens: rack, order number, firmware. */
const SELF = /\d;(6[A-Z]{2}\d [0-9A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{4}) *;V(\d+\.\d+(?:\.\d+)?)/
const TEXT_BYTES_MAX = 4_096

export function s7PlusText(
  conversation: Conversation,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  const text = bytes.toString('latin1', start, Math.min(end, start + TEXT_BYTES_MAX))
  if (!text.includes(';6')) return
  const self = SELF.exec(text)
  if (self === null) return
  const device = conversation.book.of(conversation.server)
  device.fact('s7comm-plus', 'vendor', 'Siemens')
  device.fact('s7comm-plus', 'orderNumber', self[1] ?? null)
  device.fact('s7comm-plus', 'firmware', `V${self[2]}`)
}
