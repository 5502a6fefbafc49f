import {
  type Actor,
  boardRoles,
  type Change,
  type ChangeCommand,
  type ChangeEvent,
  type ChangePlan,
  decideChange,
  evolveChange,
  type FormField,
  formFields,
  type RunFacts,
  replayChange,
  SYSTEM,
} from '@holdpoint/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ask, aBackup, eventsUpTo, facts, stations } from '../builders/a-change.ts'
import { aOneWayPlan } from '../builders/a-plan.ts'
import * as people from '../builders/people.ts'
import { SEED } from '../builders/seed.ts'
import { brokenLaw } from './change-laws.ts'
import { always, board, oneWayGoes, proof, shortcuts, windowOf } from './change-moves.ts'
import { hours, otherPlan, plan } from './change-surroundings.ts'
import { digestOfBoth, nothingSeen, sees, type Witness } from './change-witness.ts'

/** Anything at all, or an act that makes sense somewhere. */
type Attempt = { readonly now: string; readonly acts: (known: Witness) => readonly Ask[] }

const everybody: readonly Actor[] = [
  ...[people.author, people.engineer, people.lead, people.manager, people.maintenance],
  ...[people.safety, people.operator, people.administrator, people.twoSeats, SYSTEM],
]

const malformed: ChangePlan = { ...plan, returnToServiceMinutes: Number.NaN }
const halfText: ChangePlan = { ...plan, limits: 'half a pair \ud800' }

const words = fc.constantFrom('in words', ' ', '', 'half a pair \ud800', '__proto__')
const stepId = fc.constantFrom(
  ...['backup', 'transfer', 'activate', 'confirm', 'undo-restart', 'undo-read'],
  ...['no-such-step', '__proto__', 'constructor'],
)
const effectId = fc.oneof(
  fc.constantFrom('effect-backup', 'effect-transfer', 'effect-activate', 'a', 'b', '__proto__'),
  fc.uuid(),
)
const outcome = fc.constantFrom('done' as const, 'failed' as const)
const testId = fc.constantFrom('level', 'valve', 'no-such-test', '__proto__')
const digest = fc.constantFrom(
  ...[plan, otherPlan].flatMap((one) => [digestOfBoth(one, {}), digestOfBoth(one, wholeForm())]),
  'f'.repeat(64),
)
const day = fc.constantFrom('2026-12-24', '2026-11-01', 'someday')

const command: fc.Arbitrary<ChangeCommand> = fc.oneof(
  record('open-change', { id: words, caseId: words, title: words }),
  record('write-plan', { plan: fc.constantFrom(plan, otherPlan, malformed, halfText) }),
  record('revise', { reason: words }),
  record('fill-form', { field: fc.constantFrom(...formFieldNames()), text: words }),
  record('submit-to-board', {}),
  record('sign', { role: fc.constantFrom(...boardRoles), digest }),
  record('decide', {
    decision: fc.oneof(
      record('go', { digest }),
      record('no-go', { reason: words }),
      record('deferral', {
        controls: fc.tuple(words),
        mitigationPlan: words,
        dueOn: day,
        reviewOn: day,
        reason: words,
      }),
    ),
  }),
  record('veto', { ground: fc.constantFrom('safety', 'production'), reason: words }),
  record('release', { processState: words, permit: words }),
  record('start-step', { stepId, effectId }),
  record('send-step', { stepId, effectId }),
  record('report-step', {
    stepId,
    effectId,
    outcome: fc.oneof(outcome, fc.constant('unknown')),
    detail: words,
    backup: fc.constantFrom(null, aBackup(), aBackup({ takenAt: hours.before })),
  }),
  record('record-step', { stepId, outcome, detail: words }),
  record('settle-step', { stepId, outcome, basis: words }),
  record('give-one-way-go', {
    stepId,
    role: fc.constantFrom('control-systems-engineer', 'operator'),
  }),
  record('hold', { reason: words }),
  record('resume', { processState: words }),
  record('release-rollback', { reason: words }),
  record('accept-back', { processState: words }),
  record('accept-rollback', { processState: words }),
  record('record-test', {
    testId,
    measured: fc.constantFrom(50, 40, Number.NaN, Number.POSITIVE_INFINITY),
    readBy: fc.constantFrom('probe', 'person'),
  }),
  record('sign-deviation', {
    testId,
    role: fc.constantFrom('plant-safety-officer', 'operations-manager'),
    reason: words,
  }),
  record('record-lesson', { lesson: words }),
  record('close', {}),
) as fc.Arbitrary<ChangeCommand>

