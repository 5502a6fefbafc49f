import type { FunctionalTest } from '../change/functional-test.ts'
import type { ChangePlan, MaintenanceWindow, PatchFile, PlannedUpdate } from '../change/plan.ts'
import type { Reversibility, Step, StepAct } from '../change/step.ts'
import type { Asset } from '../plant/asset.ts'
import type { OperatingLimit } from '../plant/operating-limit.ts'

/** What an engineer gives so that a first plan can be written; everything can be edited after. */
export type PlanWish = {
  readonly asset: Asset
  readonly advisoryId: string
  readonly cves: readonly string[]
  readonly firmwareTo: string
  readonly firmwareLine: 'signed' | 'unsigned' | null
  readonly reversibility: 'reversible' | 'one-way' | 'unknown'
  readonly reversibilityBasis: string
  readonly patch: PatchFile
  readonly update?: PlannedUpdate
  readonly window: MaintenanceWindow
  readonly functionalTests: readonly FunctionalTest[]
  readonly residualRisk: string
  readonly limits: string
  readonly operatingLimits?: readonly OperatingLimit[]
  readonly lessonsRead: readonly string[]
}

/**
 * The thin standard order for one controller: backup, transfer, activate, re-read, confirm. What
 * is not known to go back counts as one-way: its rollback is the programmed spare.
 */
export function draftPlan(wish: PlanWish): ChangePlan {
  const { asset } = wish
  const oneWay = wish.reversibility !== 'reversible'
  const reversibility: Reversibility = oneWay ? 'one-way' : 'reversible'
  return {
    assetId: asset.id,
    assetTag: asset.tag,
    advisoryId: wish.advisoryId,
    cves: wish.cves,
    firmwareFrom: asset.firmware ?? 'unknown',
    firmwareTo: wish.firmwareTo,
    firmwareLine: wish.firmwareLine,
    reversibility,
    reversibilityBasis: wish.reversibilityBasis,
    patch: wish.patch,
    ...(wish.update === undefined ? {} : { update: wish.update }),
    spare: asset.spare,
    window: wish.window,
    steps: forwardSteps(wish, reversibility),
    rollback: rollbackSteps(wish, oneWay),
    functionalTests: wish.functionalTests,
    returnToServiceMinutes: 10,
    residualRisk: wish.residualRisk,
    limits: wish.limits,
    ...(wish.operatingLimits === undefined ? {} : { operatingLimits: wish.operatingLimits }),
    lessonsRead: wish.lessonsRead,
  }
}

type Sketch = Pick<Step, 'id' | 'title' | 'instructions' | 'minutes'> & {
  readonly act: StepAct
} & Partial<Step>

function step(sketch: Sketch): Step {
  return {
    performer: 'control-systems-engineer',
    actsOnPlant: false,
    interruptible: true,
    reversibility: 'reversible',
    undoneBy: [],
    halfDoneMinutesMax: null,
    ...sketch,
  }
}

function forwardSteps(wish: PlanWish, reversibility: Reversibility): readonly Step[] {
  const { asset, firmwareTo, patch } = wish
  const goBack = reversibility === 'one-way' ? 'rollback-spare' : 'rollback-firmware'
  const undo = [goBack, 'rollback-program', 'rollback-read']
  return [
    step({
      id: 'backup',
      title: `Back up ${asset.tag}`,
      instructions: 'Program, configuration and retained values; sealed by digest and read back.',
      act: { kind: 'take-backup' },
      minutes: { least: 1, likely: 3, most: 10 },
    }),
    step({
      id: 'transfer',
      title: `Transfer firmware ${firmwareTo}`,
      instructions: `Send ${patch.fileName} to the slot that does not run; the process goes on.`,
      act: { kind: 'put-firmware', imageSha256: patch.sha256 },
      minutes: { least: 1, likely: 3, most: 10 },
      actsOnPlant: true,
      undoneBy: ['rollback-read'],
    }),
    step({
      id: 'activate',
      title: `Restart into ${firmwareTo}`,
      instructions: 'Outputs go to their safe values while the controller boots. Never cut.',
      act: { kind: 'activate-firmware' },
      minutes: { least: 1, likely: 4, most: 10 },
      actsOnPlant: true,
      interruptible: false,
      reversibility,
      undoneBy: undo,
      halfDoneMinutesMax: 10,
    }),
    step({
      id: 'read',
      title: 'Re-read the firmware',
      instructions: `The controller must say ${firmwareTo} and run.`,
      act: { kind: 'read-firmware', expected: firmwareTo },
      minutes: { least: 1, likely: 1, most: 3 },
    }),
    step({
      id: 'confirm',
      title: `Confirm ${firmwareTo}`,
      instructions: 'Without it the controller falls back to the old image by itself.',
      act: { kind: 'confirm-firmware' },
      minutes: { least: 1, likely: 1, most: 3 },
      actsOnPlant: true,
      undoneBy: undo,
    }),
  ]
}

function rollbackSteps(wish: PlanWish, oneWay: boolean): readonly Step[] {
  const { asset } = wish
  const before = asset.firmware ?? 'the old firmware'
  const back: Step = oneWay
    ? step({
        id: 'rollback-spare',
        title: `Fit the programmed spare of ${asset.tag}`,
        instructions: 'The new image cannot go back: change the module for the spare.',
        act: { kind: 'by-hand' },
        performer: 'maintenance-lead',
        minutes: { least: 10, likely: 20, most: 30 },
        actsOnPlant: true,
        interruptible: false,
      })
    : step({
        id: 'rollback-firmware',
        title: `Restart into ${before}`,
        instructions: 'Boot the slot that still holds the old image.',
        act: { kind: 'roll-back-firmware' },
        minutes: { least: 1, likely: 4, most: 10 },
        actsOnPlant: true,
        interruptible: false,
      })
  return [
    back,
    step({
      id: 'rollback-program',
      title: 'Restore program and retained values',
      instructions: 'From the sealed backup, after its digest is read again.',
      act: { kind: 'restore-program' },
      minutes: { least: 1, likely: 3, most: 10 },
      actsOnPlant: true,
    }),
    step({
      id: 'rollback-read',
      title: 'Re-read the firmware after the rollback',
      instructions: `The controller must say ${before} and run.`,
      act: { kind: 'read-firmware', expected: before },
      minutes: { least: 1, likely: 1, most: 3 },
    }),
  ]
}
