/** The text of UTF-8 bytes; null where they are not UTF-8. A byte order mark stays and is seen. */
export function textOfUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** How many bytes the text takes as UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length
}

/** The offset of the first byte that is not UTF-8; the length where all of it is. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length + 1
  // A prefix that may continue into UTF-8 stays so when it is made shorter: halving finds the edge.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (mayContinue(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function mayContinue(prefix: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', FATAL).decode(prefix, { stream: true })
    return true
  } catch {
    return false
  }
}

// Every host of ours (Node, browsers) has these two; the ECMAScript library types do not name them.
interface Decoder {
  decode(bytes: Uint8Array, options?: { stream: boolean }): string
}
declare const TextDecoder: new (label: string, options: typeof FATAL) => Decoder
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

const FATAL = { fatal: true, ignoreBOM: true }
const decoder = new TextDecoder('utf-8', FATAL)
const encoder = new TextEncoder()
