import type { UnpatchedView } from '@holdpoint/api'
import {
  type CivilDay,
  type TriageCase,
  type Unpatchable,
  type Unpatched,
  unpatchableRegister,
  whyUnpatchable,
} from '@holdpoint/core'
import { parsedAdvisory } from '../act/match-plant.ts'
import type { Platform } from '../platform.ts'
import { civilDayAt } from './civil-day-at.ts'
import { remediesHere, updatesFor } from './judged-means.ts'
import { repairStates } from './updates-view.ts'

/** What stays unpatched, until when, and whether a patch has come since. */
export async function unpatchedView(platform: Platform): Promise<UnpatchedView> {
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  const cases = (await platform.store.listModels('case')).map(
    (row) => row.body as unknown as TriageCase,
  )
  const rows = unpatchableRegister(cases, today)
  const still = await stillUnpatchable(platform, rows, today)
  return {
    today,
    rows: rows.map((row) => {
      const now = still(row)
      return { ...row, patchHasCome: row.term.unpatchable.length > 0 && now?.length === 0 }
    }),
  }
}

/** Null where the advisory or the asset is no longer here: then nothing is known. */
async function stillUnpatchable(
  platform: Platform,
  rows: readonly Unpatched[],
  today: CivilDay,
): Promise<(row: Unpatched) => readonly Unpatchable[] | null> {
  const [stored, repairs] = await Promise.all([
    platform.advisories.read([...new Set(rows.map(({ finding }) => finding.advisoryId))]),
    repairStates(platform, [...new Set(rows.map(({ finding }) => finding.assetId))]),
  ])
  const advisories = new Map(stored.map((one) => [one.advisoryId, parsedAdvisory(one)]))
  return ({ finding }) => {
    const advisory = advisories.get(finding.advisoryId)
    const repair = repairs.get(finding.assetId)
    if (advisory === undefined || repair === undefined) return null
    const { supportEndsOn, against } = repair
    const updates = updatesFor(against(finding.cves))
    const remedies = remediesHere(advisory, finding)
    return whyUnpatchable({ today, supportEndsOn, remedies, updates })
  }
}