const sensible = [...always, ...board, ...shortcuts, ...windowOf(plan), ...oneWayGoes, ...proof]
  .filter((move) => 'acts' in move)
  .map(({ acts }) => acts)
const anything = fc
  .record({ by: fc.constantFrom(...everybody), command })
  .map((ask) => () => [ask] as const)
const { before, open, nextDay, pastTurnBack, after } = hours
const attempt: fc.Arbitrary<Attempt> = fc.record({
  acts: fc.oneof(anything, { arbitrary: fc.constantFrom(...sensible), weight: 3 }),
  now: fc.constantFrom(open, open, open, open, before, nextDay, pastTurnBack, after),
})

const beginnings = [plan, aOneWayPlan({ window: plan.window })].flatMap((one) =>
  stations.map((station) => eventsUpTo(station, one)),
)
const story = fc.tuple(
  fc.constantFrom<readonly ChangeEvent[]>([], ...beginnings),
  fc.array(attempt, { minLength: 10, maxLength: 60, size: 'max' }),
)

describe(`any story of a change (seed ${SEED})`, () => {
  test('never throws, keeps the laws, and is refused only with words that help', () => {
    let accepted = 0
    const property = fc.property(story, ([begins, attempts]) => {
      tell(begins, attempts, ({ known, given, decided }) => {
        if (!decided.ok) {
          expect(decided.refusal.length).toBeGreaterThan(0)
          for (const one of decided.refusal) expect(one.what && one.clearedBy).toBeTruthy()
          return
        }
        accepted += 1
        expect(brokenLaw({ before: known, facts: given, events: decided.value })).toBeNull()
      })
    })
    fc.assert(property, { seed: SEED, numRuns: 1500 })
    expect(accepted).toBeGreaterThan(1000)
    console.log(`accepted acts ${accepted}`)
  })

  test('is the same change when it is replayed, and a decision leaves its state alone', () => {
    const property = fc.property(story, ([begins, attempts]) => {
      const { change, events } = tell(begins, attempts, ({ before }) => deepFreeze(before))
      expect(replayChange(events)).toEqual(change)
      const revisions = events.filter(({ kind }) => kind === 'revised').length
      if (change !== null) expect(change.revision).toBe(1 + revisions)
    })
    fc.assert(property, { seed: SEED, numRuns: 1000 })
  })

  test('voids every signature with the plan, the form or the revision, and keeps it in sight', () => {
    const property = fc.property(story, ([begins, attempts]) => {
      tell(begins, attempts, ({ before, decided }) => {
        for (const event of decided.ok ? decided.value : []) {
          if (!['plan-written', 'form-filled', 'revised'].includes(event.kind)) continue
          const { board } = evolveChange(before, event)
          expect(board.signatures).toEqual([])
          const stood = before?.board.signatures.length ?? 0
          expect(board.voided).toHaveLength((before?.board.voided.length ?? 0) + stood)
        }
      })
    })
    fc.assert(property, { seed: SEED, numRuns: 1000 })
  })
})

type Told = {
  readonly before: Change | null
  readonly known: Witness
  readonly given: RunFacts
  readonly decided: ReturnType<typeof decideChange>
}

/** Tries one act after the other; what is accepted becomes part of the story. */
function tell(
  begins: readonly ChangeEvent[],
  attempts: readonly Attempt[],
  listen: (told: Told) => void,
): { readonly change: Change | null; readonly events: readonly ChangeEvent[] } {
  const events = [...begins]
  let change = replayChange(begins)
  let known = begins.reduce(sees, nothingSeen)
  for (const { acts, now } of attempts) {
    for (const { by, command: asked } of acts(known)) {
      const given = facts(by, now)
      const decided = decideChange(change, asked, given)
      listen({ before: change, known, given, decided })
      for (const event of decided.ok ? decided.value : []) {
        change = evolveChange(change, event)
        known = sees(known, event)
        events.push(event)
      }
    }
  }
  return { change, events }
}

function record(kind: string, fields: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record({ kind: fc.constant(kind), ...fields })
}

function formFieldNames(): FormField[] {
  return Object.keys(formFields) as FormField[]
}

function wholeForm() {
  return Object.fromEntries(formFieldNames().map((field) => [field, 'answered']))
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const one of Object.values(value)) deepFreeze(one)
}
