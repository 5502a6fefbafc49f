import type { Role } from './role.ts'
import { roleWords } from './role.ts'

/**
 * A typed "no". `what` says what stands in the way in plain words, `clearedBy` what would clear
 * it, `owner` who can; the same words stand in the API, beside the button and on the terminal.
 */
export type Refusal = {
  readonly kind: string
  readonly what: string
  readonly clearedBy: string
  readonly owner: Role | null
}

export function refusalOf(
  kind: string,
  what: string,
  clearedBy: string,
  owner: Role | null = null,
): Refusal {
  return { kind, what, clearedBy, owner }
}

export function notYourRole(wanted: readonly Role[], act: string): Refusal {
  const words = wanted.map((role) => roleWords[role]).join(' or ')
  return refusalOf(
    'not-your-role',
    `${act} belongs to the ${words}`,
    `Ask the ${words}`,
    wanted[0] ?? null,
  )
}
