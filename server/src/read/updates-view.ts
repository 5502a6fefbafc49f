import type { listAssetUpdates, OutOf, ReleaseRow, UpdatesView } from '@holdpoint/api'
import {
  type Asset,
  type InstalledSoftware,
  missingUpdates,
  type PatchedHost,
  type PatchRelease,
  type Qualification,
  standingFacts,
  supersededBy,
} from '@holdpoint/core'
import { knownAssets } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { QUALIFICATION_MODEL, RELEASE_MODEL } from './plan-updates.ts'

type Lists = {
  readonly releases: readonly PatchRelease[]
  readonly qualifications: readonly Qualification[]
}

export async function updatesView(platform: Platform): Promise<UpdatesView> {
  const [lists, hosts, newest] = await Promise.all([
    listsOf(platform),
    hostsOf(platform),
    platform.store.readModel('updates', 'newest'),
  ])
  const { releases, qualifications } = lists
  const byId = new Map(releases.map((one) => [one.id, one]))
  const older = new Map(releases.map(({ id }) => [id, supersededBy(id, byId)]))
  const missing = new Map<string, ReleaseRow['missingOn'][number][]>()
  for (const { asset, host } of hosts) {
    for (const { release, qualified } of missingUpdates(host, releases, qualifications)) {
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
    qualifications: qualifications.length,
    asOf: at?.at ?? null,
    hostsWithSoftware: hosts.filter(({ host }) => softwareKnown(host)).length,
    hosts: hosts.length,
  }
}

export async function assetUpdates(
  platform: Platform,
  assetId: string,
): Promise<OutOf<typeof listAssetUpdates> | null> {
  const [{ releases, qualifications }, hosts] = await Promise.all([
    listsOf(platform),
    hostsOf(platform),
  ])
  const found = hosts.find(({ asset }) => asset.id === assetId)
  if (found === undefined) return null
  const missing = missingUpdates(found.host, releases, qualifications)
  return { missing, softwareKnown: softwareKnown(found.host) }
}

function softwareKnown({ software, operatingSystem }: PatchedHost): boolean {
  return software.length > 0 || operatingSystem !== null
}

async function listsOf(platform: Platform): Promise<Lists> {
  const [releases, qualifications] = await Promise.all([
    platform.store.listModels(RELEASE_MODEL),
    platform.store.listModels(QUALIFICATION_MODEL),
  ])
  return {
    releases: releases.map((row) => row.body as unknown as PatchRelease),
    qualifications: qualifications.map((row) => row.body as unknown as Qualification),
  }
}

/** Each asset with what its sources say is installed on it. */
async function hostsOf(
  platform: Platform,
): Promise<readonly { readonly asset: Asset; readonly host: PatchedHost }[]> {
  return (await knownAssets(platform)).map(({ asset, dossier }) => {
    const facts = standingFacts(dossier)
    const { vendor, product } = asset
    const operatingSystem = (facts.operatingSystem ?? null) as string | null
    const software = (facts.software ?? []) as unknown as readonly InstalledSoftware[]
    const patches = (facts.patches ?? []) as readonly string[]
    return { asset, host: { vendor, product, operatingSystem, software, patches } }
  })
}
