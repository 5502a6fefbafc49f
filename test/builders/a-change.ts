import {
  type Actor,
  type BoardForm,
  boardRoles,
  type Change,
  type ChangeCommand,
  type ChangeEvent,
  type ChangePlan,
  type ControllerNow,
  decideChange,
  dossierDigest,
  evolveChange,
  type FormField,
  formFields,
  type Instant,
  type Refusal,
  type RunFacts,
  type SealedBackup,
  SYSTEM,
} from '@holdpoint/core'
import { aPlan, FROM, IMAGE, TO } from './a-plan.ts'
import { BEFORE_WINDOW, IN_WINDOW } from './clocks.ts'
import { author, engineer, lead, operator, signers } from './people.ts'

export const PROGRAM = 'c'.repeat(64)
export const EDITED_PROGRAM = 'd'.repeat(64)

export function aBackup(fields: Partial<SealedBackup> = {}): SealedBackup {
  return {
    sha256: 'b'.repeat(64),
    sizeBytes: 4096,
    programSha256: PROGRAM,
    firmware: FROM,
    takenAt: IN_WINDOW,
    readBackAt: IN_WINDOW,
    ...fields,
  }
}

/** What the rules are told from outside: the person, the clock and the controller's program. */
export function facts(
  actor: Actor,
  now: Instant = IN_WINDOW,
  controller: ControllerNow = { programSha256: PROGRAM, readAt: now },
): RunFacts {
  const reauthenticatedAt = actor.reauthenticatedAt === null ? null : now
  return { now, actor: { ...actor, reauthenticatedAt }, controller }
}

/** Somebody asks for something; the clock and the controller where they matter. */
export type Ask = {
  readonly by: Actor
  readonly command: ChangeCommand
  readonly now?: Instant
  readonly controller?: ControllerNow
}

/** What the rules answer. */
export function asked(change: Change | null, ask: Ask) {
  return decideChange(change, ask.command, facts(ask.by, ask.now, ask.controller))
}

/** Every kind of refusal that this act meets; empty where it is allowed. */
export function kindsOf(change: Change | null, ask: Ask): string[] {
  const decided = asked(change, ask)
  return decided.ok ? [] : decided.refusal.map((one: Refusal) => one.kind)
}

/** The events of acts that must all be allowed, one after the other. */
export function eventsOf(start: Change | null, asks: readonly Ask[]): ChangeEvent[] {
  const out: ChangeEvent[] = []
  let change = start
  for (const ask of asks) {
    const decided = asked(change, ask)
    if (!decided.ok) {
      const why = decided.refusal.map((one) => `${one.kind}: ${one.what}`).join('; ')
      throw new Error(`${ask.command.kind} by ${ask.by.personId} was refused: ${why}`)
    }
    for (const event of decided.value) {
      out.push(event)
      change = evolveChange(change, event)
    }
  }
  return out
}

export function after(start: Change | null, ...asks: readonly Ask[]): Change {
  let change = start
  for (const event of eventsOf(start, asks)) change = evolveChange(change, event)
  if (change === null) throw new Error('no event, no change')
  return change
}

export const filledForm: BoardForm = Object.fromEntries(
  Object.keys(formFields).map((field) => [field, 'answered']),
)

export const text = 'in words'
export const release: Ask = {
  by: operator,
  command: { kind: 'release', processState: text, permit: 'P-1' },
}
export const veto: Ask = {
  by: operator,
  command: { kind: 'veto', ground: 'safety', reason: text },
}
export const hold: Ask = { by: operator, command: { kind: 'hold', reason: text } }
export const resume: Ask = { by: operator, command: { kind: 'resume', processState: text } }
export const releaseRollback: Ask = {
  by: operator,
  command: { kind: 'release-rollback', reason: text },
}
export const acceptBack: Ask = {
  by: operator,
  command: { kind: 'accept-back', processState: text },
}
export const acceptRollback: Ask = {
  by: operator,
  command: { kind: 'accept-rollback', processState: text },
}
export const revise: Ask = { by: author, command: { kind: 'revise', reason: text } }
export const lesson: Ask = { by: engineer, command: { kind: 'record-lesson', lesson: text } }
export const close: Ask = { by: engineer, command: { kind: 'close' } }

export function start(stepId: string): Ask {
  return { by: engineer, command: { kind: 'start-step', stepId, effectId: `effect-${stepId}` } }
}

export function send(stepId: string): Ask {
  return { by: SYSTEM, command: { kind: 'send-step', stepId, effectId: `effect-${stepId}` } }
}

export function report(
  stepId: string,
  outcome: 'done' | 'failed' | 'unknown' = 'done',
  backup: SealedBackup | null = stepId === 'backup' && outcome === 'done' ? aBackup() : null,
): Ask {
  const effectId = `effect-${stepId}`
  const detail = 'as read back'
  return {
    by: SYSTEM,
    command: { kind: 'report-step', stepId, effectId, outcome, detail, backup },
  }
}

