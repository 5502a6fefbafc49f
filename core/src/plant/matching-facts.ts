import type { AssetFacts, HashFacts, Identifiers, InstalledFacts } from '@holdpoint/csaf'
import type { Asset } from './asset.ts'
import type { InstalledSoftware } from './asset-fact.ts'
import { VERIFIED_SOURCE } from './asset-of-facts.ts'

type Stated = Pick<Asset, 'cpe' | 'purl' | 'hashes' | 'operatingSystem' | 'software' | 'source'>

/** After a reading of the device its identifiers no longer say which version it has. */
function isRead({ source }: Pick<Asset, 'source'>): boolean {
  return source.startsWith(VERIFIED_SOURCE)
}

/** What identifies an asset beside its names, and what is installed on it, as the matcher wants it. */
export function identifyingFacts(stated: Stated): Pick<AssetFacts, 'identifiers' | 'installed'> {
  const identifiers = identifiersOf(stated)
  const { operatingSystem: name, software } = stated
  const system: readonly InstalledFacts[] =
    name === null ? [] : [{ kind: 'operating-system', name }]
  const old: Pick<Identifiers, 'versionsAreOld'> = isRead(stated) ? { versionsAreOld: true } : {}
  const installed = [...system, ...software.map(installedOf)]
  return {
    ...(identifiers === null ? {} : { identifiers: { ...identifiers, ...old } }),
    ...(installed.length === 0 ? {} : { installed }),
  }
}

function installedOf({ name, version, vendor, ...named }: InstalledSoftware): InstalledFacts {
  const identifiers = identifiersOf(named)
  return {
    ...{ kind: 'software', name },
    ...(version === null ? {} : { version }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(identifiers === null ? {} : { identifiers }),
  }
}

function identifiersOf(named: {
  readonly cpe: string | null
  readonly purl: string | null
  readonly hashes?: readonly string[]
}): Identifiers | null {
  const hashes = (named.hashes ?? []).map(hashOf)
  if (named.cpe === null && named.purl === null && hashes.length === 0) return null
  return {
    ...(named.cpe === null ? {} : { cpes: [named.cpe] }),
    ...(named.purl === null ? {} : { purls: [named.purl] }),
    ...(hashes.length === 0 ? {} : { hashes }),
  }
}

function hashOf(text: string): HashFacts {
  const [algorithm = '', value = ''] = text.split(' ')
  return { algorithm, value }
}
