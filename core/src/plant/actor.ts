import type { Instant } from './instant.ts'
import type { Role } from './role.ts'

/** Who acts, as the identity adapter vouched for it at this moment. */
export type Actor = {
  readonly personId: string
  readonly name: string
  /** The roles that hold now, delegations and their dates already applied. */
  readonly roles: readonly Role[]
  /** When the password was last given for exactly this act; null when it was not. */
  readonly reauthenticatedAt: Instant | null
}

/** The runner: it may send what people released and report what came back; nothing else. */
export const SYSTEM: Actor = {
  personId: 'system',
  name: 'Holdpoint',
  roles: [],
  reauthenticatedAt: null,
}

export function holds(actor: Actor, wanted: readonly Role[]): boolean {
  return wanted.some((role) => actor.roles.includes(role))
}

/** What every decision is given from outside: core has no clock and no identity of its own. */
export type Facts = { readonly now: Instant; readonly actor: Actor }
