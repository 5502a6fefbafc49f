import type { MatchRun } from '@holdpoint/api'
import type { AdvisoryHead, Platform } from '../platform.ts'
import type { MatchInputs } from './match-inputs.ts'

/** More than these are looked at with everything else. */
const ADVISORIES_MAX = 50

/** What has changed since the findings that are shown were made, where only advisories have. */
export type ChangedAdvisories = {
  readonly before: MatchRun
  /** New, or in another revision. */
  readonly changed: readonly AdvisoryHead[]
  /** Ids of those that are no longer stored. */
  readonly gone: readonly string[]
}

/**
 * Null where everything has to be matched: an asset changed or the rules, nothing was matched yet, or
 * another run is shown than the newest that is on record.
 */
export async function changedAdvisories(
  platform: Platform,
  { assetInputs, heads }: MatchInputs,
): Promise<ChangedAdvisories | null> {
  const newest = await platform.store.readModel('matching', 'newest')
  const before = (newest?.body ?? null) as unknown as MatchRun | null
  if (before === null || before.assetInputs !== assetInputs) return null
  if ((await platform.findings.runId()) !== before.runId) return null
  const matched = await platform.findings.matchedAdvisories()
  if (matched.length === 0) return null
  const known = new Map(matched.map(({ advisoryId, sha256 }) => [advisoryId, sha256]))
  const changed = heads.filter(({ advisoryId, sha256 }) => known.get(advisoryId) !== sha256)
  const stored = new Set(heads.map(({ advisoryId }) => advisoryId))
  const gone = [...known.keys()].filter((id) => !stored.has(id))
  const count = changed.length + gone.length
  return count === 0 || count > ADVISORIES_MAX ? null : { before, changed, gone }
}
