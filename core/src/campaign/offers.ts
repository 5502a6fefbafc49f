import { mayGoAhead, signedRoles } from '../2-board/board.ts'
import { formRefusals } from '../2-board/form.ts'
import { dossierDigest } from '../2-board/signature.ts'
import { limitsThatCount } from '../4-window/limit-gate.ts'
import { nextForwardStep, nextRollbackStep, openStep, plantTouched } from '../4-window/run.ts'
import { firmwareRefusals, testRefusals } from '../5-validation/decide-validation.ts'
import { planRefusals } from '../change/plan.ts'
import type { ChangeState } from '../change/transitions.ts'
import type { LimitNow } from '../plant/operating-limit.ts'
import type { Refusal } from '../plant/refusal.ts'
import { boardRoles, type Role } from '../plant/role.ts'
import type { Change } from './change.ts'
import { type ChangeCommand, type ChangeFacts, decideChange } from './decide-change.ts'

/** One act that a screen may offer: allowed when nothing refuses it, else with the reasons. */
export type Offer = {
  readonly command: ChangeCommand['kind']
  /** The step, role or test that the act is about, where there is one. */
  readonly about: string | null
  readonly refusals: readonly Refusal[]
}

/** Asks the rules about every act that makes sense here; the screens decide nothing alone. */
export function offersFor(change: Change, facts: ChangeFacts): readonly Offer[] {
  const previewed = { ...facts, actor: { ...facts.actor, reauthenticatedAt: facts.now } }
  const limits = limitsThatCount(change.plan, facts.limits ?? [])
  return sampleCommands(change, limits).map(({ command, about }) => {
    const decided = decideChange(change, command, previewed)
    return { command: command.kind, about, refusals: decided.ok ? [] : decided.refusal }
  })
}

type Sample = { readonly command: ChangeCommand; readonly about: string | null }

function sampleCommands(change: Change, limits: readonly LimitNow[]): readonly Sample[] {
  const text = 'x'
  const digest = change.plan === null ? '' : dossierDigest(change.plan, change.board.form)
  const day = '9999-12-31'
  const limitsConfirmed = limits.map(({ limit }) => limit.id)
  const deferral = {
    kind: 'deferral',
    controls: [text],
    mitigationPlan: text,
    dueOn: day,
    reviewOn: day,
    reason: text,
  } as const
  const plain = (command: ChangeCommand): Sample => ({ command, about: null })
  return [
    plain({ kind: 'submit-to-board' }),
    ...boardRoles.map((role) => ({
      command: { kind: 'sign', role, digest } as const,
      about: role,
    })),
    { command: { kind: 'decide', decision: { kind: 'go', digest } }, about: 'go' },
    { command: { kind: 'decide', decision: { kind: 'no-go', reason: text } }, about: 'no-go' },
    { command: { kind: 'decide', decision: deferral }, about: 'deferral' },
    plain({ kind: 'veto', ground: 'safety', reason: text }),
    plain({ kind: 'revise', reason: text }),
    // What no signal shows is confirmed in the form of the release itself.
    plain({ kind: 'release', processState: text, permit: text, limitsConfirmed }),
    plain({ kind: 'hold', reason: text }),
    plain({ kind: 'resume', processState: text }),
    plain({ kind: 'release-rollback', reason: text }),
    plain({ kind: 'accept-back', processState: text }),
    plain({ kind: 'accept-rollback', processState: text }),
    plain({ kind: 'close' }),
    plain({ kind: 'verify-firmware', reading: noReading }),
    ...stepSamples(change),
    ...testSamples(change),
  ]
}

const noReading = { claimed: null, booted: null, bootedSha256: null, confirmed: false }

function stepSamples(change: Change): readonly Sample[] {
  const { plan } = change
  if (plan === null) return []
  return [...plan.steps, ...plan.rollback].flatMap((step): Sample[] => {
    const stepId = step.id
    const about = stepId
    const byHand = step.act.kind === 'by-hand' || change.run.steps[stepId]?.status === 'failed'
    const out: Sample[] = [{ command: { kind: 'start-step', stepId, effectId: 'x' }, about }]
    if (byHand) {
      const command = { kind: 'record-step', stepId, outcome: 'done', detail: 'x' } as const
      out.push({ command, about })
    }
    if (step.reversibility !== 'reversible') {
      for (const role of ['control-systems-engineer', 'operator'] as const) {
        out.push({ command: { kind: 'give-one-way-go', stepId, role }, about: `${stepId}:${role}` })
      }
    }
    const command = { kind: 'settle-step', stepId, outcome: 'done', basis: 'x' } as const
    if (change.run.steps[stepId]?.status === 'unknown') out.push({ command, about })
    return out
  })
}

