import { accept, type Result, refuse } from '@holdpoint/std'
import { type Facts, holds } from '../plant/actor.ts'
import { addMinutes, isPlainDate } from '../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import {
  type CheckKind,
  type CompensatingControl,
  type ControlCommand,
  type ControlEvent,
  controlSteps,
} from './control.ts'
import { checkWords } from './credit.ts'
import { renderVirtualPatch } from './virtual-patch/render-virtual-patch.ts'
import type { VulnerabilityFacts } from './virtual-patch/vulnerability-facts.ts'

type Decided = Result<readonly ControlEvent[], readonly Refusal[]>
type Of<Kind extends ControlCommand['kind']> = Extract<ControlCommand, { kind: Kind }>

const makers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
const operations = ['operator'] as const
const RECHECK_DAYS_MAX = 35
const DAY_MINUTES = 24 * 60

/** What may happen to a control, and who may make it happen. */
export function decideControl(
  state: CompensatingControl | null,
  command: ControlCommand,
  facts: Facts,
): Decided {
  if (command.kind === 'record-control') return recordControl(state, command, facts)
  if (state === null) {
    const what = 'There is no such control'
    return refuse([refusalOf('no-such-control', what, 'Record it for a case')])
  }
  switch (command.kind) {
    case 'describe-exploit':
      return describeExploit(state, command, facts)
    case 'record-check':
      return recordCheck(state, command, facts)
    case 'note-ageing':
      return noteAgeing(state, command, facts)
    case 'release-step':
      return releaseStep(state, command, facts)
    case 'take-step':
      return takeStep(state, command, facts)
    case 'veto-control':
      return vetoControl(state, command, facts)
    case 'lift-control-veto':
      return liftVeto(state, command, facts)
    case 'hand-over-control':
      return handOver(state, command, facts)
  }
}

function recordControl(
  state: CompensatingControl | null,
  command: Of<'record-control'>,
  facts: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, makers)) out.push(notYourRole(makers, 'Recording a control'))
  if (state !== null) {
    out.push(refusalOf('control-exists', 'This control is recorded', 'Record another one'))
  }
  if (command.verdict.kind === 'refused') {
    const { tool, line, message } = command.verdict
    const what = `${tool} refuses line ${line}: ${message}`
    out.push(refusalOf('rules-refused', what, 'Correct the policy'))
  }
  const { recheckDays } = command
  if (!Number.isInteger(recheckDays) || recheckDays < 1 || recheckDays > RECHECK_DAYS_MAX) {
    const what = `Checks repeated every ${recheckDays} days`
    out.push(refusalOf('no-recheck', what, `Choose 1 to ${RECHECK_DAYS_MAX} days`))
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
    ...{ ownerId: facts.actor.personId, createdAt: facts.now, checks: [], aged: [] },
    ...{ signature: null, step: 'recorded', released: null, veto: null },
  }
  return accept([{ kind: 'control-recorded', body }])
}

/** The sensor's rule is written from it; what was proved of the rule before is proved no more. */
function describeExploit(
  state: CompensatingControl,
  { kind: _kind, ...described }: Of<'describe-exploit'>,
  { now, actor }: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(actor, makers)) out.push(notYourRole(makers, 'Describing an exploit'))
  if (state.step === 'remove') {
    out.push(refusalOf('control-removed', 'It was taken out', 'Record another control'))
  }
  const facts: VulnerabilityFacts = {
    ...{ ...described, protects: [state.policy.protects] },
    revision: (state.signature?.facts.revision ?? 0) + 1,
  }
  const rendered = renderVirtualPatch(facts, { isInline: false })
  if (!rendered.ok) {
    for (const { where, why, missing } of rendered.refusal) {
      out.push(refusalOf('exploit-unclear', `${where}: ${why}`, missing))
    }
  }
  if (!rendered.ok || out.length > 0) return refuse(out)
  const { sid, rule, needs, blindTo } = rendered.value
  const body = { facts, sid, rule, needs, blindTo, by: actor.personId, at: now }
  return accept([{ kind: 'exploit-described', body }])
}

/** Only the program itself says what a check said; how long it counts is the control's own matter. */
function recordCheck(
  state: CompensatingControl,
  { check }: Of<'record-check'>,
  { now, actor }: Facts,
): Decided {
  if (actor.personId !== 'system') {
    return refuse([
      refusalOf('not-a-check', 'People do not say what a check says', 'Run the check'),
    ])
  }
  const until = addMinutes(now, state.recheckDays * DAY_MINUTES)
  const body = { ...check, at: now, until, assetTag: state.assetTag }
  return accept([{ kind: 'control-checked', body }])
}

function noteAgeing(
  state: CompensatingControl,
  { aged }: Of<'note-ageing'>,
  { now, actor }: Facts,
): Decided {
  if (actor.personId !== 'system' || JSON.stringify(aged) === JSON.stringify(state.aged)) {
    return refuse([refusalOf('nothing-aged', 'Nothing changed', 'Nothing is needed')])
  }
  return accept([{ kind: 'control-aged', body: { aged, by: actor.personId, at: now } }])
}

