/**
 * A request as it may leave: hexadecimal, `??` for a byte that varies, and `{name}` for what an
 * earlier answer of the device gave. A hole takes only what has its form; everything else is
 * compared.
 */
const holes = {
  /** The length of the whole message: it must be its length. */
  size: (bytes, at) => (at + 4 <= bytes.length && bytes.readUInt32LE(at) === bytes.length ? 4 : -1),
  channel: () => 4,
  token: () => 4,
  time: () => 8,
  session: nodeIdBytes,
  policy: anonymousTokenBytes,
} as const satisfies Readonly<Record<string, (bytes: Buffer, at: number) => number>>

export type Hole = keyof typeof holes

const HOLE_BYTES_MAX = 255

/** The parts of a pattern: a hole by its name, or hexadecimal digits with `?`. */
function partsOf(pattern: string): readonly string[] {
  return pattern.replaceAll(' ', '').match(/\{[a-z]+\}|[0-9a-f?]+/g) ?? []
}

export function matchesPattern(pattern: string, request: Uint8Array): boolean {
  const bytes = Buffer.from(request)
  let at = 0
  for (const part of partsOf(pattern)) {
    const length = part.startsWith('{') ? holeBytes(part, bytes, at) : fixedBytes(part, bytes, at)
    if (length < 0 || at + length > bytes.length) return false
    at += length
  }
  return at === bytes.length
}

/** The request of this pattern; `number` goes into its varying bytes, low byte first. */
export function filled(
  pattern: string,
  values: { readonly [hole in Hole]?: Uint8Array },
  number = 0,
): Buffer {
  const digits = number.toString(16).padStart(2, '0')
  let sizeAt = -1
  const parts: Buffer[] = []
  for (const part of partsOf(pattern)) {
    const name = part.slice(1, -1) as Hole
    if (part === '{size}') sizeAt = Buffer.concat(parts).length
    if (!part.startsWith('{')) parts.push(Buffer.from(part.replaceAll('??', digits), 'hex'))
    else parts.push(Buffer.from(values[name] ?? Buffer.alloc(4)))
  }
  const message = Buffer.concat(parts)
  if (sizeAt >= 0) message.writeUInt32LE(message.length, sizeAt)
  return message
}

function fixedBytes(digits: string, bytes: Buffer, at: number): number {
  const length = digits.length / 2
  const found = bytes.toString('hex', at, at + length)
  if (found.length !== digits.length) return -1
  const same = [...digits].every((digit, i) => digit === '?' || digit === found[i])
  return same ? length : -1
}

function holeBytes(part: string, bytes: Buffer, at: number): number {
  const hole = holes[part.slice(1, -1) as Hole] as (typeof holes)[Hole] | undefined
  return hole === undefined ? -1 : hole(bytes, at)
}

/** One NodeId (OPC 10000-6, 5.2.2.9) in any of its six forms. */
function nodeIdBytes(bytes: Buffer, at: number): number {
  const form = bytes[at] ?? -1
  const fixed = [2, 4, 7, -1, 19][form] ?? -1
  if (fixed > 0) return fixed
  if ((form !== 3 && form !== 5) || at + 7 > bytes.length) return -1
  const length = bytes.readUInt32LE(at + 3)
  return length <= HOLE_BYTES_MAX ? 7 + length : -1
}

/** Body of an AnonymousIdentityToken: its length, and the server's name of the policy. */
function anonymousTokenBytes(bytes: Buffer, at: number): number {
  if (at + 8 > bytes.length) return -1
  const [body, text] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
  return text <= HOLE_BYTES_MAX && body === text + 4 ? 8 + text : -1
}
