import { canonicalDigest, canonicalise } from '@holdpoint/evidence'
import type { JsonValue } from '@holdpoint/std'
import type { ChangePlan } from '../change/plan.ts'
import { hoursBetween, type Instant } from '../plant/instant.ts'
import type { BoardRole } from '../plant/role.ts'
import type { BoardForm } from './form.ts'

/** The meaning of each role's signature (21 CFR 11.50 asks that it be shown with the name). */
export const signatureMeanings = {
  'ot-cybersecurity-lead': 'authorise',
  'control-systems-engineer': 'technical basis',
  'operations-manager': 'operations accept',
  'maintenance-lead': 'means and rollback',
  'plant-safety-officer': 'safety impact',
} as const satisfies Record<BoardRole, string>

export type Signature = {
  readonly role: BoardRole
  readonly personId: string
  readonly name: string
  readonly meaning: string
  readonly at: Instant
  readonly revision: number
  /** What was signed: the digest of plan and form together. */
  readonly digest: string
}

/** The digest that a signature binds: SHA-256 over RFC 8785 canonical JSON of plan and form. */
export function dossierDigest(plan: ChangePlan, form: BoardForm): string {
  return canonicalDigest({ form, plan } as unknown as JsonValue)
}

/** Half a character or a number without end has no digest, so nobody could sign over it. */
export function isSignable(part: ChangePlan | string): boolean {
  return canonicalise(part as unknown as JsonValue).ok
}

/** A re-authentication serves one act, and only while it is fresh. */
export const REAUTHENTICATION_HOURS_MAX = 2 / 60

export function freshlyReauthenticated(at: Instant | null, now: Instant): boolean {
  if (at === null) return false
  const hours = hoursBetween(at, now)
  return hours >= 0 && hours <= REAUTHENTICATION_HOURS_MAX
}