export function does(stepId: string): Ask[] {
  return [start(stepId), send(stepId), report(stepId)]
}

export function readTest(testId: string, measured = 50): Ask {
  const readBy = testId === 'level' ? 'probe' : 'person'
  return { by: operator, command: { kind: 'record-test', testId, measured, readBy } }
}

export function verify(booted: string = TO): Ask {
  const bootedSha256 = booted === TO ? IMAGE : 'e'.repeat(64)
  const reading = { claimed: booted, booted, bootedSha256, confirmed: true }
  return { by: engineer, command: { kind: 'verify-firmware', reading } }
}

export function rematch(
  verdict: 'affected' | 'not-affected' | 'review' = 'not-affected',
  firmware: string = TO,
): Ask {
  return { by: engineer, command: { kind: 'rematch', rematch: { verdict, reasons: [], firmware } } }
}

export function sign(change: Change, role: (typeof boardRoles)[number], by = signers[role]): Ask {
  const digest = digestOf(change)
  return { by, command: { kind: 'sign', role, digest } }
}

export function go(change: Change): Ask {
  return {
    by: lead,
    command: { kind: 'decide', decision: { kind: 'go', digest: digestOf(change) } },
  }
}

export function digestOf(change: Change): string {
  return change.plan === null ? '' : dossierDigest(change.plan, change.board.form)
}

export function openChange(by: Actor = author): Ask {
  return {
    by,
    command: { kind: 'open-change', id: 'change-1', caseId: 'case-1', title: 'Patch PLC-101' },
  }
}

export function writePlan(plan: ChangePlan = aPlan(), by: Actor = author): Ask {
  return { by, command: { kind: 'write-plan', plan } }
}

export function fillForm(field: FormField, words = 'answered'): Ask {
  return {
    by: signers[formFields[field].owner],
    command: { kind: 'fill-form', field, text: words },
  }
}

export const submit: Ask = { by: author, command: { kind: 'submit-to-board' } }

/** How far a change has come; each names what was done last. */
export const stations = [
  'opened',
  'planned',
  'before-board',
  'form-filled',
  'signed',
  'scheduled',
  'released',
  'backed-up',
  'transferred',
  'activate-sent',
  'activated',
  'confirmed',
  'accepted-back',
  'tested',
  'proven',
  'closed',
] as const

export type Station = (typeof stations)[number]

/** The events of a change that went well so far. */
export function eventsUpTo(station: Station, plan: ChangePlan = aPlan()): readonly ChangeEvent[] {
  const events: ChangeEvent[] = []
  let change: Change | null = null
  for (const one of stations.slice(0, stations.indexOf(station) + 1)) {
    const next = eventsOf(change, asksTo(one, change, plan))
    for (const event of next) change = evolveChange(change, event)
    events.push(...next)
  }
  return events
}

/** A change that went well so far. */
export function aChange(station: Station = 'scheduled', plan: ChangePlan = aPlan()): Change {
  let change: Change | null = null
  for (const event of eventsUpTo(station, plan)) change = evolveChange(change, event)
  if (change === null) throw new Error('no event, no change')
  return change
}

function asksTo(station: Station, change: Change | null, plan: ChangePlan): Ask[] {
  if (change === null) return [openChange()]
  switch (station) {
    case 'opened':
      return [openChange()]
    case 'planned':
      return [writePlan(plan)]
    case 'before-board':
      return [submit]
    case 'form-filled':
      return (Object.keys(formFields) as FormField[]).map((field) => fillForm(field))
    case 'signed':
      return boardRoles.map((role) => sign(change, role)).map(before)
    case 'scheduled':
      return [before(go(change))]
    case 'released':
      return [release]
    case 'backed-up':
      return does('backup')
    case 'transferred':
      return does('transfer')
    case 'activate-sent':
      return [...goesFor(plan), start('activate'), send('activate')]
    case 'activated':
      return [report('activate')]
    case 'confirmed':
      return does('confirm')
    case 'accepted-back':
      return [acceptBack]
    case 'tested':
      return [readTest('level'), readTest('valve')]
    case 'proven':
      return [verify(), rematch()]
    case 'closed':
      return [lesson, close]
  }
}

function before(ask: Ask): Ask {
  return { ...ask, now: BEFORE_WINDOW }
}

export function oneWayGo(role: 'control-systems-engineer' | 'operator', by: Actor): Ask {
  return { by, command: { kind: 'give-one-way-go', stepId: 'activate', role } }
}

function goesFor(plan: ChangePlan): Ask[] {
  const oneWay = plan.steps.some((step) => step.reversibility !== 'reversible')
  if (!oneWay) return []
  return [oneWayGo('control-systems-engineer', engineer), oneWayGo('operator', operator)]
}
