import { type Actor, type BoardRole, boardRoles, type Instant, type Role } from '@holdpoint/core'
import { IN_WINDOW } from './clocks.ts'

/** A person of the plant who has just given the password. */
export function aPerson(
  personId: string,
  roles: readonly Role[],
  reauthenticatedAt: Instant | null = IN_WINDOW,
): Actor {
  return { personId, name: `Name of ${personId}`, roles, reauthenticatedAt }
}

/** The engineer who opens the change and writes its plan, and therefore never signs it. */
export const author = aPerson('author', ['control-systems-engineer'])
export const engineer = aPerson('engineer', ['control-systems-engineer'])
export const lead = aPerson('lead', ['ot-cybersecurity-lead'])
export const manager = aPerson('manager', ['operations-manager'])
export const maintenance = aPerson('maintenance', ['maintenance-lead'])
export const safety = aPerson('safety', ['plant-safety-officer'])
export const operator = aPerson('operator', ['operator'])
/** Runs the software; being one gives no sign-off. */
export const administrator = aPerson('administrator', ['administrator'])
/** One person with two seats on the board, who may still sign only once. */
export const twoSeats = aPerson('two-seats', ['maintenance-lead', 'plant-safety-officer'])

export const signers: Record<BoardRole, Actor> = {
  'ot-cybersecurity-lead': lead,
  'control-systems-engineer': engineer,
  'operations-manager': manager,
  'maintenance-lead': maintenance,
  'plant-safety-officer': safety,
}

export const seats: readonly (readonly [BoardRole, Actor])[] = boardRoles.map((role) => [
  role,
  signers[role],
])
