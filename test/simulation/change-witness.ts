import { createHash } from 'node:crypto'
import type { BoardForm, ChangeEvent, ChangePlan, Role, SealedBackup } from '@holdpoint/core'

/**
 * What an observer knows who reads the ledger and asks core nothing. Every law of the small world
 * is judged with it, so that a fault of a rule cannot hide behind the same rule.
 */
export type Witness = {
  readonly revision: number
  readonly plan: ChangePlan | null
  readonly form: BoardForm
  /** SHA-256 over plan and form with sorted keys, made here. */
  readonly digest: string
  readonly authors: readonly string[]
  readonly signatures: readonly Signed[]
  readonly goDigest: string | null
  readonly vetoed: boolean
  readonly work: 'not-released' | 'released' | 'held' | 'over'
  readonly rollbackReleased: boolean
  readonly accepted: 'no' | 'after-patch' | 'after-rollback'
  /** Over all revisions: the controller remembers an effect longer than a revision lasts. */
  readonly effects: { readonly [effectId: string]: Effect }
  readonly outcomes: { readonly [stepId: string]: Outcome }
  readonly backup: SealedBackup | null
  readonly oneWayGoes: readonly string[]
  readonly readings: { readonly [testId: string]: Reading }
  readonly firmware: Firmware | null
  /** What the last reading that got an answer found; a test speaks for this image alone. */
  readonly image: string | null
  readonly closed: boolean
}

type Signed = { readonly role: Role; readonly personId: string; readonly digest: string }
export type Effect = 'intended' | 'withdrawn' | 'sent' | 'answered'
export type Outcome = 'sent' | 'done' | 'failed' | 'unknown'
type Reading = { readonly phase: string; readonly measured: number; readonly accepted: string }
type Firmware = { readonly booted: string | null; readonly rematch: string; readonly good: boolean }

export const nothingSeen: Witness = {
  revision: 1,
  plan: null,
  form: {},
  digest: '',
  authors: [],
  signatures: [],
  goDigest: null,
  vetoed: false,
  work: 'not-released',
  rollbackReleased: false,
  accepted: 'no',
  effects: {},
  outcomes: {},
  backup: null,
  oneWayGoes: [],
  readings: {},
  firmware: null,
  image: null,
  closed: false,
}

export function sees(before: Witness, event: ChangeEvent): Witness {
  switch (event.kind) {
    case 'change-opened':
      return { ...before, authors: [event.body.authorId] }
    case 'plan-written':
      return seesPlan(before, event.body.plan, event.body.personId)
    case 'form-filled': {
      const form = { ...before.form, [event.body.field]: event.body.text }
      return { ...before, form, digest: digestOfBoth(before.plan, form), signatures: [] }
    }
    case 'revised': {
      const { plan, form, digest, effects, authors } = before
      const both = [...new Set([...authors, event.body.authorId])].sort()
      const kept = { plan, form, digest, effects, authors: both }
      return { ...nothingSeen, ...kept, revision: before.revision + 1 }
    }
    case 'signed': {
      const { role, personId, digest } = event.body
      return { ...before, signatures: [...before.signatures, { role, personId, digest }] }
    }
    case 'board-decided': {
      const { decision } = event.body
      return { ...before, goDigest: decision.kind === 'go' ? decision.digest : null }
    }
    case 'vetoed':
      return { ...before, vetoed: true }
    case 'closed':
      return { ...before, closed: true }
    default:
      return seesProof(seesRun(before, event), event)
  }
}

function seesPlan(before: Witness, plan: ChangePlan, personId: string): Witness {
  const authors = [...new Set([...before.authors, personId])].sort()
  const digest = digestOfBoth(plan, before.form)
  return { ...before, plan, digest, authors, signatures: [] }
}

function seesRun(before: Witness, event: ChangeEvent): Witness {
  switch (event.kind) {
    case 'released':
    case 'resumed':
      return { ...before, work: 'released' }
    case 'held':
      return { ...before, work: 'held' }
    case 'rollback-released':
      return { ...before, work: 'over', rollbackReleased: true, accepted: 'no' }
    case 'accepted-back':
      return { ...before, work: 'over', accepted: 'after-patch' }
    case 'rollback-accepted':
      return { ...before, accepted: 'after-rollback', firmware: null, image: null }
    case 'step-intended':
      return withEffect(before, event.body.effectId, 'intended')
    case 'step-withdrawn':
      return withEffect(before, event.body.effectId, 'withdrawn')
    case 'step-sent': {
      const sent = withEffect(before, event.body.effectId, 'sent')
      return withOutcome(sent, event.body.stepId, 'sent')
    }
    case 'step-reported': {
      const { effectId, stepId, outcome, backup } = event.body
      const answered = withOutcome(withEffect(before, effectId, 'answered'), stepId, outcome)
      return backup === null ? answered : { ...answered, backup }
    }
    case 'step-recorded':
    case 'step-settled':
      return withOutcome(before, event.body.stepId, event.body.outcome)
    case 'one-way-go-given': {
      const { stepId, role, personId } = event.body
      return { ...before, oneWayGoes: [...before.oneWayGoes, `${stepId} ${role} ${personId}`] }
    }
    default:
      return before
  }
}

function seesProof(before: Witness, event: ChangeEvent): Witness {
  switch (event.kind) {
    case 'functional-test-recorded': {
      const { testId, phase, measured } = event.body
      const readings = { ...before.readings, [testId]: { phase, measured, accepted: '' } }
      return { ...before, readings }
    }
    case 'deviation-signed': {
      const { testId, role, personId } = event.body
      const reading = before.readings[testId]
      if (reading === undefined) return before
      const accepted = `${reading.accepted}${role} ${personId};`
      return { ...before, readings: { ...before.readings, [testId]: { ...reading, accepted } } }
    }
    case 'firmware-verified': {
      const { claimed, booted, bootedSha256, confirmed } = event.body
      const good = booted === claimed && confirmed && bootedSha256 === before.plan?.patch.sha256
      const firmware = { booted, rematch: 'none', good }
      if (bootedSha256 === null) return { ...before, firmware }
      const same = before.image === null || before.image === bootedSha256
      return { ...before, firmware, image: bootedSha256, readings: same ? before.readings : {} }
    }
    case 'finding-rematched': {
      const { firmware } = before
      if (firmware === null) return before
      return { ...before, firmware: { ...firmware, rematch: event.body.verdict } }
    }
    default:
      return before
  }
}

function withEffect(before: Witness, effectId: string, effect: Effect): Witness {
  return { ...before, effects: { ...before.effects, [effectId]: effect } }
}

function withOutcome(before: Witness, stepId: string, outcome: Outcome): Witness {
  return { ...before, outcomes: { ...before.outcomes, [stepId]: outcome } }
}

const digests = new WeakMap<ChangePlan, Map<string, string>>()

export function digestOfBoth(plan: ChangePlan | null, form: BoardForm): string {
  if (plan === null) return ''
  const known = digests.get(plan) ?? new Map<string, string>()
  digests.set(plan, known)
  const formText = sortedJson(form)
  const found = known.get(formText)
  if (found !== undefined) return found
  const text = `{"form":${formText},"plan":${sortedJson(plan)}}`
  const digest = createHash('sha256').update(text).digest('hex')
  known.set(formText, digest)
  return digest
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${sortedJson(one)}`).join(',')}}`
}
