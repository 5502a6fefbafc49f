import type { Exposure } from '../1-triage/urgency.ts'
import type { Instant } from '../plant/instant.ts'
import type { ConduitPolicy } from './conduit-policy.ts'
import type { EnforcementPoint } from './render/enforcement.ts'
import type { VulnerabilityFacts } from './virtual-patch/vulnerability-facts.ts'

/** What the enforcement point's own program said about the rules; `missing` is not "accepted". */
export type RuleVerdict =
  | { readonly kind: 'accepted'; readonly tool: string; readonly version: string }
  | {
      readonly kind: 'refused'
      readonly tool: string
      readonly line: number
      readonly message: string
    }
  | { readonly kind: 'missing'; readonly tool: string; readonly clearedBy: string }

/** The three ways to prove a control; the exact one before the rules are loaded, and after. */
export const checkKinds = ['exact-planned', 'exact-deployed', 'live', 'captures'] as const

export type CheckKind = (typeof checkKinds)[number]

/** One thing that a check looked at, and whether it was as it must be. */
export type CheckFinding = { readonly what: string; readonly holds: boolean }

/** A check that a machine ran and can run again. */
export type ControlCheck = {
  readonly kind: CheckKind
  readonly verdict: 'holds' | 'fails'
  /** The program with its version. */
  readonly tool: string
  readonly at: Instant
  /** To be repeated by then; after it the check is worth nothing. */
  readonly until: Instant
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[]
  readonly findings: readonly CheckFinding[]
}

/** What wears a control out while nobody looks. */
export const ageings = [
  ...['drift', 'owner-gone', 'scope-changed', 'severity-revised', 'evidence-stale'],
  'framework-changed',
] as const

export type AgeingKind =
  | 'drift'
  | 'owner-gone'
  | 'scope-changed'
  | 'severity-revised'
  | 'evidence-stale'
  | 'framework-changed'

export type Ageing = { readonly kind: AgeingKind; readonly words: string }

/** Each step of putting a control into the plant, or taking it out, is released by the operator. */
export const controlSteps = ['learn', 'alert', 'enforce', 'remove'] as const

export type ControlStep = (typeof controlSteps)[number]

/** What the case was about when the control was recorded. */
export type ControlScope = {
  readonly address: string | null
  readonly zone: string
  readonly advisoryVersion: string
  readonly highestScore: number | null
  /** What the way in came to without it; null: not decided. */
  readonly wayIn: Exposure | null
}

/** What the exploit sends, and the sensor's rule that names it: proved on captures. */
export type ControlSignature = {
  readonly facts: VulnerabilityFacts
  readonly sid: number
  readonly rule: string
  readonly needs: readonly string[]
  readonly blindTo: readonly string[]
}

export type CompensatingControl = {
  readonly id: string
  readonly caseId: string
  readonly assetTag: string
  /** Tag of the firewall that enforces it; null: not said, and nothing can be proved. */
  readonly firewall: string | null
  readonly point: EnforcementPoint
  readonly policy: ConduitPolicy
  readonly rules: string
  readonly rollback: string
  /** Ends sessions that the rules leave open, as a step of its own; null: they reach them too. */
  readonly endSessions: string | null
  readonly rulesSha256: string
  readonly verdict: RuleVerdict
  readonly scope: ControlScope | null
  readonly ownerId: string
  readonly reviewOn: string
  readonly expiresOn: string
  /** Every check is to be repeated after so many days. */
  readonly recheckDays: number
  readonly createdAt: Instant
  /** Null: nobody said yet what the exploit sends. */
  readonly signature: ControlSignature | null
  /** The newest of each kind. */
  readonly checks: readonly ControlCheck[]
  readonly step: 'recorded' | ControlStep
  readonly released: {
    readonly step: ControlStep
    readonly by: string
    readonly at: Instant
  } | null
  /** While it stands nothing goes forward; only operations may lift it. */
  readonly veto: { readonly by: string; readonly reason: string; readonly at: Instant } | null
  readonly aged: readonly Ageing[]
}

