import type { Breach, Rule, Tree } from '../tree.ts'

const DOCUMENT = 'docs/DEPENDENCIES.md'

type Locked = {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
}
type Manifest = Readonly<Record<string, unknown>>

const KINDS = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies']

export const pinnedDependencies: Rule = {
  name: 'every dependency is pinned exactly and has its sentence in docs/DEPENDENCIES.md',
  check: (tree) => [...staleRows(tree), ...undisciplined(tree)],
}

function staleRows(tree: Tree): Breach[] {
  const names = manifests(tree).flatMap(([, text]) => declared(text).map(({ name }) => name))
  const lines = (tree.get(DOCUMENT) ?? '').split('\n')
  return lines.flatMap((text, i) => {
    const row = /^\| `([^`]+)` \|/.exec(text)?.[1]
    if (row === undefined || names.some((name) => name === row || familyOf(name) === row)) return []
    return [{ path: DOCUMENT, line: i + 1, what: `${row} is no dependency any more` }]
  })
}

function undisciplined(tree: Tree): Breach[] {
  return manifests(tree).flatMap(([path, text]) =>
    declared(text).flatMap(({ name, version }): Breach[] => {
      const line = text.split('\n').findIndex((each) => each.includes(`"${name}":`)) + 1
      const loose = !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)
      const unsaid = !name.startsWith('@holdpoint/') && !mentions(tree.get(DOCUMENT) ?? '', name)
      return [
        ...(loose ? [{ path, line, what: `${name} is not pinned: "${version}"` }] : []),
        ...(unsaid ? [{ path, line, what: `${name} has no sentence in ${DOCUMENT}` }] : []),
      ]
    }),
  )
}

function manifests(tree: Tree): [string, string][] {
  return [...tree].filter(([path]) => /(^|\/)package\.json$/.test(path))
}

function declared(text: string): { name: string; version: string }[] {
  const manifest = JSON.parse(text) as Manifest
  return KINDS.flatMap((kind) =>
    Object.entries((manifest[kind] ?? {}) as Record<string, string>).map(([name, version]) => ({
      name,
      version,
    })),
  )
}

/** A row of the table names it; `@scope/*` stands for a family that comes together. */
function mentions(document: string, name: string): boolean {
  return [name, familyOf(name)].some((each) => document.includes(`| \`${each}\` |`))
}

const familyOf = (name: string): string => name.replace(/\/.*/, '/*')

const FREE = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'CC0-1.0'],
  ...['BlueOak-1.0.0', 'Unlicense', 'Python-2.0', 'CC-BY-4.0', 'PostgreSQL'],
])

/** Weak copyleft may help to build and test; it is not in what we ship. */
const FREE_FOR_TOOLS = new Set([...FREE, 'MPL-2.0'])

/**
 * Weak copyleft in what ships, each with an architecture decision: used whole and unchanged, as a
 * package of its own that anybody can exchange.
 */
const BY_DECISION = new Map([['node_modules/openpgp', 'LGPL-3.0+']])

/** Packages that state their licence where npm's lockfile does not look: read by hand, once. */
const READ_BY_HAND = new Map([
  ['node_modules/ssh2@1.17.0', 'MIT'],
  ['node_modules/cpu-features@0.0.10', 'MIT'],
  ['node_modules/buildcheck@0.0.7', 'MIT'],
  ['node_modules/dequeue@1.0.5', 'BSD-2-Clause'],
  ['node_modules/precond@0.2.3', 'MIT'],
])

export const licences: Rule = {
  name: 'every package that the lockfile names has a licence we may ship',
  check: (tree) => {
    const path = 'package-lock.json'
    const text = tree.get(path) ?? '{}'
    const { packages = {} } = JSON.parse(text) as { packages?: Record<string, Locked> }
    return Object.entries(packages).flatMap(([name, entry]): Breach[] => {
      if (!name.includes('node_modules/') || entry.link === true) return []
      const licence = entry.license ?? READ_BY_HAND.get(`${name}@${entry.version}`) ?? 'none'
      if (mayUse(licence, entry.dev === true) || BY_DECISION.get(name) === licence) return []
      const line = text.split('\n').findIndex((each) => each.includes(`"${name}":`)) + 1
      return [{ path, line, what: `${name}: licence "${licence}"` }]
    })
  },
}

/** SPDX expressions as packages write them: an AND needs both, an OR needs one. */
export function mayUse(expression: string, isTool: boolean): boolean {
  const free = isTool ? FREE_FOR_TOOLS : FREE
  const bare = expression.replace(/[()]/g, '')
  return bare.split(/\s+OR\s+/).some((each) => each.split(/\s+AND\s+/).every((id) => free.has(id)))
}
