import type { Instant } from '../../plant/instant.ts'
import type { CheckFinding } from '../control.ts'

/** Who gets to the asset at all, or who would see it. */
export const safeguardKinds = ['access', 'monitoring'] as const

export type SafeguardKind = (typeof safeguardKinds)[number]

/** A check that a machine ran and can run again. */
export type SafeguardCheck = {
  readonly verdict: 'holds' | 'fails'
  readonly tool: string
  readonly at: Instant
  /** To be repeated by then; after it the check is worth nothing. */
  readonly until: Instant
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[]
  readonly findings: readonly CheckFinding[]
}

/** What somebody saw on the spot; it counts once another person has signed it, too. */
export type Inspection = {
  readonly on: string
  readonly found: 'holds' | 'fails'
  readonly words: string
  readonly by: string
  readonly recordedAt: Instant
  readonly signedBy: string | null
  readonly signedAt: Instant | null
}

/**
 * A protection that Holdpoint does not make: a jump host, privileged access, an intrusion detection
 * system. A claim with an owner, evidence and an expiry, worth something only while it is shown.
 */
export type Safeguard = {
  readonly id: string
  readonly caseId: string
  readonly assetTag: string
  readonly kind: SafeguardKind
  readonly title: string
  /** Where the evidence of it lies: a document, a ticket, a configuration. */
  readonly evidence: string
  /** Of access: the only senders that may get to the asset, and why. */
  readonly only: readonly { readonly address: string; readonly why: string }[]
  readonly ownerId: string
  readonly expiresOn: string
  /** A check or an inspection counts for so many days. */
  readonly recheckDays: number
  readonly recordedAt: Instant
  readonly check: SafeguardCheck | null
  readonly inspection: Inspection | null
  readonly withdrawn: { readonly by: string; readonly at: Instant; readonly reason: string } | null
}

export type SafeguardCommand =
  | ({ readonly kind: 'record-safeguard' } & {
      readonly safeguard: Pick<
        Safeguard,
        'id' | 'caseId' | 'assetTag' | 'kind' | 'title' | 'evidence' | 'only' | 'expiresOn'
      > & { readonly recheckDays: number }
    })
  | {
      readonly kind: 'check-safeguard'
      readonly check: Omit<SafeguardCheck, 'at' | 'until'>
    }
  | {
      readonly kind: 'inspect-safeguard'
      readonly on: string
      readonly found: 'holds' | 'fails'
      readonly words: string
    }
  | { readonly kind: 'sign-inspection' }
  | { readonly kind: 'withdraw-safeguard'; readonly reason: string }

type Signed = { readonly by: string; readonly at: Instant }

export type SafeguardEvent =
  | { readonly kind: 'safeguard-recorded'; readonly body: Safeguard }
  | { readonly kind: 'safeguard-checked'; readonly body: SafeguardCheck & { assetTag: string } }
  | { readonly kind: 'safeguard-inspected'; readonly body: Inspection }
  | { readonly kind: 'inspection-signed'; readonly body: Signed }
  | { readonly kind: 'safeguard-withdrawn'; readonly body: Signed & { readonly reason: string } }

export function evolveSafeguard(state: Safeguard | null, event: SafeguardEvent): Safeguard {
  if (event.kind === 'safeguard-recorded') return event.body
  if (state === null) throw new Error(`a stream cannot begin with ${event.kind}`)
  switch (event.kind) {
    case 'safeguard-checked': {
      const { assetTag: _, ...check } = event.body
      return { ...state, check }
    }
    case 'safeguard-inspected':
      return { ...state, inspection: event.body }
    case 'inspection-signed': {
      const { by, at } = event.body
      const { inspection } = state
      if (inspection === null) return state
      return { ...state, inspection: { ...inspection, signedBy: by, signedAt: at } }
    }
    case 'safeguard-withdrawn':
      return { ...state, withdrawn: event.body }
  }
}
