import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import type { ControlProof } from '../1-triage/decide/verified-controls.ts'
import { type Facts, holds } from '../plant/actor.ts'
import type { Instant } from '../plant/instant.ts'
import { isPlainDate } from '../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import type { ConduitPolicy } from './conduit-policy.ts'

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

export type CompensatingControl = {
  readonly id: string
  readonly caseId: string
  readonly assetTag: string
  readonly enforcement: 'nftables'
  readonly policy: ConduitPolicy
  readonly rules: string
  readonly rulesSha256: string
  readonly verdict: RuleVerdict
  readonly ownerId: string
  readonly reviewOn: string
  readonly expiresOn: string
  /** Proofs come with checks that a machine repeats; until then this stays false. */
  readonly verified: false
  readonly createdAt: Instant
}

export type ControlCommand = {
  readonly kind: 'record-control'
  readonly id: string
  readonly caseId: string
  readonly assetTag: string
  readonly policy: ConduitPolicy
  readonly rules: string
  readonly rulesSha256: string
  readonly verdict: RuleVerdict
  readonly reviewOn: string
  readonly expiresOn: string
}

export type ControlEvent = { readonly kind: 'control-recorded'; readonly body: CompensatingControl }

/** What a control may take off the risk. A declared control earns nothing. */
export function creditOf(control: Pick<CompensatingControl, 'verified'>): 'none' {
  return control.verified ? unreachable(control.verified) : 'none'
}

/**
 * What is proved of a control. That a parser accepts the rules shows no effect on any packet, so
 * that today nothing is: checks of the flow come with their own record, and only from here.
 */
export function proofsOf(control: Pick<CompensatingControl, 'verified'>): readonly ControlProof[] {
  return control.verified ? unreachable(control.verified) : []
}

export function decideControl(
  state: CompensatingControl | null,
  command: ControlCommand,
  facts: Facts,
): Result<readonly ControlEvent[], readonly Refusal[]> {
  const out: Refusal[] = []
  const makers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
  if (!holds(facts.actor, makers)) out.push(notYourRole(makers, 'Recording a control'))
  if (state !== null) {
    out.push(refusalOf('control-exists', 'This control is recorded', 'Record another one'))
  }
  if (command.verdict.kind === 'refused') {
    const { tool, line, message } = command.verdict
    const what = `${tool} refuses line ${line}: ${message}`
    out.push(refusalOf('rules-refused', what, 'Correct the policy'))
  }
  const today = facts.now.slice(0, 10)
  for (const [words, day] of [
    ['review', command.reviewOn],
    ['expiry', command.expiresOn],
  ] as const) {
    if (isPlainDate(day) && day >= today) continue
    out.push(refusalOf('no-date', `The ${words} date is missing or past`, 'Give a later date'))
  }
  if (out.length > 0) return refuse(out)
  const { kind: _kind, ...rest } = command
  const body: CompensatingControl = {
    ...rest,
    enforcement: 'nftables',
    ownerId: facts.actor.personId,
    verified: false,
    createdAt: facts.now,
  }
  return accept([{ kind: 'control-recorded', body }])
}

export function evolveControl(
  _state: CompensatingControl | null,
  event: ControlEvent,
): CompensatingControl {
  return event.body
}
