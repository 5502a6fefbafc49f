import { accept, type Result, refuse } from '@holdpoint/std'
import type { BytePattern, FactsRefusal, PlacedBytes } from './vulnerability-facts.ts'

const HEX = /^(?:[0-9a-f]{2} ?)+$/i
/** Fewer bytes than this are met by chance in ordinary traffic. */
const BYTES_MIN = 4
/** Within the first segment of a message, on every network. */
const END_MAX = 1400
const PATTERNS_MAX = 16

/** Every pattern at its place from the message's start; without a place nothing tells it from payload. */
export function placedBytes(
  contents: readonly BytePattern[],
): Result<readonly PlacedBytes[], FactsRefusal> {
  const out: PlacedBytes[] = []
  let end = 0
  for (const [at, { hex, offset, distance }] of contents.entries()) {
    const where = `exploit.contents[${at}]`
    if (!HEX.test(hex)) return no(where, `"${hex}" is not hexadecimal`, 'pairs of 0-9 and a-f')
    const bytes = (hex.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16))
    if ((offset === undefined) === (distance === undefined)) {
      const missing = 'offset from the start, or distance from the bytes before: exactly one'
      return no(where, 'where the bytes stand is not said once', missing)
    }
    const start = offset ?? end + (distance ?? 0)
    if (!Number.isInteger(start) || start < end || start + bytes.length > END_MAX) {
      return no(where, `byte ${start} is no place for them`, `in order, before byte ${END_MAX}`)
    }
    end = start + bytes.length
    out.push({ bytes, offset: start })
  }
  const count = out.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (count < BYTES_MIN || out.length > PATTERNS_MAX) {
    const why = `${count} bytes in ${out.length} places do not tell a message apart`
    return no('exploit.contents', why, `${BYTES_MIN} bytes or more, at most ${PATTERNS_MAX} places`)
  }
  return accept(out)
}

function no(where: string, why: string, missing: string): Result<never, FactsRefusal> {
  return refuse({ kind: 'facts-refused', where, why, missing })
}
