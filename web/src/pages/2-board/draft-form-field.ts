import type { ChangePlan, FormField } from '@holdpoint/core'
import {
  downtimeMinutes,
  minutesInWords,
  rollbackMinutes,
  workMinutes,
} from '../../ui/plan-sums.ts'

/**
 * What the plan already says about a field, for its owner to check and complete. A field that is a
 * judgement (safety, people, authorisation) starts empty: nobody's judgement is drafted.
 */
export function draftFormField(field: FormField, plan: ChangePlan | null): string {
  if (plan === null) return ''
  const { assetTag, firmwareFrom, firmwareTo } = plan
  switch (field) {
    case 'downtime-window':
      return `${assetTag} does not control for ${minutesInWords(downtimeMinutes(plan))}`
    case 'technical-basis':
      return `${plan.advisoryId}, ${plan.cves.join(', ')}: ${firmwareFrom} to ${firmwareTo}`
    case 'replacement-in-kind':
      return `Same hardware, other firmware: ${firmwareFrom} to ${firmwareTo}`
    case 'time-period':
      return `Work ${minutesInWords(workMinutes(plan))}; rollback ${minutesInWords(rollbackMinutes(plan))}`
    case 'rollback-verified-by':
    case 'safety-review':
    case 'safety-and-health':
    case 'operating-procedures':
    case 'informed-and-trained':
    case 'authorisation':
      return ''
  }
}
