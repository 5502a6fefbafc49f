import { identified, type VersionSaid } from '../identifiers/identified.ts'
import { versionsSaid } from '../identifiers/known-identifiers.ts'
import type { AssetSubject } from '../products/subjects.ts'
import { findVersion, type TextFinding, type VersionFinding } from '../versions/product-versions.ts'
import type { Entry } from './prepared-advisory.ts'

const RULE = 'version of an identifier'

/** What the identifiers say of the version, beside what the version text says of the one recorded. */
export function versionSaid(one: AssetSubject, entry: Entry, found: TextFinding): VersionFinding {
  if (one.identifiers === null || one.identifiers.versionsAreOld) return found
  const other = otherVersion(one, entry, found)
  if (other !== null) {
    return { standing: 'unknown', rule: RULE, because: 'identifier', words: other }
  }
  const listed = entry.subject.identifiers
  const by = listed === null ? null : identified(one.identifiers, listed, entry.subject.product)
  const said = by === null || by.doubt !== null ? null : by.version
  return said === null ? found : together(found, said, entry)
}

/** An asset that is recorded at one version and named by another is decided where both agree. */
function otherVersion(
  { identifiers, asset }: AssetSubject,
  { versions }: Entry,
  found: TextFinding,
): string | null {
  const recorded = asset.firmware ?? asset.version
  if (identifiers === null || recorded === undefined) return null
  const other = versionsSaid(identifiers).find((version) => {
    if (version === recorded) return false
    const observed = [version]
    const { standing } = findVersion(versions, ({ axis }) =>
      axis.kind === 'firmware' ? observed : [],
    )
    return standing !== 'unknown' && standing !== found.standing
  })
  if (other === undefined) return null
  return `an identifier of it says version ${other}, the inventory ${recorded}; the advisory parts them`
}

function together(found: TextFinding, said: VersionSaid, entry: Entry): VersionFinding {
  const { standing, counts, reason: words } = said
  const { versions, subject } = entry
  const isSilent = subject.product.versionText === null && versions.name === null
  if (isSilent) return { standing, rule: RULE, because: 'identifier', words }
  if (counts === 'alone' || standing === found.standing) return found
  if (found.standing === 'unknown') return { standing, rule: RULE, because: 'identifier', words }
  if (found.standing === 'inside' && standing === 'unknown') return found
  const doubt = `${words}; by the version recorded it would stand ${found.standing}`
  return { standing: 'unknown', rule: RULE, because: 'identifier', words: doubt }
}
