import {
  type Actor,
  boardRoles,
  type ChangeCommand,
  type ChangePlan,
  type FormField,
  formFields,
  type StepOutcome,
  SYSTEM,
} from '@holdpoint/core'
import {
  type Ask,
  aBackup,
  acceptBack,
  acceptRollback,
  close,
  fillForm,
  hold,
  lesson,
  readTest,
  release,
  releaseRollback,
  rematch,
  resume,
  revise,
  text,
  verify,
  veto,
} from '../builders/a-change.ts'
import { FROM, TO } from '../builders/a-plan.ts'
import {
  administrator,
  author,
  engineer,
  lead,
  manager,
  operator,
  safety,
  signers,
  twoSeats,
} from '../builders/people.ts'
import { hours, type Move, otherPlan, plan } from './change-surroundings.ts'
import type { Witness } from './change-witness.ts'

function act(name: string, by: Actor, command: ChangeCommand): Move {
  return { name: `${name} by ${by.personId}`, acts: () => [{ by, command }] }
}

function asks(name: string, ask: Ask): Move {
  return { name, acts: () => [ask] }
}

/** What always may be tried, by those who may and by some who may not. */
export const always: readonly Move[] = [
  asks('veto', veto),
  act('veto', manager, { kind: 'veto', ground: 'production', reason: text }),
  act('veto', administrator, { kind: 'veto', ground: 'safety', reason: text }),
  asks('revise', revise),
  asks('release the rollback', releaseRollback),
  act('release-rollback', engineer, { kind: 'release-rollback', reason: text }),
]

function signed(known: Witness, role: (typeof boardRoles)[number], by: Actor): Ask {
  return { by, command: { kind: 'sign', role, digest: known.digest } }
}

function goFor(digest: string, by: Actor = lead): Ask {
  return { by, command: { kind: 'decide', decision: { kind: 'go', digest } } }
}

const allFields = Object.keys(formFields) as FormField[]
const submit: Ask = { by: author, command: { kind: 'submit-to-board' } }

const deferral = {
  kind: 'deferral',
  controls: [text],
  mitigationPlan: text,
  dueOn: '2026-12-24',
  reviewOn: '2026-12-01',
  reason: text,
} as const

/** The board, signature by signature, with signatures that must not count. */
export const board: readonly Move[] = [
  ...boardRoles.map((role) => ({
    name: `sign as ${role}`,
    acts: (known: Witness) => [signed(known, role, signers[role])],
  })),
  {
    name: 'sign over the digest of another plan',
    acts: ({ digest }) => {
      const other = digest.replace(/^./, (first) => (first === '0' ? '1' : '0'))
      return [{ by: manager, command: { kind: 'sign', role: 'operations-manager', digest: other } }]
    },
  },
  {
    name: 'sign by the author',
    acts: (known) => [signed(known, 'control-systems-engineer', author)],
  },
  {
    name: 'sign as maintenance with two seats',
    acts: (known) => [signed(known, 'maintenance-lead', twoSeats)],
  },
  {
    name: 'sign as safety with two seats',
    acts: (known) => [signed(known, 'plant-safety-officer', twoSeats)],
  },
  {
    name: 'sign as manager by the administrator',
    acts: (known) => [signed(known, 'operations-manager', administrator)],
  },
  { name: 'go', acts: ({ digest }) => [goFor(digest)] },
  { name: 'go by the operator', acts: ({ digest }) => [goFor(digest, operator)] },
  act('no-go', lead, { kind: 'decide', decision: { kind: 'no-go', reason: text } }),
  act('deferral', lead, { kind: 'decide', decision: deferral }),
  act('write the same plan', author, { kind: 'write-plan', plan }),
  act('write another plan', author, { kind: 'write-plan', plan: otherPlan }),
  act('write another plan', engineer, { kind: 'write-plan', plan: otherPlan }),
  asks('edit the form', fillForm('safety-review', 'another answer')),
  asks('submit', submit),
]

/** Several acts as one move, so that twelve moves reach from a draft to a closed change. */
export const shortcuts: readonly Move[] = [
  act('write the plan', author, { kind: 'write-plan', plan }),
  act('write another plan', author, { kind: 'write-plan', plan: otherPlan }),
  { name: 'fill the form', acts: () => allFields.map((field) => fillForm(field)) },
  asks('edit the form', fillForm('safety-review', 'another answer')),
  asks('submit', submit),
  { name: 'all five sign', acts: (known) => boardRoles.map((r) => signed(known, r, signers[r])) },
  { name: 'go', acts: ({ digest }) => [goFor(digest)] },
  { name: 'go for no digest', acts: () => [goFor('')] },
  ...['backup', 'transfer', 'activate', 'confirm', 'undo-restart', 'undo-read'].flatMap(
    (stepId): readonly Move[] => [
      { name: `do ${stepId}`, acts: (known) => doStep(known, stepId, 'done') },
      { name: `lose ${stepId}`, acts: (known) => doStep(known, stepId, 'unknown') },
    ],
  ),
  {
    name: 'settle what is unknown',
    acts: (known) => unknownSteps(known).map((stepId) => settle(stepId, 'done')),
  },
  {
    name: 'read tests and firmware',
    acts: (known) => {
      const runs = known.accepted === 'after-rollback' ? FROM : TO
      const match = runs === TO ? [rematch()] : []
      return [readTest('level'), readTest('valve'), verify(runs), ...match]
    },
  },
  { name: 'learn and close', acts: () => [lesson, close] },
]

