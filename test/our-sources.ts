import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const packages = fileURLToPath(new URL('../node_modules/@holdpoint', import.meta.url))

type Exports = Readonly<Record<string, { readonly source?: string } | undefined>>

/**
 * Tests read the sources, not the build. Setting the `source` condition for everything would do
 * it for our packages, and break others that name that condition for files they do not ship.
 */
export const ourSources: Plugin = {
  name: 'holdpoint-sources',
  enforce: 'pre',
  resolveId(specifier) {
    const [, name, subpath = ''] = /^@holdpoint\/([^/]+)(.*)$/.exec(specifier) ?? []
    if (name === undefined) return null
    const folder = realpathSync(join(packages, name))
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      exports?: Exports
    }
    const source = manifest.exports?.[`.${subpath}`]?.source
    return source === undefined ? null : join(folder, source)
  },
}
