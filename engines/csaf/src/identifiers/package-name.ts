import { accept, type Result, refuse } from '@holdpoint/std'
import { readPackageUrl } from '../validate/package-url.ts'

/** A package URL as two of them are compared: by type, namespace and name, then by the rest. */
export interface PackageName {
  readonly type: string
  /** Type, namespace and name in the spelling of their type. */
  readonly key: string
  /** The same in small letters: by it alone two packages may be one. */
  readonly looseKey: string
  readonly version: string | null
  readonly qualifiers: ReadonlyMap<string, string>
  readonly subpath: string
}

// The types whose definitions say that namespace and name are written in small letters.
const SMALL_LETTERS = new Set(
  (
    'alpm apk bitbucket bitnami composer deb github gitlab golang hex luarocks npm oci otp pub pypi ' +
    'qpkg'
  ).split(' '),
)
const PURL_LENGTH_MAX = 2000

/** Reads a package URL; the refusal is the rest of a sentence. */
export function readPackageName(written: string): Result<PackageName, string> {
  if (written.length > PURL_LENGTH_MAX)
    return refuse(`is longer than ${PURL_LENGTH_MAX} characters`)
  const read = readPackageUrl(written.trim())
  if (typeof read === 'string') return refuse(read)
  const { type, namespace, name, version, qualifiers, subpath } = read
  const small = SMALL_LETTERS.has(type)
  const spelt = [
    small || type === 'rpm' ? namespace.toLowerCase() : namespace,
    small ? name.toLowerCase() : name,
  ]
  // PyPI takes both for one letter.
  if (type === 'pypi') spelt[1] = (spelt[1] ?? '').replaceAll('_', '-')
  const key = JSON.stringify([type, ...spelt])
  return accept({
    type,
    key,
    looseKey: key.toLowerCase(),
    version: version === '' ? null : version,
    qualifiers,
    subpath: subpath.split('/').filter(isStep).join('/'),
  })
}

function isStep(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..'
}

/** What keeps the asset's package from being surely the one that is listed; null where nothing does. */
export function packageDoubt(listed: PackageName, own: PackageName): string | null {
  if (listed.key !== own.key) return 'the names differ in small and capital letters'
  for (const [name, value] of listed.qualifiers) {
    // Where it was fetched from does not make another package.
    if (PLACES.has(name)) continue
    const has = own.qualifiers.get(name)
    if (has === undefined) return `only ${name} ${value} is meant; that of the asset is not said`
    if (has !== value) return `only ${name} ${value} is meant; the asset has ${has}`
  }
  if (listed.subpath !== '' && listed.subpath !== own.subpath) {
    return `only ${listed.subpath} within the package is meant`
  }
  return null
}

const PLACES = new Set(['repository_url', 'download_url', 'vcs_url', 'checksum', 'checksums'])
