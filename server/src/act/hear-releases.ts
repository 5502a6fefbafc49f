import {
  type Clocks,
  newlyHeard,
  type OfferedRelease,
  type PatchSource,
  SYSTEM,
  sourceNamed,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import type { Platform } from '../platform.ts'
import { civilDayAt } from '../read/civil-day-at.ts'
import { qualificationRecord, statedReleases } from '../read/known-releases.ts'
import { actOnClocks, clocksNow } from './act-on-clocks.ts'
import { asJson } from './act-on-stream.ts'

/** No entry of the ledger grows beyond what it takes. */
const AT_ONCE = 1000

/**
 * What lists of updates, and advisories that name updates, tell of the sources that the clocks know; each release starts the clock
 * of its evaluation. Idempotent: what was heard is not heard again.
 */
export async function hearReleases(platform: Platform): Promise<void> {
  const clocks = await clocksNow(platform)
  if (clocks.sources.length === 0) return
  const offered = await offeredReleases(platform)
  for (const source of clocks.sources) {
    const heard = newlyHeard(clocks, source, offersOf(clocks, source, offered))
    for (let at = 0; at < heard.length; at += AT_ONCE) {
      const releases = heard.slice(at, at + AT_ONCE)
      const commandId = `clock-heard:${source.id}:${canonicalDigest(asJson(releases))}`
      const command = { kind: 'hear-releases', sourceId: source.id, releases } as const
      await actOnClocks(platform, { actor: SYSTEM, commandId, command })
    }
  }
}

/** Lists whose source the clocks do not know: nothing runs for what they tell. */
export async function listsWithoutSource(
  platform: Platform,
  clocks: Clocks,
): Promise<readonly string[]> {
  const names = [...new Set((await offeredReleases(platform)).map(({ source }) => source))]
  return names.filter((name) => sourceNamed(clocks, name) === null).sort()
}

type Offer = OfferedRelease & { readonly source: string }

/** The earliest day that a list of this source gives each; an update twice counts once. */
function offersOf(
  clocks: Clocks,
  source: PatchSource,
  offered: readonly Offer[],
): readonly OfferedRelease[] {
  const earliest = new Map<string, OfferedRelease>()
  for (const { source: name, ...offer } of offered) {
    if (sourceNamed(clocks, name)?.id !== source.id) continue
    const before = earliest.get(offer.patchId)
    if (before === undefined || offer.availableOn < before.availableOn) {
      earliest.set(offer.patchId, offer)
    }
  }
  return [...earliest.values()]
}

/**
 * Of a vendor's own list the day of its release; of a vendor that qualifies others' updates the day
 * of its approval. What is said to be no security update is out of scope, what is unknown is not.
 */
async function offeredReleases(platform: Platform): Promise<readonly Offer[]> {
  const [releases, { words }] = await Promise.all([
    statedReleases(platform),
    qualificationRecord(platform),
  ])
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  const perhaps = new Set(
    releases.filter((one) => one.securityRelated !== 'no').map(({ id }) => id),
  )
  const notSecurity = new Set(releases.map(({ id }) => id).filter((id) => !perhaps.has(id)))
  const own = releases.map(({ id: patchId, source, releasedOn }): Offer => {
    if (releasedOn === null) return { patchId, source, availableOn: today, basis: 'heard' }
    return { patchId, source, availableOn: releasedOn, basis: 'released' }
  })
  const approved = words
    .filter(({ verdict }) => verdict === 'approved')
    .map(({ releaseId: patchId, source, statedOn }): Offer => {
      return { patchId, source, availableOn: statedOn, basis: 'approved' }
    })
  return [...own, ...approved].filter(({ patchId }) => !notSecurity.has(patchId))
}
