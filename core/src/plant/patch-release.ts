import type { InstalledSoftware } from './asset-fact.ts'
import { type QualificationRecord, type QualifiedFor, qualify } from './qualification.ts'
import { buildReaches, type Covering, type Supersedence, updateProduct } from './supersedence.ts'
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
  /** Null: its source does not say; empty: it takes the place of nothing. */
  readonly supersedes: readonly string[] | null
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

export type MissingUpdate = {
  readonly release: PatchRelease
  readonly qualified: QualifiedFor
  /** The updates of the list that it takes the place of and that are missing as well. */
  readonly replaces: readonly string[]
  /** The newest update that covers it; itself where nothing does. */
  readonly newest: Covering
}

/**
 * What is released for what stands on this host and neither installed nor superseded by another
 * that is released; newest first. A release for another version is left out only where both
 * versions are known.
 */
export function missingUpdates(
  host: PatchedHost,
  updates: Supersedence,
  record: QualificationRecord,
): readonly MissingUpdate[] {
  const fits = fittingReleases(host, updates)
  const isReplaced = (one: PatchRelease) =>
    fits.some((other) => isNewer(updates, { newer: other, older: one }))
  return describe(
    fits.filter((one) => !isReplaced(one)),
    { host, fits, updates, record },
  )
}

/**
 * Every update that is missing on this host and repairs one of these vulnerabilities, by itself or
 * because it covers one that does; older ones too, as a vendor may have qualified only those.
 */
export function updatesAgainst(
  cves: readonly string[],
  host: PatchedHost,
  updates: Supersedence,
  record: QualificationRecord,
): readonly MissingUpdate[] {
  const fits = fittingReleases(host, updates)
  const names = (one: PatchRelease) => one.cves.some((cve) => cves.includes(cve))
  const naming = updates.allFor(products(host)).filter(names)
  const repairs = (one: PatchRelease) =>
    names(one) || naming.some((older) => isNewer(updates, { newer: one, older }))
  return describe(fits.filter(repairs), { host, fits, updates, record })
}

type Surroundings = {
  readonly host: PatchedHost
  readonly fits: readonly PatchRelease[]
  readonly updates: Supersedence
  readonly record: QualificationRecord
}

function describe(
  shown: readonly PatchRelease[],
  { host, fits, updates, record }: Surroundings,
): readonly MissingUpdate[] {
  return shown
    .map((release) => ({
      release,
      qualified: qualify(release.id, host, record),
      replaces: fits
        .filter((one) => one.id !== release.id && updates.takesPlaceOf(release, one.id))
        .map((one) => one.id),
      newest: updates.newestCovering(release),
    }))
    .toSorted((a, b) => ((a.release.releasedOn ?? '') < (b.release.releasedOn ?? '') ? 1 : -1))
}

/** By the names that updates are released for. */
function products({ product, operatingSystem, software }: PatchedHost): ReadonlySet<string> {
  const names = [product, operatingSystem, ...software.map((one) => one.name)]
  return new Set(names.flatMap((name) => (name === null ? [] : [updateProduct(name)])))
}

/** What is neither installed nor covered by what is, each update once. */
function fittingReleases(host: PatchedHost, updates: Supersedence): readonly PatchRelease[] {
  const installed = new Set(host.patches.map((patch) => updateIdOf(patch).toLowerCase()))
  const versions = new Map([
    [updateProduct(host.product), host.productVersion],
    ...host.software.map((one) => [updateProduct(one.name), one.version] as const),
  ])
  const fits = new Map<string, PatchRelease>()
  for (const product of products(host)) {
    const released = updates.releasesFor(product)
    const covering = released.filter(({ id }) => installed.has(id.toLowerCase()))
    const version = versions.get(product) ?? null
    for (const release of released) {
      const id = release.id.toLowerCase()
      if (installed.has(id) || covering.some((one) => updates.takesPlaceOf(one, id))) continue
      if (takesFrom(release, version) && !fits.has(id)) fits.set(id, release)
    }
  }
  return [...fits.values()]
}

/** False only where the version is known, and is not the one it takes from or has reached the fix. */
function takesFrom({ fromVersion, toVersion }: PatchRelease, version: string | null): boolean {
  if (version === null) return true
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
  if (toVersion !== null && same(version, toVersion)) return false
  if (buildReaches(version, toVersion) === true) return false
  return fromVersion === null || same(version, fromVersion)
}

/** Two that name each other in a ring hide neither: which is newer is then not known. */
function isNewer(
  updates: Supersedence,
  { newer, older }: { readonly newer: PatchRelease; readonly older: PatchRelease },
): boolean {
  if (newer.id === older.id || !updates.takesPlaceOf(newer, older.id)) return false
  return !updates.takesPlaceOf(older, newer.id)
}
