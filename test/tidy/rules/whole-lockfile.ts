import type { Breach, Rule } from '../tree.ts'

type Locked = { readonly optionalDependencies?: Readonly<Record<string, string>> }

/**
 * A lockfile written where a package for some other platform could not be had leaves it out, and
 * then `npm ci` refuses the whole lockfile on every machine that has nothing installed yet.
 */
export const wholeLockfile: Rule = {
  name: 'the lockfile names every platform’s packages',
  check: (tree) => {
    const path = 'package-lock.json'
    const text = tree.get(path) ?? '{}'
    const { packages = {} } = JSON.parse(text) as { packages?: Record<string, Locked> }
    return Object.entries(packages).flatMap(([owner, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !isLocked(packages, owner, name))
        .map((name): Breach => {
          const line = text.split('\n').findIndex((each) => each.includes(`"${owner}":`)) + 1
          return { path, line, what: `${owner} wants ${name}, which is not in the lockfile` }
        }),
    )
  },
}

/** npm looks for a package below its owner first, then upwards. */
function isLocked(packages: Record<string, Locked>, owner: string, name: string): boolean {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true
    if (folder === '') return false
  }
}
