import { isNonEmpty } from '@holdpoint/std'
import { type Instant, isInstant, minutesBetween } from '../plant/instant.ts'
import type { OperatingLimit } from '../plant/operating-limit.ts'
import type { QualificationStanding } from '../plant/qualification.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import type { FunctionalTest } from './functional-test.ts'
import { changesController, type Reversibility, type Step } from './step.ts'

/** The file that will be installed, and how its source and integrity were verified (CIP-010-4 R1.6). */
export type PatchFile = {
  readonly fileName: string
  readonly sha256: string
  readonly source: string
  readonly sourceVerifiedBy: string
}

/** The update that a change installs, and what the vendors said of it when the plan was written. */
export type PlannedUpdate = {
  readonly releaseId: string
  readonly product: string
  readonly standing: QualificationStanding
}

export type MaintenanceWindow = { readonly opensAt: Instant; readonly closesAt: Instant }

/** Everything the board signs. Its digest is what a signature binds. */
export type ChangePlan = {
  readonly assetId: string
  readonly assetTag: string
  readonly advisoryId: string
  readonly cves: readonly string[]
  readonly firmwareFrom: string
  readonly firmwareTo: string
  readonly firmwareLine: 'signed' | 'unsigned' | null
  readonly reversibility: Reversibility
  /** Why the plan says so: the vendor's own words, or the lack of them. */
  readonly reversibilityBasis: string
  readonly patch: PatchFile
  /** Absent where the change was opened without one. */
  readonly update?: PlannedUpdate
  readonly spare: 'programmed' | 'blank' | 'none' | 'unknown'
  readonly window: MaintenanceWindow
  readonly steps: readonly Step[]
  readonly rollback: readonly Step[]
  readonly functionalTests: readonly FunctionalTest[]
  readonly returnToServiceMinutes: number
  readonly residualRisk: string
  readonly limits: string
  /** The limits of the case when the plan was written; absent in plans of before. */
  readonly operatingLimits?: readonly OperatingLimit[]
  readonly lessonsRead: readonly string[]
}

/** Every reason why this plan cannot go before the board, at once. */
export function planRefusals(plan: ChangePlan): readonly Refusal[] {
  const out: Refusal[] = []
  const missing = (what: string, clearedBy: string) =>
    out.push(refusalOf('plan-incomplete', what, clearedBy, 'control-systems-engineer'))
  if (!/^[0-9a-f]{64}$/.test(plan.patch.sha256)) {
    missing('The patch file has no SHA-256 digest', 'Choose the patch file')
  }
  if (plan.patch.sourceVerifiedBy.trim() === '') {
    missing('Nobody verified the source of the patch file', 'Name who verified it, and how')
  }
  if (!isInstant(plan.window.opensAt) || !isInstant(plan.window.closesAt)) {
    missing('The window has no dates', 'Give the window its opening and closing time')
  } else if (minutesBetween(plan.window.opensAt, plan.window.closesAt) <= 0) {
    missing('The window closes before it opens', 'Correct the window')
  }
  if (plan.residualRisk.trim() === '') missing('Residual risk is empty', 'Write the residual risk')
  if (!timesCount(plan)) {
    missing('A duration of the plan is not a time', 'Give least ≤ likely ≤ most minutes from 0 on')
  }
  out.push(...stepRefusals(plan), ...claimRefusals(plan), ...testRefusals(plan))
  return out
}

/** The turn-back time is a sum of these: one negative number would let a step start too late. */
function timesCount(plan: ChangePlan): boolean {
  const steps = [...plan.steps, ...plan.rollback].map(({ minutes }) => minutes)
  const others = [plan.returnToServiceMinutes, ...plan.functionalTests.map((test) => test.minutes)]
  const ordered = steps.every(({ least, likely, most }) => least <= likely && likely <= most)
  const all = [...others, ...steps.flatMap(({ least, most }) => [least, most])]
  return ordered && all.every((minutes) => Number.isFinite(minutes) && minutes >= 0)
}

/** What a step says of itself must be what its act does; gates and rollback go by what it says. */
function claimRefusals(plan: ChangePlan): Refusal[] {
  const out: Refusal[] = []
  const wrong = (what: string, clearedBy: string) =>
    out.push(refusalOf('plan-incomplete', what, clearedBy, 'control-systems-engineer'))
  for (const step of [...plan.steps, ...plan.rollback]) {
    if (changesController(step) && !step.actsOnPlant) {
      wrong(`Step "${step.title}" acts on the plant and says it does not`, 'Mark it as acting')
    }
  }
  for (const step of plan.steps) {
    if (step.act.kind === 'put-firmware' && step.act.imageSha256 !== plan.patch.sha256) {
      wrong(`Step "${step.title}" sends another image than the patch file`, 'Send the patch file')
    }
    const restarts = step.act.kind === 'activate-firmware'
    if (restarts && plan.reversibility !== 'reversible' && step.reversibility === 'reversible') {
      wrong(`Step "${step.title}" says it can be taken back; the plan says not`, 'Correct the step')
    }
  }
  return out
}

function stepRefusals(plan: ChangePlan): Refusal[] {
  const out: Refusal[] = []
  const rollbackIds = new Set(plan.rollback.map((step) => step.id))
  const ids = new Set<string>()
  for (const step of [...plan.steps, ...plan.rollback]) {
    if (ids.has(step.id)) {
      out.push(refusalOf('plan-incomplete', `Step id ${step.id} is used twice`, 'Rename one'))
    }
    ids.add(step.id)
  }
  if (!plan.steps.some((step) => step.act.kind === 'take-backup')) {
    out.push(refusalOf('no-backup-step', 'The plan takes no backup', 'Add a backup step'))
  }
  for (const step of plan.steps) {
    const unknown = step.undoneBy.filter((id) => !rollbackIds.has(id))
    if (step.actsOnPlant && (!isNonEmpty(step.undoneBy) || unknown.length > 0)) {
      const what = `Step "${step.title}" acts on the plant and has no rollback`
      out.push(refusalOf('no-rollback', what, 'Say which rollback steps undo it'))
    }
    if (step.reversibility !== 'reversible' && plan.spare !== 'programmed') {
      const what = `Step "${step.title}" cannot be taken back, and no programmed spare is on site`
      out.push(refusalOf('no-spare', what, 'Programme a spare', 'maintenance-lead'))
    }
  }
  return out
}

function testRefusals(plan: ChangePlan): Refusal[] {
  const byProbe = plan.functionalTests.some((test) => test.readBy === 'probe')
  const byPerson = plan.functionalTests.some((test) => test.readBy === 'person')
  if (byProbe && byPerson) return []
  const what = 'The plan needs a functional test read by probe and one read by a person'
  return [refusalOf('no-functional-test', what, 'Add the missing functional test')]
}
