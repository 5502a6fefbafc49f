import { versSchemeNames } from '../../vers/schemes.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { wordSet } from '../word-list.ts'

const REGISTERED = wordSet(`
all alpine alpm cargo composer conan cpan datetime deb ebuild gem generic github golang hex intdot
lexicographic mattermost maven mozilla nginx none npm nuget openssl pypi rpm semver
`)

export const unknownVersType: Rule = {
  id: '6.2.51',
  words: 'Unknown VERS Type',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      const type = /^vers:([^/]*)\//.exec(value.name ?? '')?.[1]
      if (value.category !== 'product_version_range' || type === undefined) continue
      if (versSchemeNames.includes(type) || type === 'all' || type === 'none') continue
      const standing = REGISTERED.has(type) ? 'registered, but not compared here' : 'not registered'
      report(`${path}/name`, `the type ${shown(type)} is ${standing}`)
    }
  },
}
