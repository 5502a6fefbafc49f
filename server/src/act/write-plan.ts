import type { BodyOf, draftPlanRoute, PatchRow } from '@holdpoint/api'
import {
  type Asset,
  type Change,
  type ChangePlan,
  draftPlan,
  type FindingRef,
  type FunctionalTest,
  type PlannedUpdate,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { reversibility } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { entryOfCase } from '../read/case-entries.ts'
import { filesOfUpdates } from '../read/update-files.ts'
import { updateToday } from '../read/updates-view.ts'
import { loadCase } from './act-on-case.ts'
import { loadChange } from './act-on-change.ts'
import { noSuchAsset } from './import-inventory.ts'

/** Builds the standard plan from the case, the asset, the patch file and what the engineer gave. */
export async function planFrom(
  platform: Platform,
  changeId: string,
  wish: BodyOf<typeof draftPlanRoute> & { readonly functionalTests: readonly FunctionalTest[] },
): Promise<Result<ChangePlan, readonly Refusal[]>> {
  const { state: change } = await loadChange(platform, changeId)
  if (change === null) {
    return refuse([refusalOf('no-such-change', 'There is no such change', 'Open a change')])
  }
  const { state: found } = await loadCase(platform, change.caseId)
  if (found === null) return refuse([refusalOf('no-such-case', 'The case is gone', 'Open a case')])
  const row = await platform.store.readModel('asset', found.finding.assetId)
  if (row === null) return refuse(noSuchAsset(found.finding.assetId))
  const asset = row.body as unknown as Asset
  const patch = await patchRow(platform, wish.patchSha256)
  if (patch === null) {
    const what = 'The patch library has no file with this digest'
    return refuse([refusalOf('no-such-patch', what, 'Add the patch file')])
  }
  const chosen = await plannedUpdate(platform, change, { asset, sha256: patch.sha256 })
  if (!chosen.ok) return chosen
  const faults = patchRefusals(patch, asset)
  if (faults.length > 0) return refuse(faults)
  const back = await reversibilityOf(platform, found.finding, wish.reversibleBasis ?? '')
  return accept(
    draftPlan({
      asset,
      advisoryId: found.finding.advisoryId,
      cves: found.finding.cves,
      firmwareTo: patch.version ?? 'unknown',
      firmwareLine: patch.line,
      ...back,
      patch: {
        fileName: patch.fileName,
        sha256: patch.sha256,
        source: patch.source,
        sourceVerifiedBy: patch.sourceVerifiedBy,
      },
      window: { opensAt: wish.opensAt, closesAt: wish.closesAt },
      ...(chosen.value === null ? {} : { update: chosen.value }),
      functionalTests: wish.functionalTests,
      residualRisk: wish.residualRisk,
      limits: wish.limits ?? '',
      operatingLimits: found.limits ?? [],
      lessonsRead: await lessonsFor(platform, asset),
    }),
  )
}

/** The update that was chosen for the change, with what the vendors say of it; its file installs it. */
async function plannedUpdate(
  platform: Platform,
  { update }: Change,
  { asset, sha256 }: { readonly asset: Asset; readonly sha256: string },
): Promise<Result<PlannedUpdate | null, readonly Refusal[]>> {
  if (update === undefined) return accept(null)
  const files = (await filesOfUpdates(platform))(update)
  if (!files.some((file) => file.sha256 === sha256)) {
    const what = `The chosen file is not linked to ${update.releaseId}, which this change installs`
    const clearedBy = 'Choose a file that is linked to it, or link this one on the page of the case'
    return refuse([refusalOf('wrong-patch-file', what, clearedBy, 'control-systems-engineer')])
  }
  const unsaid = { ...update, standing: 'not-stated' as const }
  const today = await updateToday(platform, { assetId: asset.id, update: unsaid })
  return accept({ ...update, standing: today?.standing ?? 'not-stated' })
}

export async function patchRow(platform: Platform, sha256: string): Promise<PatchRow | null> {
  const row = await platform.store.readModel('patch', sha256)
  return row === null ? null : (row.body as unknown as PatchRow)
}

/** A file for another order number or series is refused here, long before the controller does. */
function patchRefusals(patch: PatchRow, asset: Asset): readonly Refusal[] {
  const out: Refusal[] = []
  const differs = (words: string, a: string | null, b: string | null) => {
    if (a === null || b === null || a === b) return
    const what = `The patch file is for ${words} ${a}, the asset is ${b}`
    out.push(refusalOf('wrong-patch-file', what, 'Choose the file for this asset'))
  }
  if (patch.version === null) {
    const what = 'The patch file does not say its version'
    out.push(refusalOf('wrong-patch-file', what, 'Add it again and say which version it is'))
  }
  differs('order number', patch.orderNumber, asset.orderNumber)
  differs('series', patch.series, asset.series)
  return out
}

async function reversibilityOf(
  platform: Platform,
  finding: FindingRef,
  basis: string,
): Promise<Pick<Parameters<typeof draftPlan>[0], 'reversibility' | 'reversibilityBasis'>> {
  const { advisory, productId } = await entryOfCase(platform, finding)
  const says = advisory === null ? null : reversibility(advisory, productId)
  if (says?.verdict === 'one-way') {
    return { reversibility: 'one-way', reversibilityBasis: `The advisory: "${says.quote ?? ''}"` }
  }
  if (basis.trim() !== '') return { reversibility: 'reversible', reversibilityBasis: basis.trim() }
  const reversibilityBasis = 'Nobody said that it can be taken back; it counts as one-way'
  return { reversibility: 'unknown', reversibilityBasis }
}

/** What earlier changes of this kind of asset taught, put before the plan. */
async function lessonsFor(platform: Platform, asset: Asset): Promise<readonly string[]> {
  const row = await platform.store.readModel('lessons', lessonKey(asset))
  return row === null ? [] : (row.body as unknown as { lessons: readonly string[] }).lessons
}

export function lessonKey(asset: Pick<Asset, 'vendor' | 'product'>): string {
  return `${asset.vendor} ${asset.product}`
}
