import { accept, type Result, refuse } from '@holdpoint/std'
import type { Order, VersionScheme } from './scheme.ts'
import { alpm } from './schemes/alpm.ts'
import { apk } from './schemes/apk.ts'
import { conan } from './schemes/conan.ts'
import { datetime } from './schemes/datetime.ts'
import { deb } from './schemes/deb.ts'
import { gem } from './schemes/gem.ts'
import { generic } from './schemes/generic.ts'
import { maven } from './schemes/maven.ts'
import { openssl } from './schemes/openssl.ts'
import { ot } from './schemes/ot.ts'
import { intdot, lexicographic } from './schemes/plain.ts'
import { pypi } from './schemes/pypi.ts'
import { rpm } from './schemes/rpm.ts'
import { nuget, semver } from './schemes/semver.ts'
import type { VersRefusal } from './vers-refusal.ts'

const SCHEMES: ReadonlyMap<string, VersionScheme> = new Map([
  ['alpine', apk],
  ['alpm', alpm],
  ['apk', apk],
  ['cargo', semver],
  ['conan', conan],
  ['datetime', datetime],
  ['deb', deb],
  ['gem', gem],
  ['generic', generic],
  ['gentoo', apk],
  ['golang', semver],
  ['intdot', intdot],
  ['lexicographic', lexicographic],
  ['maven', maven],
  ['nginx', semver],
  ['npm', semver],
  ['nuget', nuget],
  ['openssl', openssl],
  ['ot', ot],
  ['pypi', pypi],
  ['rpm', rpm],
  ['semver', semver],
])

/** The vers types whose versions can be ordered here. */
export const versSchemeNames: readonly string[] = [...SCHEMES.keys()]

export function schemeOf(name: string): Result<VersionScheme, VersRefusal> {
  const scheme = SCHEMES.get(name)
  if (scheme !== undefined) return accept(scheme)
  const why = `no order is known for versions of type "${name}"; known: ${versSchemeNames.join(', ')}`
  return refuse({ kind: 'unknown-scheme', at: 0, why })
}

/** Feeds control these texts; no version that anybody writes comes near. */
const VERSION_CHARACTERS_MAX = 500

/** Null where the text is a version of the scheme; else what is wrong with it. */
export function versionFault(scheme: VersionScheme, version: string): string | null {
  return version.length > VERSION_CHARACTERS_MAX
    ? `a version has at most ${VERSION_CHARACTERS_MAX} characters, not ${version.length}`
    : scheme.fault(version)
}

/** How two versions of one vers type stand to each other. */
export function compareInScheme(
  name: string,
  left: string,
  right: string,
): Result<Order, VersRefusal> {
  const scheme = schemeOf(name)
  if (!scheme.ok) return scheme
  for (const version of [left, right]) {
    const fault = versionFault(scheme.value, version)
    if (fault !== null) return refuse({ kind: 'bad-version', at: 0, why: fault })
  }
  const order = scheme.value.compare(left, right)
  return order.ok ? order : refuse({ kind: 'undecided', at: 0, why: order.refusal })
}
