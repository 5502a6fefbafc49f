import { type ChangePlan, limitInWords } from '@holdpoint/core'

/** What the board signs about limits: those of the case, and what the plan says beside them. */
export function limitsOf({ limits, operatingLimits = [] }: ChangePlan): readonly string[] {
  return [...operatingLimits.map(limitInWords), ...(limits === '' ? [] : [limits])]
}
