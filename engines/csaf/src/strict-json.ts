import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'

// Browsers and Node both have it; the language's own type library does not know it.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string }

/** Why bytes are not JSON. */
export interface NotJson {
  readonly line: number
  readonly why: string
}

/** UTF-8 without byte order mark, then JSON. */
export function readStrictJson(bytes: Uint8Array): Result<JsonValue, NotJson> {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return accept(JSON.parse(decoder.decode(bytes)) as JsonValue)
  } catch (error) {
    return refuse({ line: 1, why: error instanceof Error ? error.message : 'unreadable' })
  }
}
