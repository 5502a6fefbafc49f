import type { InstalledSoftware } from './asset-fact.ts'
import { type QualificationRecord, type QualifiedFor, qualify } from './qualification.ts'
import { updateIdOf } from './update-lists.ts'

export const restarts = ['none', 'service', 'machine', 'controller', 'unknown'] as const

/** An update as its vendor released it; firmware, operating system, application or antivirus. */
export type PatchRelease = {
  /** As the vendor names it: `KB5031364`, `1756-EN2T 11.004`. */
  readonly id: string
  readonly vendor: string
  readonly product: string
  readonly title: string
  readonly releasedOn: string | null
  readonly securityRelated: 'yes' | 'no' | 'unknown'
  readonly fromVersion: string | null
  readonly toVersion: string | null
  readonly supersedes: readonly string[]
  readonly restart: (typeof restarts)[number]
  readonly reversibility: 'reversible' | 'by-spare-only' | 'one-way' | 'unknown'
  readonly cves: readonly string[]
  readonly source: string
}

/** A computer or controller with what is installed on it. */
export type PatchedHost = {
  readonly vendor: string
  readonly product: string
  /** Of the product: its firmware, or null where nobody recorded one. */
  readonly productVersion: string | null
  readonly operatingSystem: string | null
  readonly software: readonly InstalledSoftware[]
  readonly patches: readonly string[]
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Every update that this one takes the place of, through others too; rings end where they began. */
export function supersededBy(
  id: string,
  releases: ReadonlyMap<string, PatchRelease>,
): ReadonlySet<string> {
  const out = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const older of releases.get(next)?.supersedes ?? []) {
      if (out.has(older) || older === id) continue
      out.add(older)
      open.push(older)
    }
  }
  return out
}

export type MissingUpdate = {
  readonly release: PatchRelease
  readonly qualified: QualifiedFor
  /** The updates of the list that it takes the place of and that are missing as well. */
  readonly replaces: readonly string[]
}

/**
 * What is released for what stands on this host and neither installed nor superseded by another
 * that is released; newest first. A release for another version is left out only where both
 * versions are known.
 */
export function missingUpdates(
  host: PatchedHost,
  releases: readonly PatchRelease[],
  record: QualificationRecord,
): readonly MissingUpdate[] {
  const byId = new Map(releases.map((release) => [release.id, release]))
  const names = [host.product, host.operatingSystem, ...host.software.map((one) => one.name)]
  const versionOf = new Map([
    [host.product.toLowerCase(), host.productVersion],
    ...host.software.map((one) => [one.name.toLowerCase(), one.version] as const),
  ])
  const installed = new Set(host.patches.map((patch) => updateIdOf(patch).toLowerCase()))
  for (const { id } of releases) {
    if (!installed.has(id.toLowerCase())) continue
    for (const older of supersededBy(id, byId)) installed.add(older.toLowerCase())
  }
  const fits = releases.filter((release) => {
    if (installed.has(release.id.toLowerCase())) return false
    if (!names.some((name) => name !== null && same(name, release.product))) return false
    const version = versionOf.get(release.product.toLowerCase()) ?? null
    const { fromVersion, toVersion } = release
    if (version !== null && toVersion !== null && same(version, toVersion)) return false
    return version === null || fromVersion === null || same(version, fromVersion)
  })
  const replaced = new Map(fits.map(({ id }) => [id, supersededBy(id, byId)]))
  return fits
    .filter(({ id }) => !fits.some((other) => replaces(replaced, other.id, id)))
    .map((release) => ({
      release,
      qualified: qualify(release.id, host, record),
      replaces: fits.filter((one) => replaced.get(release.id)?.has(one.id)).map((one) => one.id),
    }))
    .toSorted((a, b) => ((a.release.releasedOn ?? '') < (b.release.releasedOn ?? '') ? 1 : -1))
}

type Replaced = ReadonlyMap<string, ReadonlySet<string>>

/** Two that name each other in a ring hide neither: which is newer is then not known. */
function replaces(replaced: Replaced, newer: string, older: string): boolean {
  if (newer === older || replaced.get(newer)?.has(older) !== true) return false
  return replaced.get(older)?.has(newer) !== true
}