export type ControlCommand =
  | ({ readonly kind: 'record-control' } & Pick<
      CompensatingControl,
      | 'id'
      | 'caseId'
      | 'assetTag'
      | 'firewall'
      | 'point'
      | 'policy'
      | 'rules'
      | 'rollback'
      | 'endSessions'
      | 'rulesSha256'
      | 'verdict'
      | 'scope'
      | 'reviewOn'
      | 'expiresOn'
      | 'recheckDays'
    >)
  | ({ readonly kind: 'describe-exploit' } & Omit<VulnerabilityFacts, 'revision' | 'protects'>)
  | { readonly kind: 'record-check'; readonly check: Omit<ControlCheck, 'at' | 'until'> }
  | { readonly kind: 'note-ageing'; readonly aged: readonly Ageing[] }
  | { readonly kind: 'release-step'; readonly step: ControlStep; readonly reason: string }
  | { readonly kind: 'take-step'; readonly step: ControlStep; readonly note: string }
  | { readonly kind: 'veto-control'; readonly reason: string }
  | { readonly kind: 'lift-control-veto'; readonly reason: string }
  | { readonly kind: 'hand-over-control'; readonly ownerId: string; readonly reason: string }

type Signed = { readonly by: string; readonly at: Instant }

export type ControlEvent =
  | { readonly kind: 'control-recorded'; readonly body: CompensatingControl }
  | { readonly kind: 'control-checked'; readonly body: ControlCheck & { assetTag: string } }
  | { readonly kind: 'exploit-described'; readonly body: ControlSignature & Signed }
  | { readonly kind: 'control-aged'; readonly body: { readonly aged: readonly Ageing[] } & Signed }
  | {
      readonly kind: 'control-step-released' | 'control-step-taken'
      readonly body: { readonly step: ControlStep; readonly reason: string } & Signed
    }
  | { readonly kind: 'control-vetoed'; readonly body: { readonly reason: string } & Signed }
  | { readonly kind: 'control-veto-lifted'; readonly body: { readonly reason: string } & Signed }
  | {
      readonly kind: 'control-handed-over'
      readonly body: { readonly ownerId: string; readonly reason: string } & Signed
    }

/** Controls of before they could be proved have none of these. */
const before = {
  ...{ firewall: null, rollback: '', endSessions: null, scope: null, recheckDays: 7 },
  ...{ signature: null, checks: [], step: 'recorded', released: null, veto: null, aged: [] },
  point: { dialect: 'nftables' },
} as const

/** A control as it is read, also one that an older program wrote. */
export function wholeControl(written: CompensatingControl): CompensatingControl {
  return { ...before, ...written }
}

export function evolveControl(
  state: CompensatingControl | null,
  event: ControlEvent,
): CompensatingControl {
  if (event.kind === 'control-recorded') return wholeControl(event.body)
  if (state === null) throw new Error(`a stream cannot begin with ${event.kind}`)
  switch (event.kind) {
    case 'control-checked': {
      const { assetTag: _, ...check } = event.body
      const others = state.checks.filter(({ kind }) => kind !== check.kind)
      return { ...state, checks: [...others, check] }
    }
    case 'exploit-described': {
      const { by: _by, at: _at, ...signature } = event.body
      // What was shown of the rule before says nothing of this one.
      return { ...state, signature, checks: state.checks.filter(({ kind }) => kind !== 'captures') }
    }
    case 'control-aged':
      return { ...state, aged: event.body.aged }
    case 'control-step-released':
      return { ...state, released: event.body }
    case 'control-step-taken':
      return { ...state, step: event.body.step, released: null }
    case 'control-vetoed':
      return { ...state, veto: event.body, released: null }
    case 'control-veto-lifted':
      return { ...state, veto: null }
    case 'control-handed-over':
      return { ...state, ownerId: event.body.ownerId }
  }
}
