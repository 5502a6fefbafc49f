import { LIMITS } from './capture-limits.ts'

/** A device chose this text, and it goes on screens and into files: printable characters only. */
export function readableText(text: string): string {
  return text
    .slice(0, LIMITS.textLengthMax * 2)
    .replace(/[\p{C}\u2028\u2029\ufffd]/gu, ' ')
    .replace(/ {3,}/g, '  ')
    .trim()
    .slice(0, LIMITS.textLengthMax)
}

export function utf8Text(bytes: Buffer, start: number, end: number): string {
  return readableText(
    bytes.toString('utf8', start, Math.min(end, start + LIMITS.textLengthMax * 4)),
  )
}
