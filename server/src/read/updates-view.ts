import type { listAssetUpdates, OutOf, ReleaseRow, UpdatesView } from '@holdpoint/api'
import {
  type Asset,
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
  standingFacts,
  supersededBy,
} from '@holdpoint/core'
import { knownAsset, knownAssets } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { qualificationRecord, RELEASE_MODEL } from './plan-updates.ts'

type Lists = {
  readonly releases: readonly PatchRelease[]
  readonly record: QualificationRecord
}

export async function updatesView(platform: Platform): Promise<UpdatesView> {
  const [lists, hosts, newest] = await Promise.all([
    listsOf(platform),
    hostsOf(platform),
    platform.store.readModel('updates', 'newest'),
  ])
  const { releases, record } = lists
  const byId = new Map(releases.map((one) => [one.id, one]))
  const older = new Map(releases.map(({ id }) => [id, supersededBy(id, byId)]))
  const missing = new Map<string, ReleaseRow['missingOn'][number][]>()
  for (const { asset, host } of hosts) {
    for (const { release, qualified } of missingUpdates(host, releases, record)) {
      const rows = missing.get(release.id) ?? []
      rows.push({ assetId: asset.id, tag: asset.tag, standing: qualified.standing })
      missing.set(release.id, rows)
    }
  }
  const at = (newest?.body ?? null) as { readonly at?: string } | null
  return {
    releases: releases
      .map((release) => ({
        release,
        supersededBy: releases
          .filter((one) => older.get(one.id)?.has(release.id))
          .map(({ id }) => id),
        missingOn: missing.get(release.id) ?? [],
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
  const [{ releases, record }, found] = await Promise.all([
    listsOf(platform),
    knownAsset(platform, assetId),
  ])
  if (found === null) return null
  const host = hostOf(found)
  return { missing: missingUpdates(host, releases, record), softwareKnown: softwareKnown(host) }
}

/** The updates that are missing on the asset of a case and that name one of its vulnerabilities. */
export async function caseUpdates(
  platform: Platform,
  { assetId, cves }: Pick<FindingRef, 'assetId' | 'cves'>,
): Promise<readonly MissingUpdate[]> {
  const missing = (await assetUpdates(platform, assetId))?.missing ?? []
  return missing.filter(({ release }) => release.cves.some((cve) => cves.includes(cve)))
}

/** What an asset misses, and when the support of its vendor ends. */
export type RepairState = {
  readonly missing: readonly MissingUpdate[]
  readonly supportEndsOn: CivilDay | null
}

/** Of each of these assets that is still in the inventory. */
export async function repairStates(
  platform: Platform,
  assetIds: readonly string[],
): Promise<ReadonlyMap<string, RepairState>> {
  const [{ releases, record }, known] = await Promise.all([
    listsOf(platform),
    Promise.all(assetIds.map((id) => knownAsset(platform, id))),
  ])
  const states = known
    .filter((one) => one !== null)
    .map((one): [string, RepairState] => {
      const { supportEndsOn } = standingFacts(one.dossier)
      const missing = missingUpdates(hostOf(one), releases, record)
      const isDay = typeof supportEndsOn === 'string' && isCivilDay(supportEndsOn)
      return [one.asset.id, { missing, supportEndsOn: isDay ? supportEndsOn : null }]
    })
  return new Map(states)
}

function softwareKnown({ software, operatingSystem }: PatchedHost): boolean {
  return software.length > 0 || operatingSystem !== null
}

async function listsOf(platform: Platform): Promise<Lists> {
  const [releases, record] = await Promise.all([
    platform.store.listModels(RELEASE_MODEL),
    qualificationRecord(platform),
  ])
  return { releases: releases.map((row) => row.body as unknown as PatchRelease), record }
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
