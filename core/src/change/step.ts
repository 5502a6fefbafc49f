import type { Role } from '../plant/role.ts'

/** What a step does when it is sent; `by-hand` is done by a person and recorded. */
export type StepAct =
  | { readonly kind: 'take-backup' }
  | { readonly kind: 'put-firmware'; readonly imageSha256: string }
  | { readonly kind: 'activate-firmware' }
  | { readonly kind: 'confirm-firmware' }
  | { readonly kind: 'roll-back-firmware' }
  | { readonly kind: 'restore-program' }
  | { readonly kind: 'set-mode'; readonly mode: 'run' | 'stop' }
  | { readonly kind: 'read-firmware'; readonly expected: string }
  | { readonly kind: 'by-hand' }

export type StepMinutes = { readonly least: number; readonly likely: number; readonly most: number }

export type Reversibility = 'reversible' | 'by-spare' | 'one-way'

export type Step = {
  readonly id: string
  readonly title: string
  readonly instructions: string
  readonly act: StepAct
  readonly performer: Role
  readonly minutes: StepMinutes
  /** True when the step can change what the plant does; such a step is sent at most once. */
  readonly actsOnPlant: boolean
  /** An uninterruptible step is never cut once it was sent; HOLD waits for its end. */
  readonly interruptible: boolean
  readonly reversibility: Reversibility
  /** The rollback steps that undo it. Empty only where nothing on the plant is touched. */
  readonly undoneBy: readonly string[]
  /** The longest time that its result may stand half done. */
  readonly halfDoneMinutesMax: number | null
}

/** Acts after which the controller may run differently, or not at all. */
export function changesController(step: Step): boolean {
  switch (step.act.kind) {
    case 'take-backup':
    case 'read-firmware':
    case 'by-hand':
      return false
    default:
      return true
  }
}

/** Acts that change firmware or program: the backup gate stands before each of them. */
export function patches(step: Step): boolean {
  switch (step.act.kind) {
    case 'put-firmware':
    case 'activate-firmware':
    case 'confirm-firmware':
    case 'restore-program':
      return true
    default:
      return false
  }
}
