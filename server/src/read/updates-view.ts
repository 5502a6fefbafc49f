import type { listAssetUpdates, OutOf, ReleaseRow, UpdatesView } from '@holdpoint/api'
import {
  type Asset,
  type ChangePlan,
  type CivilDay,
  type FindingRef,
  type InstalledSoftware,
  isCivilDay,
  type KnownAsset,
  type MissingUpdate,
  missingUpdates,
  type PatchedHost,
  type PatchRelease,
  type QualificationRecord,
  qualificationConflicts,
  qualify,
  Supersedence,
  standingFacts,
  type UpdateToday,
  updatesAgainst,
} from '@holdpoint/core'
import { knownAsset, knownAssets } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { knownReleases, qualificationRecord } from './known-releases.ts'

type Lists = {
  readonly releases: readonly PatchRelease[]
  readonly updates: Supersedence
  readonly record: QualificationRecord
}

export async function updatesView(platform: Platform): Promise<UpdatesView> {
  const [{ releases, updates, record }, hosts, newest] = await Promise.all([
    listsOf(platform),
    hostsOf(platform),
    platform.store.readModel('updates', 'newest'),
  ])
  const missing = new Map<PatchRelease, ReleaseRow['missingOn'][number][]>()
  for (const { asset, host } of hosts) {
    for (const { release, qualified } of missingUpdates(host, updates, record)) {
      const rows = missing.get(release) ?? []
      rows.push({ assetId: asset.id, tag: asset.tag, standing: qualified.standing })
      missing.set(release, rows)
    }
  }
  const at = (newest?.body ?? null) as { readonly at?: string } | null
  return {
    releases: releases
      .map((release) => ({
        release,
        supersededBy: updates.newerThan(release).map(({ id }) => id),
        newest: updates.newestCovering(release),
        missingOn: missing.get(release) ?? [],
      }))
      .toSorted((a, b) => ((a.release.releasedOn ?? '') < (b.release.releasedOn ?? '') ? 1 : -1)),
    qualifications: record.words.length,
    conflicts: qualificationConflicts(record),
    asOf: at?.at ?? null,
    hostsWithSoftware: hosts.filter(({ host }) => softwareKnown(host)).length,
    hosts: hosts.length,
  }
}

export async function assetUpdates(
  platform: Platform,
  assetId: string,
): Promise<OutOf<typeof listAssetUpdates> | null> {
  const [{ updates, record }, found] = await Promise.all([
    listsOf(platform),
    knownAsset(platform, assetId),
  ])
  if (found === null) return null
  const host = hostOf(found)
  return { missing: missingUpdates(host, updates, record), softwareKnown: softwareKnown(host) }
}

/** The updates that are missing on the asset of a case and repair one of its vulnerabilities. */
export async function caseUpdates(
  platform: Platform,
  { assetId, cves }: Pick<FindingRef, 'assetId' | 'cves'>,
): Promise<readonly MissingUpdate[]> {
  const [{ updates, record }, found] = await Promise.all([
    listsOf(platform),
    knownAsset(platform, assetId),
  ])
  return found === null ? [] : updatesAgainst(cves, hostOf(found), updates, record)
}

/** What the vendors say today of one update on one asset; null where the asset is gone. */
export async function updateToday(
  platform: Platform,
  { assetId, update }: Pick<ChangePlan, 'assetId' | 'update'>,
): Promise<UpdateToday> {
  const found = update === undefined ? null : await knownAsset(platform, assetId)
  if (found === null || update === undefined) return null
  const record = await qualificationRecord(platform)
  return { standing: qualify(update.releaseId, hostOf(found), record).standing }
}

/** What an asset misses against vulnerabilities, and when the support of its vendor ends. */
export type RepairState = {
  readonly against: (cves: readonly string[]) => readonly MissingUpdate[]
  readonly supportEndsOn: CivilDay | null
}

/** Of each of these assets that is still in the inventory. */
export async function repairStates(
  platform: Platform,
  assetIds: readonly string[],
): Promise<ReadonlyMap<string, RepairState>> {
  const [{ updates, record }, known] = await Promise.all([
    listsOf(platform),
    Promise.all(assetIds.map((id) => knownAsset(platform, id))),
  ])
  const states = known
    .filter((one) => one !== null)
    .map((one): [string, RepairState] => {
      const { supportEndsOn } = standingFacts(one.dossier)
      const host = hostOf(one)
      const against = (cves: readonly string[]) => updatesAgainst(cves, host, updates, record)
      const isDay = typeof supportEndsOn === 'string' && isCivilDay(supportEndsOn)
      return [one.asset.id, { against, supportEndsOn: isDay ? supportEndsOn : null }]
    })
  return new Map(states)
}

function softwareKnown({ software, operatingSystem }: PatchedHost): boolean {
  return software.length > 0 || operatingSystem !== null
}

async function listsOf(platform: Platform): Promise<Lists> {
  const [releases, record] = await Promise.all([
    knownReleases(platform),
    qualificationRecord(platform),
  ])
  return { releases, updates: new Supersedence(releases), record }
}

async function hostsOf(
  platform: Platform,
): Promise<readonly { readonly asset: Asset; readonly host: PatchedHost }[]> {
  return (await knownAssets(platform)).map((one) => ({ asset: one.asset, host: hostOf(one) }))
}

/** An asset with what its sources say is installed on it. */
function hostOf({ asset, dossier }: KnownAsset): PatchedHost {
  const facts = standingFacts(dossier)
  const { vendor, product, firmware: productVersion } = asset
  const operatingSystem = (facts.operatingSystem ?? null) as string | null
  const software = (facts.software ?? []) as unknown as readonly InstalledSoftware[]
  const patches = (facts.patches ?? []) as readonly string[]
  return { vendor, product, productVersion, operatingSystem, software, patches }
}