function doStep(known: Witness, stepId: string, outcome: StepOutcome): readonly Ask[] {
  const effectId = freshEffect(known, stepId)
  return [
    startWith(stepId, effectId),
    sendWith(stepId, effectId),
    answer(stepId, effectId, outcome),
  ]
}

function unknownSteps(known: Witness): readonly string[] {
  return Object.keys(known.outcomes).filter((stepId) => known.outcomes[stepId] === 'unknown')
}

function freshEffect(known: Witness, stepId: string): string {
  let turn = 1
  while (`${stepId}-${turn}` in known.effects) turn += 1
  return `${stepId}-${turn}`
}

function startWith(stepId: string, effectId: string, by: Actor = engineer): Ask {
  return { by, command: { kind: 'start-step', stepId, effectId } }
}

function sendWith(stepId: string, effectId: string, by: Actor = SYSTEM): Ask {
  return { by, command: { kind: 'send-step', stepId, effectId } }
}

function answer(stepId: string, effectId: string, outcome: StepOutcome, good = true): Ask {
  const takenAt = good ? hours.open : hours.nextDay
  const backup =
    stepId === 'backup' && outcome === 'done' ? aBackup({ takenAt, readBackAt: takenAt }) : null
  const command = { kind: 'report-step', stepId, effectId, outcome, detail: text, backup } as const
  return { by: SYSTEM, command }
}

function settle(stepId: string, outcome: 'done' | 'failed'): Ask {
  return { by: engineer, command: { kind: 'settle-step', stepId, outcome, basis: text } }
}

/** Giving the unit to the work, holding it, taking it back. */
export const unitMoves: readonly Move[] = [
  asks('release', release),
  act('release', engineer, { kind: 'release', processState: text, permit: text }),
  asks('hold', hold),
  act('hold', safety, { kind: 'hold', reason: text }),
  asks('resume', resume),
  act('resume', engineer, { kind: 'resume', processState: text }),
  asks('accept back', acceptBack),
  asks('accept the rollback', acceptRollback),
]

/** Every act of the window on every step of the plan, in and out of turn. */
export function windowOf(of: ChangePlan): readonly Move[] {
  const ids = [...of.steps, ...of.rollback].map(({ id }) => id)
  return [...unitMoves, ...ids.flatMap(stepMoves)]
}

function stepMoves(stepId: string): readonly Move[] {
  const used = (known: Witness) =>
    Object.keys(known.effects).filter(
      (id) => id === `effect-${stepId}` || id.startsWith(`${stepId}-`),
    )
  const newest = (known: Witness) => used(known).at(-1) ?? `${stepId}-1`
  const outcomes = ['done', 'failed', 'unknown'] as const
  const byHand = { kind: 'record-step', stepId, outcome: 'done', detail: text } as const
  return [
    { name: `start ${stepId}`, acts: (known) => [startWith(stepId, freshEffect(known, stepId))] },
    {
      name: `start ${stepId} with its first id`,
      // The one that a forgetful rule has forgotten first.
      acts: (known) =>
        used(known)
          .slice(0, 1)
          .map((effectId) => startWith(stepId, effectId)),
    },
    { name: `send ${stepId}`, acts: (known) => [sendWith(stepId, newest(known))] },
    {
      name: `send ${stepId} by hand`,
      acts: (known) => [sendWith(stepId, newest(known), engineer)],
    },
    ...outcomes.map((outcome) => ({
      name: `${stepId} answers ${outcome}`,
      acts: (known: Witness) => [answer(stepId, newest(known), outcome)],
    })),
    act(`record ${stepId}`, engineer, byHand),
    asks(`settle ${stepId} as done`, settle(stepId, 'done')),
    asks(`settle ${stepId} as failed`, settle(stepId, 'failed')),
  ]
}

export const oneWayGoes: readonly Move[] = [
  act('one-way go', engineer, {
    kind: 'give-one-way-go',
    stepId: 'activate',
    role: 'control-systems-engineer',
  }),
  act('one-way go', operator, { kind: 'give-one-way-go', stepId: 'activate', role: 'operator' }),
  act('one-way go', engineer, { kind: 'give-one-way-go', stepId: 'activate', role: 'operator' }),
]

function deviation(by: Actor, role: 'plant-safety-officer' | 'operations-manager'): Move {
  return act('accept the deviation', by, {
    kind: 'sign-deviation',
    testId: 'valve',
    role,
    reason: text,
  })
}

export const proof: readonly Move[] = [
  asks('read the level', readTest('level')),
  asks('read the valve', readTest('valve')),
  asks('the valve fails', readTest('valve', 40)),
  deviation(safety, 'plant-safety-officer'),
  deviation(manager, 'operations-manager'),
  asks('the new firmware runs', verify(TO)),
  asks('the old firmware runs', verify(FROM)),
  act('no device answers', engineer, {
    kind: 'verify-firmware',
    reading: { claimed: null, booted: null, bootedSha256: null, confirmed: false },
  }),
  asks('matched: gone', rematch('not-affected', TO)),
  asks('matched: affected', rematch('affected', TO)),
  asks('learn', lesson),
  asks('close', close),
]
