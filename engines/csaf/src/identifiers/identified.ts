import type { Product } from '../advisory.ts'
import { writeVers } from '../vers/read-vers.ts'
import { versContains } from '../vers/version-range.ts'
import { compareVersions } from '../versions/compare-versions.ts'
import { parseVersion } from '../versions/version.ts'
import type { Standing } from '../versions/version-condition.ts'
import { compareCpesIn, compareCpeValues } from './compare-cpe.ts'
import type { Cpe } from './cpe.ts'
import { type KnownIdentifiers, versionOfCpe } from './known-identifiers.ts'
import { type PackageName, packageDoubt } from './package-name.ts'

/** What identifiers alone say of an asset and an entry. */
export interface Identified {
  readonly by: 'hash' | 'uri' | 'cpe' | 'purl'
  /** Why it may be another thing nevertheless. */
  readonly doubt: string | null
  readonly reason: string
  readonly version: VersionSaid | null
}

/** What an identifier says of the version, beside the version text of the entry. */
export interface VersionSaid {
  readonly standing: Standing
  readonly reason: string
  /** `always`: it decides where the text does not; `alone`: only where there is no text. */
  readonly counts: 'always' | 'alone'
}

/** Null where no identifier speaks of both. Two names that differ do not make two products. */
export function identified(
  own: KnownIdentifiers,
  listed: KnownIdentifiers,
  product: Product,
): Identified | null {
  const found = [
    ...byExact(own, listed),
    ...own.cpes.flatMap((one) => listed.cpes.flatMap((other) => byCpe(other, one) ?? [])),
    ...own.packages.flatMap((one) =>
      listed.packages.flatMap((other) => byPackage(other, one, product) ?? []),
    ),
  ]
  return found.find(({ doubt }) => doubt === null) ?? found[0] ?? null
}

function byExact(own: KnownIdentifiers, listed: KnownIdentifiers): readonly Identified[] {
  const hash = [...listed.hashes].find((one) => own.hashes.has(one))
  if (hash !== undefined) {
    const reason = `a file of it has the listed hash ${hash}`
    const version = { standing: 'inside', reason, counts: 'always' } as const
    return [{ by: 'hash', doubt: null, reason, version }]
  }
  const uri = [...listed.uris].find((one) => own.uris.has(one))
  if (uri === undefined) return []
  return [{ by: 'uri', doubt: null, reason: `it is listed as ${uri}`, version: null }]
}

type WrittenCpe = KnownIdentifiers['cpes'][number]
type WrittenPackage = KnownIdentifiers['packages'][number]

const FINE = ['edition', 'language', 'sw_edition', 'target_sw', 'target_hw', 'other'] as const

/** The entry's name is the source, that of the asset the target (NIST IR 7696, 6.2). */
function byCpe(listed: WrittenCpe, own: WrittenCpe): Identified | null {
  const what = compareCpesIn(['part', 'vendor', 'product'], listed.cpe, own.cpe)
  // Without a vendor a name could mean anything; one that differs says nothing beside the names.
  if (what === 'disjoint' || listed.cpe.vendor.kind !== 'text') return null
  const reason = `its CPE ${own.written} is of ${listed.written}`
  const version = cpeVersion(listed.cpe, own.cpe)
  return { by: 'cpe', doubt: cpeDoubt(listed.cpe, own.cpe), reason, version }
}

function cpeDoubt(listed: Cpe, own: Cpe): string | null {
  if (listed.product.kind !== 'text') return 'the CPE listed names no product'
  if (own.part.kind === 'any' && listed.part.kind !== 'any') return 'its CPE names no part'
  for (const name of FINE) {
    const relation = compareCpeValues(listed[name], own[name])
    if (relation === 'equal' || relation === 'superset') continue
    const said = (cpe: Cpe) => {
      const value = cpe[name]
      return value.kind === 'text' ? value.text : value.kind === 'na' ? 'none' : 'any'
    }
    return `the CPE listed has the ${name} ${said(listed)}, that of the asset ${said(own)}`
  }
  return null
}

/** Null where the listed name says nothing of a version. */
function cpeVersion(listed: Cpe, own: Cpe): VersionSaid | null {
  const counts = 'alone'
  if (listed.version.kind === 'any') {
    return { standing: 'inside', reason: 'the CPE listed takes any version', counts }
  }
  const relation = compareCpesIn(['version', 'update'], listed, own)
  const said = versionOfCpe(listed)
  const reason = `the CPE listed is of version ${said ?? 'no single one'}`
  if (relation === 'equal' || relation === 'superset') return { standing: 'inside', reason, counts }
  const [one, other] = [said, versionOfCpe(own)].map((text) => parseVersion(text ?? ''))
  if (relation !== 'disjoint' || !one || !other) return { standing: 'unknown', reason, counts }
  const { order } = compareVersions(other, one)
  if (order === 'equal') return { standing: 'inside', reason, counts }
  const isOther = order === 'less' || order === 'greater'
  return { standing: isOther ? 'outside' : 'unknown', reason, counts }
}

function byPackage(
  listed: WrittenPackage,
  own: WrittenPackage,
  product: Product,
): Identified | null {
  if (listed.name.looseKey !== own.name.looseKey) return null
  const doubt = packageDoubt(listed.name, own.name)
  const version = packageVersion(listed.name, own.name, product)
  const reason = `its package ${own.written} is that of ${listed.written}`
  return { by: 'purl', doubt, reason, version }
}

/** By the order of the package's own kind, where the branch or the package URL listed says it so. */
function packageVersion(
  listed: PackageName,
  own: PackageName,
  { versionText }: Product,
): VersionSaid | null {
  const text = versionText?.trim() ?? null
  const [, scheme] = /^vers:([a-z0-9.-]+)\//.exec(text ?? '') ?? []
  if (text !== null && scheme !== undefined && scheme === own.type) {
    const counts = 'always'
    const known = own.version === null ? null : versContains(text, own.version)
    const reason = `of ${own.type} packages the advisory means ${text}: ${own.version ?? 'the version is not known'}`
    if (known?.ok !== true) return { standing: 'unknown', reason, counts }
    return { standing: known.value ? 'inside' : 'outside', reason, counts }
  }
  if (listed.version === null) {
    const reason = 'the package URL listed takes any version'
    return { standing: 'inside', reason, counts: 'alone' }
  }
  return exactly(own, listed.version)
}

function exactly(own: PackageName, version: string): VersionSaid {
  const counts = 'alone'
  const reason = `the package URL listed is of version ${version}`
  if (own.version === version) return { standing: 'inside', reason, counts }
  if (own.version === null) return { standing: 'unknown', reason, counts }
  const same = versContains(writeVers(own.type, [{ comparator: '=', version }]), own.version)
  if (!same.ok) return { standing: 'unknown', reason, counts }
  return { standing: same.value ? 'inside' : 'outside', reason, counts }
}
