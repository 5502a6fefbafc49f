const MESSAGE_MAX = 160

/** What a sensor shows: printable ASCII, with the marks that end a rule's field escaped. */
export function messageText(text: string): string {
  return plainText(text).replaceAll(/["\\;:]/g, (mark) => `\\${mark}`)
}

/** The same as it comes back in the sensor's log. */
export function plainText(text: string): string {
  const shown = text.replaceAll(/\s+/g, ' ').replaceAll(/[^ -~]/gu, '?')
  return shown.trim().slice(0, MESSAGE_MAX).trim()
}

/** Bytes as a content: all hexadecimal, so that no byte can end the field. */
export function contentAt({ bytes, offset }: { bytes: readonly number[]; offset: number }): string {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ')
  return `content:"|${hex}|"; offset:${offset}; depth:${bytes.length}`
}

export function bytesOfText(text: string): readonly number[] {
  return [...text].map((letter) => letter.charCodeAt(0) & 0xff)
}
