import { accept, type Result, refuse } from '@holdpoint/std'
import { readConanRange } from './native/conan.ts'
import type { Alternative, NativeReader } from './native/native-range.ts'
import { readNpmRange } from './native/npm.ts'
import {
  readBracketRange,
  readGemRange,
  readList,
  readNginxRange,
  readNugetRange,
  readPypiRange,
} from './native/other.ts'
import { writeVers } from './read-vers.ts'
import { compareInScheme } from './schemes.ts'
import type { VersRefusal } from './vers-refusal.ts'
import { type CanonicalVers, sequenceFault, sortConstraints } from './version-range.ts'

const NATIVE_CHARACTERS_MAX = 5000

const READERS: ReadonlyMap<string, NativeReader> = new Map([
  ['conan', readConanRange],
  ['gem', readGemRange],
  ['intdot', readList],
  ['maven', readBracketRange],
  ['nginx', readNginxRange],
  ['npm', readNpmRange],
  ['nuget', readNugetRange],
  ['openssl', readList],
  ['pypi', readPypiRange],
  ['semver', readNpmRange],
])

/** The vers types whose own notation of ranges is read. */
export const nativeSchemeNames: readonly string[] = [...READERS.keys()]

/**
 * A native range as vers. Its bounds are sorted and not joined; where they overlap, as alternatives
 * may, the fault says so and `versContains` refuses the range.
 */
export function fromNative(scheme: string, range: string): Result<CanonicalVers, VersRefusal> {
  const read = READERS.get(scheme)
  if (read === undefined) {
    const why = `no native ranges are read for "${scheme}"; known: ${nativeSchemeNames.join(', ')}`
    return refuse({ kind: 'unknown-scheme', at: 0, why })
  }
  if (range.length > NATIVE_CHARACTERS_MAX) {
    const why = `longer than ${NATIVE_CHARACTERS_MAX} characters`
    return refuse({ kind: 'too-long', at: NATIVE_CHARACTERS_MAX, why })
  }
  if (range.trim() === '*' && scheme !== 'conan') {
    return accept({ text: `vers:${scheme}/*`, fault: null })
  }
  const bounds = read(range.trim())
  if (!bounds.ok) return refuse({ kind: 'bad-native-range', at: 0, why: bounds.refusal })
  for (const alternative of bounds.value) {
    const fault = emptyFault(scheme, alternative)
    if (fault !== null) return refuse(fault)
  }
  const constraints = bounds.value.flat().map((bound) => ({ ...bound, at: 0 }))
  const sorted = sortConstraints({ scheme, constraints })
  if (!sorted.ok) return sorted
  const fault = sequenceFault(scheme, sorted.value)
  return accept({ text: writeVers(scheme, sorted.value), fault })
}

/** What holds no version cannot be sorted: `<1 >=2` would become everything below and above. */
function emptyFault(scheme: string, alternative: Alternative): VersRefusal | null {
  for (const low of alternative) {
    for (const high of alternative) {
      const order = compareInScheme(scheme, low.version, high.version)
      if (!order.ok) return order.refusal
      if (!low.comparator.startsWith('>') || !high.comparator.startsWith('<')) continue
      if (order.value <= 0) continue
      const why = `nothing lies above ${low.version} and below ${high.version}`
      return { kind: 'bad-native-range', at: 0, why }
    }
  }
  return null
}
