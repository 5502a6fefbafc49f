import type { Instant } from '../../plant/instant.ts'
import { type BoardRole, boardRoles, type Role } from '../../plant/role.ts'
import { answeredAs, type TriageCase } from '../triage-case.ts'
import type { DecidedBy } from './touched-roles.ts'

/**
 * Who decided or answered what in a case, and when. An operator's word on the impact is that of
 * operations, whose manager is the one who is asked again.
 */
export function decidedOnCase(found: TriageCase): readonly DecidedBy[] {
  const lead = 'ot-cybersecurity-lead' as const
  const ruled = [found.ruling, found.decision].filter((one) => one !== null)
  const answered = [found.context, found.placement, found.controls, found.impact]
  return [
    ...ruled.map(({ at }) => ({ role: lead, at })),
    ...answered.flatMap((answer) => (answer === null ? [] : answerers(answer.by, answer.at))),
  ]
}

function answerers(by: readonly string[], at: Instant): readonly DecidedBy[] {
  const spoke = (role: BoardRole) => {
    const also: readonly Role[] = role === 'operations-manager' ? [role, 'operator'] : [role]
    return also.some((one) => answeredAs(by, one))
  }
  return boardRoles.filter(spoke).map((role) => ({ role, at }))
}
