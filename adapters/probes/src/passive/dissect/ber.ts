/** One BER element (X.690): its tag and where its content lies. */
export type Element = {
  readonly tag: number
  readonly start: number
  readonly end: number
}

const LENGTH_BYTES_MAX = 4
const ELEMENTS_MAX = 256
const ARCS_MAX = 64

/** Null where none begins at `at`, or where it would reach beyond `end`. */
export function elementAt(bytes: Buffer, at: number, end: number): Element | null {
  if (at + 2 > end) return null
  const tag = bytes[at] ?? 0
  // Tags above 30 need more bytes; nothing that is read here has one.
  if ((tag & 0x1f) === 0x1f) return null
  const first = bytes[at + 1] ?? 0
  if (first < 0x80) return within({ tag, start: at + 2, end: at + 2 + first }, end)
  const count = first & 0x7f
  if (count === 0 || count > LENGTH_BYTES_MAX || at + 2 + count > end) return null
  const start = at + 2 + count
  return within({ tag, start, end: start + bytes.readUIntBE(at + 2, count) }, end)
}

/** The elements in a constructed one, in their order; what is cut off ends the list. */
export function elementsIn(bytes: Buffer, { start, end }: Element): readonly Element[] {
  const found: Element[] = []
  for (let at = start; at < end && found.length < ELEMENTS_MAX; ) {
    const element = elementAt(bytes, at, end)
    if (element === null) break
    found.push(element)
    at = element.end
  }
  return found
}

/** An object identifier as `1.3.6.1`; empty where it is none. */
export function objectIdentifier(bytes: Buffer, { start, end }: Element): string {
  const arcs: number[] = []
  let value = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    value = value * 128 + (byte & 0x7f)
    if (value > 0xffffffff || arcs.length > ARCS_MAX) return ''
    if ((byte & 0x80) !== 0) continue
    arcs.push(value)
    value = 0
  }
  const [first, ...rest] = arcs
  if (first === undefined) return ''
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...rest].join('.')
}

function within(element: Element, end: number): Element | null {
  return element.end <= end ? element : null
}
