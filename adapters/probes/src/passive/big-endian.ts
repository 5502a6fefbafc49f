/** Reads past the end give zeros: who asks has checked the length, or rejects zeros anyway. */
export function u16be(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

export function u32be(bytes: Buffer, at: number): number {
  return u16be(bytes, at) * 65_536 + u16be(bytes, at + 2)
}

export function u16le(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}

export function u32le(bytes: Buffer, at: number): number {
  return u16le(bytes, at + 2) * 65_536 + u16le(bytes, at)
}
