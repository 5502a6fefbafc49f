import type { Branch } from '../csaf-document.ts'
import { shown } from '../fault.ts'
import { readPackageUrl } from '../package-url.ts'
import type { Rule } from '../rule.ts'

/** What the branches say and what the CPE or PURL says must be the same as far as both say it. */
export const inconsistentProductIdentificationHelper: Rule = {
  id: '6.2.42',
  words: 'Inconsistent Product Identification Helper',
  check({ branches }, report) {
    for (const { value, path, above } of branches) {
      const helper = value.product?.product_identification_helper
      if (helper === undefined) continue
      const at = `${path}/product/product_identification_helper`
      const named = namesByCategory([...above, value])
      const wrong = helper.cpe === undefined ? null : cpeFault(helper.cpe, named)
      if (wrong !== null) report(`${at}/cpe`, wrong)
      for (const [i, purl] of (helper.purls ?? []).entries()) {
        const fault = purlVersionFault(purl, named)
        if (fault !== null) report(`${at}/purls/${i}`, fault)
      }
    }
  },
}

type Named = ReadonlyMap<string, string>

function namesByCategory(way: readonly Branch[]): Named {
  return new Map(way.map(({ category = '', name = '' }) => [category, name]))
}

/** For each part of a CPE 2.3 name by its place: the categories that it can come from. */
const COUNTERPARTS: readonly (readonly [place: number, part: string, from: readonly string[]])[] = [
  [3, 'vendor', ['vendor']],
  [4, 'product', ['product_name']],
  [5, 'version', ['product_version', 'product_version_range']],
  [6, 'update', ['patch_level', 'service_pack']],
  [8, 'language', ['language']],
  [11, 'target hardware', ['architecture', 'platform']],
]

function cpeFault(cpe: string, named: Named): string | null {
  // A backslash keeps the colon behind it from parting.
  const parts = cpe.split(/(?<!\\):/)
  if (parts[1] !== '2.3') return null
  for (const [place, part, from] of COUNTERPARTS) {
    const value = parts[place] ?? '*'
    const isOpen = value === '*' || value === '-'
    const given = from.some((category) => named.has(category))
    if (!isOpen && !given) return `has the ${part} ${shown(value)}, which no branch gives`
    const mustSay = place <= 4 || (place === 5 && named.has('product_version'))
    if (isOpen && given && mustSay) return `leaves out the ${part}, which a branch gives`
  }
  const version = named.get('product_version')
  const own = (parts[5] ?? '*').replaceAll('\\', '')
  if (version === undefined || own === '*' || own === '-') return null
  return own.toLowerCase() === version.toLowerCase()
    ? null
    : `has the version ${shown(own)}; the branch says ${shown(version)}`
}

function purlVersionFault(text: string, named: Named): string | null {
  const version = named.get('product_version')
  const purl = readPackageUrl(text)
  if (version === undefined || typeof purl === 'string' || purl.version === version) return null
  return purl.version === ''
    ? `leaves out the version, which a branch gives`
    : `has the version ${shown(purl.version)}; the branch says ${shown(version)}`
}
