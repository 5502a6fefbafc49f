import type { ChangePlan, Step } from '@holdpoint/core'

export type MinuteSum = { readonly least: number; readonly likely: number; readonly most: number }

function sumOf(steps: readonly Step[]): MinuteSum {
  const none = { least: 0, likely: 0, most: 0 }
  return steps.reduce(
    (sum, { minutes }) => ({
      least: sum.least + minutes.least,
      likely: sum.likely + minutes.likely,
      most: sum.most + minutes.most,
    }),
    none,
  )
}

/** The work itself, start to end. */
export function workMinutes(plan: ChangePlan): MinuteSum {
  return sumOf(plan.steps)
}

/** While its controller does not control: the steps that act on the plant and cannot be cut. */
export function downtimeMinutes(plan: ChangePlan): MinuteSum {
  return sumOf(plan.steps.filter((step) => step.actsOnPlant && !step.interruptible))
}

/** From anywhere back to where it was: every rollback step. */
export function rollbackMinutes(plan: ChangePlan): MinuteSum {
  return sumOf(plan.rollback)
}

export function minutesInWords({ least, likely, most }: MinuteSum): string {
  return `${likely} min likely, ${least} to ${most} min`
}
