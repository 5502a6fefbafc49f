import {
  type Change,
  type ChangeCommand,
  decideChange,
  dossierDigest,
  evolveChange,
  type RunFacts,
} from '@holdpoint/core'
import { refuse } from '@holdpoint/std'
import { aBackup } from '../builders/a-change.ts'
import type { Rules } from './change-explorer.ts'
import { hours } from './change-surroundings.ts'

type Kind = ChangeCommand['kind']
type Lie = (change: Change, facts: RunFacts) => Change

/** Rules that are asked these commands about a change that is not as it is. */
export function seeing(kinds: readonly Kind[], lie: Lie): Rules {
  return {
    decide: (change, command, facts) => {
      const told = change !== null && kinds.includes(command.kind) ? lie(change, facts) : change
      return decideChange(told, command, facts)
    },
    evolve: evolveChange,
  }
}

export function told(
  kinds: readonly Kind[],
  lie: (facts: RunFacts, change: Change | null) => RunFacts,
) {
  const decide: Rules['decide'] = (change, command, facts) =>
    decideChange(change, command, kinds.includes(command.kind) ? lie(facts, change) : facts)
  return { decide, evolve: evolveChange }
}

export function refusing(kind: Kind, when: (change: Change | null) => boolean): Rules {
  const locked = [{ kind: 'locked', what: 'locked', clearedBy: 'nobody', owner: null }]
  const decide: Rules['decide'] = (change, command, facts) =>
    command.kind === kind && when(change) ? refuse(locked) : decideChange(change, command, facts)
  return { decide, evolve: evolveChange }
}

export const steps = ['start-step', 'send-step', 'record-step'] as const

export const unvetoed: Lie = (change) => ({
  ...change,
  state: change.state === 'vetoed' ? 'in-window' : change.state,
  board: { ...change.board, veto: null },
})

export const withBackup = (fields: Parameters<typeof aBackup>[0], always: boolean): Lie => {
  return (change) => {
    const { backup } = change.run
    if (backup === null && !always) return change
    return { ...change, run: { ...change.run, backup: { ...(backup ?? aBackup()), ...fields } } }
  }
}

export const signedAnew: Lie = (change) => {
  if (change.plan === null) return change
  const digest = dossierDigest(change.plan, change.board.form)
  const { revision, board } = change
  const signatures = board.signatures.map((one) => ({ ...one, digest, revision }))
  return { ...change, board: { ...board, signatures } }
}

/** Signatures outlive what was signed: by edit of the plan or the form, or by a new revision. */
export function keptSignatures(when: readonly string[]): Rules {
  return {
    decide: seeing(['sign', 'decide', 'release', ...steps], signedAnew).decide,
    evolve: (change, event) => {
      const next = evolveChange(change, event)
      if (change === null || !when.includes(event.kind)) return next
      return { ...next, board: { ...next.board, signatures: change.board.signatures } }
    },
  }
}

export const vetoForgotten: Rules = {
  decide: decideChange,
  evolve: (change, event) =>
    change !== null && event.kind === 'vetoed' ? { ...change } : evolveChange(change, event),
}

export const sendsAtOnce: Rules = {
  decide: (change, command, facts) => {
    const decided = decideChange(change, command, facts)
    const intent = decided.ok
      ? decided.value.find((one) => one.kind === 'step-intended')
      : undefined
    if (!decided.ok || intent === undefined) return decided
    return { ...decided, value: [...decided.value, { kind: 'step-sent', body: intent.body }] }
  },
  evolve: evolveChange,
}

export const unknownIsDone: Rules = {
  decide: decideChange,
  evolve: (change, event) =>
    event.kind === 'step-reported' && event.body.outcome === 'unknown'
      ? evolveChange(change, { ...event, body: { ...event.body, outcome: 'done' } })
      : evolveChange(change, event),
}

/** Records in one of these states look as if they stood in another. */
export function recordsAs(from: string, to: 'intended' | 'done' | null): Lie {
  return (change) => {
    const records = Object.entries(change.run.steps).flatMap(([stepId, record]) => {
      if (record.status !== from) return [[stepId, record] as const]
      return to === null ? [] : [[stepId, { ...record, status: to }] as const]
    })
    return { ...change, run: { ...change.run, steps: Object.fromEntries(records) } }
  }
}

export const allDone: Lie = (change) => {
  const done = { status: 'done', effectId: null, by: '', at: hours.open, detail: '' } as const
  const ids = [...(change.plan?.steps ?? []), ...(change.plan?.rollback ?? [])].map(({ id }) => id)
  const steps = Object.fromEntries(ids.map((id) => [id, done]))
  return { ...change, run: { ...change.run, steps } }
}

export const wordless: Rules = {
  decide: (change, command, facts) => {
    const decided = decideChange(change, command, facts)
    return decided.ok ? decided : refuse(decided.refusal.map((one) => ({ ...one, clearedBy: '' })))
  },
  evolve: evolveChange,
}

export const asOperator = (facts: RunFacts): RunFacts => ({
  ...facts,
  actor: { ...facts.actor, roles: [...facts.actor.roles, 'operator'] },
})

export const inside = (facts: RunFacts): RunFacts => ({ ...facts, now: hours.open })