function testSamples(change: Change): readonly Sample[] {
  return (change.plan?.functionalTests ?? []).flatMap((test): Sample[] => {
    const { id: testId, readBy } = test
    const read = { kind: 'record-test', testId, measured: test.expected, readBy } as const
    const deviations = (['plant-safety-officer', 'operations-manager'] as const).map((role) => ({
      command: { kind: 'sign-deviation', testId, role, reason: 'x' } as const,
      about: `${testId}:${role}`,
    }))
    return [{ command: read, about: testId }, ...deviations]
  })
}

export type NextUp = { readonly what: string; readonly owner: Role | null }

/** The next hold point or duty, and its owner: what the screen names beside the stages. */
export function nextUp(change: Change): NextUp {
  switch (change.state) {
    case 'drafted':
      return drafting(change)
    case 'before-board':
      return boarding(change)
    case 'deferred':
      return { what: 'Review the deferral on its date', owner: 'ot-cybersecurity-lead' }
    case 'no-go':
      return { what: 'Draft a new revision, or close', owner: 'control-systems-engineer' }
    case 'scheduled':
      return { what: 'Release the plant to the work', owner: 'operator' }
    case 'in-window':
      return running(change)
    case 'held':
      return { what: 'Resume or roll back', owner: 'operator' }
    case 'validating':
      return validating(change)
    case 'vetoed':
      return plantTouched(change)
        ? { what: 'Release the rollback', owner: 'operator' }
        : { what: 'Draft a new revision', owner: 'control-systems-engineer' }
    case 'rolling-back':
      return rollingBack(change)
    case 'rolled-back':
      return { what: 'Record the lesson, then revise or close', owner: 'control-systems-engineer' }
    case 'closed':
      return { what: 'Nothing; the evidence is ready', owner: null }
  }
}

function drafting(change: Change): NextUp {
  const owner = 'control-systems-engineer'
  if (change.plan === null) return { what: 'Write the plan', owner }
  const first = planRefusals(change.plan)[0]
  return { what: first?.clearedBy ?? 'Bring it before the board', owner }
}

function boarding(change: Change): NextUp {
  const missing = formRefusals(change.board.form)[0]
  if (missing !== undefined) return { what: missing.what, owner: missing.owner }
  const signed = signedRoles(change)
  const role = boardRoles.find((one) => !signed.includes(one))
  if (role !== undefined) return { what: 'Sign, or veto', owner: role }
  return { what: 'Record the decision', owner: 'ot-cybersecurity-lead' }
}

function running(change: Change): NextUp {
  if (change.plan === null || !mayGoAhead(change)) {
    return { what: 'Nothing goes ahead', owner: 'operator' }
  }
  const open = openStep(change.run)
  if (open?.status === 'unknown') {
    return { what: 'Settle the unknown outcome', owner: 'control-systems-engineer' }
  }
  if (open !== null) return { what: 'A step is under way', owner: null }
  const step = nextForwardStep(change.plan, change.run)
  if (step === null) return { what: 'Accept the unit back', owner: 'operator' }
  return { what: step.title, owner: step.performer }
}

function rollingBack(change: Change): NextUp {
  const step = change.plan === null ? null : nextRollbackStep(change.plan, change.run)
  if (step === null) return { what: 'Accept the unit back', owner: 'operator' }
  return { what: step.title, owner: step.performer }
}

function validating(change: Change): NextUp {
  const first = [...testRefusals(change), ...firmwareRefusals(change)][0]
  if (first?.kind === 'test-failed') {
    return { what: 'Release the rollback, as a test failed', owner: 'operator' }
  }
  if (first !== undefined) return { what: first.what, owner: first.owner ?? 'operator' }
  return { what: 'Record the lesson and close', owner: 'control-systems-engineer' }
}

export type StageNumber = 1 | 2 | 3 | 4 | 5

const stages: Record<ChangeState, StageNumber> = {
  drafted: 2,
  'before-board': 2,
  deferred: 3,
  'no-go': 2,
  scheduled: 4,
  'in-window': 4,
  held: 4,
  vetoed: 4,
  'rolling-back': 4,
  'rolled-back': 5,
  validating: 5,
  closed: 5,
}

export function stageOf(state: ChangeState): StageNumber {
  return stages[state]
}