function releaseStep(
  state: CompensatingControl,
  { step, reason }: Of<'release-step'>,
  { now, actor }: Facts,
): Decided {
  const out: Refusal[] = [...stepRefusals(state, step), ...vetoRefusals(state)]
  if (!holds(actor, operations)) out.push(notYourRole(operations, 'Releasing a step'))
  if (reason.trim() === '') out.push(noReason('A release'))
  if (out.length > 0) return refuse(out)
  const body = { step, reason: reason.trim(), by: actor.personId, at: now }
  return accept([{ kind: 'control-step-released', body }])
}

/** A release is for today's shift: nobody loads rules on what somebody said last week. */
const RELEASE_HOURS = 12

function takeStep(
  state: CompensatingControl,
  { step, note }: Of<'take-step'>,
  { now, actor }: Facts,
): Decided {
  const out: Refusal[] = [...stepRefusals(state, step), ...vetoRefusals(state)]
  if (!holds(actor, makers)) out.push(notYourRole(makers, 'Taking a step'))
  const { released } = state
  const isReleased =
    released?.step === step &&
    now < addMinutes(released.at, RELEASE_HOURS * 60) &&
    released.at <= now
  if (!isReleased) {
    const what = `The operator has not released "${step}" within ${RELEASE_HOURS} hours`
    out.push(refusalOf('not-released', what, 'The operator releases it', 'operator'))
  } else if (released.by === actor.personId) {
    const what = 'Whoever released a step does not take it'
    out.push(refusalOf('same-person', what, 'Another person takes it'))
  }
  if (out.length > 0) return refuse(out)
  const body = { step, reason: note.trim(), by: actor.personId, at: now }
  return accept([{ kind: 'control-step-taken', body }])
}

/** Learn, then alert only, then enforce; out again from anywhere, and from there nowhere. */
function stepRefusals(state: CompensatingControl, step: CompensatingControl['step']): Refusal[] {
  const order: readonly string[] = ['recorded', ...controlSteps]
  const out: Refusal[] = []
  if (state.step === 'remove') {
    out.push(refusalOf('control-removed', 'It was taken out', 'Record another control'))
  } else if (step !== 'remove' && order.indexOf(step) !== order.indexOf(state.step) + 1) {
    const what = `"${step}" does not follow "${state.step}"`
    out.push(refusalOf('out-of-order', what, 'Learn, then alert only, then enforce'))
  }
  if (step === 'enforce') {
    for (const kind of ['exact-planned', 'live', 'captures'] as const)
      out.push(...unproved(state, kind))
  }
  return out
}

function unproved({ checks }: CompensatingControl, kind: CheckKind): readonly Refusal[] {
  const check = checks.find((one) => one.kind === kind)
  if (check?.verdict === 'holds') return []
  const failed = check?.findings.find((one) => !one.holds)
  const why = failed === undefined ? 'was not run' : `fails: ${failed.what}`
  return [refusalOf('not-proved', `${checkWords[kind]} ${why}`, 'Prove it first')]
}

function vetoRefusals({ veto }: CompensatingControl): readonly Refusal[] {
  if (veto === null) return []
  const what = `The operator vetoed this control: ${veto.reason}`
  return [refusalOf('vetoed', what, 'The operator lifts the veto', 'operator')]
}

function vetoControl(
  state: CompensatingControl,
  { reason }: Of<'veto-control'>,
  { now, actor }: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(actor, operations)) out.push(notYourRole(operations, 'A veto'))
  if (reason.trim() === '') out.push(noReason('A veto'))
  if (state.veto !== null) {
    out.push(refusalOf('vetoed', 'It is vetoed already', 'Nothing is needed'))
  }
  if (out.length > 0) return refuse(out)
  const body = { reason: reason.trim(), by: actor.personId, at: now }
  return accept([{ kind: 'control-vetoed', body }])
}

function liftVeto(
  state: CompensatingControl,
  { reason }: Of<'lift-control-veto'>,
  { now, actor }: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(actor, operations)) out.push(notYourRole(operations, 'Lifting a veto'))
  if (reason.trim() === '') out.push(noReason('Lifting a veto'))
  if (state.veto === null) out.push(refusalOf('no-veto', 'No veto stands', 'Nothing is needed'))
  if (out.length > 0) return refuse(out)
  const body = { reason: reason.trim(), by: actor.personId, at: now }
  return accept([{ kind: 'control-veto-lifted', body }])
}

function handOver(
  state: CompensatingControl,
  { ownerId, reason }: Of<'hand-over-control'>,
  { now, actor }: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(actor, makers)) out.push(notYourRole(makers, 'Handing a control over'))
  if (reason.trim() === '') out.push(noReason('Handing over'))
  if (ownerId === state.ownerId) {
    out.push(refusalOf('same-owner', 'It is theirs already', 'Choose somebody else'))
  }
  if (out.length > 0) return refuse(out)
  const body = { ownerId, reason: reason.trim(), by: actor.personId, at: now }
  return accept([{ kind: 'control-handed-over', body }])
}

function noReason(what: string): Refusal {
  return refusalOf('empty-text', `${what} needs a reason`, 'Write it')
}
