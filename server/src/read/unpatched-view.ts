import type { UnpatchedView } from '@holdpoint/api'
import {
  type CivilDay,
  type TriageCase,
  type Unpatchable,
  type Unpatched,
  unpatchableRegister,
  whyUnpatchable,
} from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { type CaseEntry, entryOfCase } from './case-entries.ts'
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
  const [entries, repairs] = await Promise.all([
    entriesOf(platform, rows),
    repairStates(platform, [...new Set(rows.map(({ finding }) => finding.assetId))]),
  ])
  return (row) => {
    const { finding } = row
    const entry = entries.get(row)
    const repair = repairs.get(finding.assetId)
    if (entry === undefined || entry.advisory === null || repair === undefined) return null
    const { advisory, productId } = entry
    const { supportEndsOn, against } = repair
    const updates = updatesFor(against(finding.cves))
    const remedies = remediesHere(advisory, { ...finding, productId })
    return whyUnpatchable({ today, supportEndsOn, remedies, updates })
  }
}

async function entriesOf(
  platform: Platform,
  rows: readonly Unpatched[],
): Promise<ReadonlyMap<Unpatched, CaseEntry>> {
  const entries = new Map<Unpatched, CaseEntry>()
  for (const row of rows) entries.set(row, await entryOfCase(platform, row.finding))
  return entries
}
