import { shown } from './fault.ts'

export interface PackageUrl {
  readonly type: string
  readonly namespace: string
  readonly name: string
  readonly version: string
  readonly qualifiers: ReadonlyMap<string, string>
  readonly subpath: string
}

// Types of package for which ECMA-427 knows no namespace, and those that cannot be without one.
const WITHOUT_NAMESPACE = new Set(
  'bitnami cargo cocoapods conda cran gem hackage mlflow nuget oci opam pub pypi'.split(' '),
)
const WITH_NAMESPACE = new Set(
  'alpm apk bitbucket composer deb github golang huggingface maven qpkg rpm swift'.split(' '),
)

/** What is wrong with a package URL by ECMA-427, or null. */
export function purlFault(text: string): string | null {
  const read = readPackageUrl(text)
  return typeof read === 'string' ? `${shown(text)} ${read}` : null
}

/** The parts of a package URL as they compare, or what is wrong with it. */
export function readPackageUrl(text: string): PackageUrl | string {
  const [beforeHash, subpath = ''] = cut(text, text.indexOf('#'))
  const [path, query = ''] = cut(beforeHash, beforeHash.indexOf('?'))
  if (!/^pkg:/i.test(path)) return 'does not begin with pkg:'
  const [type = '', ...segments] = path.slice(4).replace(/^\/+/, '').split('/')
  if (!/^[a-z.-][a-z0-9.-]*$/i.test(type)) return `has no allowed type, but ${shown(type)}`
  const [unversioned, version = ''] = cutVersion(segments.join('/').replace(/^\/+|\/+$/g, ''))
  const parts = unversioned.split('/').filter((part) => part !== '')
  const name = parts.at(-1) ?? ''
  if (name === '') return 'has no name'
  const namespace = parts.slice(0, -1).join('/')
  const qualifiers = readQualifiers(query)
  if (typeof qualifiers === 'string') return qualifiers
  const decoded = [namespace, name, version, subpath].map(decode)
  if (decoded.includes(null)) return 'has a percent sign that encodes nothing'
  const kind = type.toLowerCase()
  if (namespace !== '' && WITHOUT_NAMESPACE.has(kind)) {
    return `has the namespace ${shown(namespace)}, but the type ${kind} has none`
  }
  if (namespace === '' && WITH_NAMESPACE.has(kind)) {
    return `has no namespace, but the type ${kind} must have one`
  }
  const [a = '', b = '', c = '', d = ''] = decoded.map((part) => part ?? '')
  return { type: kind, namespace: a, name: b, version: c, qualifiers, subpath: d }
}

function readQualifiers(query: string): ReadonlyMap<string, string> | string {
  const found = new Map<string, string>()
  if (query === '') return found
  for (const pair of query.split('&')) {
    const [key, value = ''] = cut(pair, pair.indexOf('='))
    if (!/^[a-z][a-z0-9._-]*$/i.test(key)) return `has ${shown(key)}, which cannot be a qualifier`
    const decoded = decode(value)
    if (decoded === null) return 'has a percent sign that encodes nothing'
    if (found.has(key.toLowerCase())) return `has the qualifier ${shown(key)} twice`
    if (decoded !== '') found.set(key.toLowerCase(), decoded)
  }
  return found
}

function cutVersion(text: string): readonly [string, string?] {
  return cut(text, text.lastIndexOf('@'))
}

function cut(text: string, at: number): readonly [string, string?] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
