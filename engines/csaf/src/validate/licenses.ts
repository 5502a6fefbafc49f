import {
  DEPRECATED_EXCEPTIONS,
  DEPRECATED_LICENSES,
  EXCEPTIONS,
  LICENSES,
} from './data/spdx-names.ts'
import type { LicenseName } from './license-expression.ts'
import { wordSet } from './word-list.ts'

interface Names {
  readonly current: Readonly<Record<'license' | 'exception', ReadonlySet<string>>>
  readonly deprecated: Readonly<Record<'license' | 'exception', ReadonlySet<string>>>
}

let made: Names | null = null

function names(): Names {
  made ??= {
    current: { license: wordSet(LICENSES), exception: wordSet(EXCEPTIONS) },
    deprecated: {
      license: wordSet(DEPRECATED_LICENSES),
      exception: wordSet(DEPRECATED_EXCEPTIONS),
    },
  }
  return made
}

// What AboutCode's LicenseDB lists bears this prefix; its list is not here, so the name is trusted.
const SCANCODE = /^LicenseRef-scancode-/

/** How a name stands to the lists of SPDX; `own` are those that no list is meant to hold. */
export function standingOfLicense({
  name,
  kind,
}: LicenseName): 'current' | 'deprecated' | 'unknown' | 'own' {
  if (kind === 'own') return SCANCODE.test(name) ? 'current' : 'own'
  const { current, deprecated } = names()
  if (deprecated[kind].has(name)) return 'deprecated'
  // Made for the conditions of programs; the list names it apart.
  if (name === 'any-OSI' || name === 'any-OSI-perl-modules') return 'current'
  return current[kind].has(name) ? 'current' : 'unknown'
}
