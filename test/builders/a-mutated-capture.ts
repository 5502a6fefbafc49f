import type { CapturedFrame } from './a-capture.ts'

/** Seeded damage: the same seed makes the same capture. */
export type Dice = () => number

/** A small generator (mulberry32): fuzzing wants speed and replay, not cryptography. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const EXTREMES = [0, 1, 0x7f, 0x80, 0xfe, 0xff] as const
const FILE_HEADER_BYTES = 40

/** One to twelve faults, most of them behind the header, where the protocols are. */
export function mutated(bytes: Buffer, other: Buffer, roll: Dice): Buffer {
  let out: Buffer = Buffer.from(bytes)
  const faults = 1 + Math.floor(roll() * 12)
  for (let i = 0; i < faults && out.length > 0; i++) out = fault(out, other, roll)
  return out
}

/**
 * The same for frames: damaged, repeated, lost, cut or moved one by one, so that the capture stays
 * whole and the damage is met by the protocols.
 */
export function mutatedFrames(frames: readonly CapturedFrame[], roll: Dice): CapturedFrame[] {
  const rate = roll() * 0.5
  return frames.flatMap((frame) => {
    if (roll() > rate) return [frame]
    const kind = roll()
    if (kind < 0.08) return []
    if (kind < 0.16) return [frame, frame]
    const at = Math.floor(roll() * frame.bytes.length)
    if (kind < 0.25) return [{ bytes: frame.bytes.subarray(0, at), wireLength: frame.bytes.length }]
    const bytes = Buffer.from(frame.bytes)
    const faults = 1 + Math.floor(roll() * 3)
    // Behind the headers of link, network and transport most of the time.
    for (let i = 0; i < faults; i++) damage(bytes, roll() < 0.85 ? 42 : 0, roll)
    return [{ bytes }]
  })
}

function damage(bytes: Buffer, from: number, roll: Dice): void {
  const start = Math.min(from, bytes.length - 1)
  const at = start + Math.floor(roll() * (bytes.length - start))
  const kind = roll()
  if (kind < 0.4) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(roll() * 8))
  else if (kind < 0.8) bytes[at] = EXTREMES[Math.floor(roll() * EXTREMES.length)] ?? 0
  else word(bytes, at, roll)
}

function fault(bytes: Buffer, other: Buffer, roll: Dice): Buffer {
  const inHeader = roll() < 0.03
  const from = inHeader ? 0 : Math.min(FILE_HEADER_BYTES, bytes.length - 1)
  const to = inHeader ? Math.min(FILE_HEADER_BYTES, bytes.length) : bytes.length
  const at = from + Math.floor(roll() * (to - from))
  const length = Math.floor(roll() ** 3 * 200)
  const kind = roll()
  if (kind < 0.3) {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(roll() * 8))
    return bytes
  }
  if (kind < 0.5) {
    bytes[at] = EXTREMES[Math.floor(roll() * EXTREMES.length)] ?? 0
    return bytes
  }
  if (kind < 0.65) return word(bytes, at, roll)
  if (kind < 0.75) return bytes.fill(roll() * 256, at, Math.min(bytes.length, at + length))
  if (kind < 0.82) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
  if (kind < 0.89) {
    return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)])
  }
  if (kind < 0.97) {
    const take = Math.floor(roll() * other.length)
    return Buffer.concat([
      bytes.subarray(0, at),
      other.subarray(take, take + length),
      bytes.subarray(at),
    ])
  }
  return bytes.subarray(0, at)
}

/** Lengths and counts are words: make one very wrong. */
function word(bytes: Buffer, at: number, roll: Dice): Buffer {
  const wide = roll() < 0.5
  if (at + 4 > bytes.length) return bytes
  const value = roll() < 0.5 ? 0xffffffff : Math.floor(roll() * 0xffffffff)
  if (wide) bytes.writeUInt32BE(value >>> 0, at)
  else bytes.writeUInt16LE(value & 0xffff, at)
  return bytes
}
