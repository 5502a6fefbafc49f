import { accept, type Result, refuse } from '@holdpoint/std'
import { type Facts, holds } from '../plant/actor.ts'
import type { Instant } from '../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'

/** What a plant does in one full cycle; an alarm at each of them would be found too late. */
export const baselinePhases = ['steady', 'start-up', 'batch', 'failover'] as const

export type BaselinePhase = (typeof baselinePhases)[number]

export const phaseWords: Readonly<Record<BaselinePhase, string>> = {
  steady: 'steady operation',
  'start-up': 'start-up',
  batch: 'a batch or change of product',
  failover: 'a failover',
}

/** Traffic of the plant as it is when all is well: no virtual patch may say anything to it. */
export type PlantBaseline = {
  readonly id: string
  readonly name: string
  /** Where in the network it was captured. */
  readonly place: string
  /** What the plant did meanwhile, by the person who was there. */
  readonly covers: readonly BaselinePhase[]
  /** What this plant never does, and why. */
  readonly neverHere: readonly { readonly phase: BaselinePhase; readonly why: string }[]
  readonly fileName: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly packets: number
  readonly firstAt: Instant | null
  readonly lastAt: Instant | null
  /** Addresses of the devices that were seen in it. */
  readonly devices: readonly string[]
  readonly addedBy: string
  readonly addedAt: Instant
  readonly retired: { readonly by: string; readonly at: Instant; readonly reason: string } | null
}

export type BaselineCommand =
  | ({ readonly kind: 'add-baseline' } & Omit<PlantBaseline, 'addedBy' | 'addedAt' | 'retired'>)
  | { readonly kind: 'retire-baseline'; readonly reason: string }

export type BaselineEvent =
  | { readonly kind: 'baseline-added'; readonly body: PlantBaseline }
  | {
      readonly kind: 'baseline-retired'
      readonly body: { readonly by: string; readonly at: Instant; readonly reason: string }
    }

const keepers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

export function evolveBaseline(state: PlantBaseline | null, event: BaselineEvent): PlantBaseline {
  if (event.kind === 'baseline-added') return event.body
  if (state === null) throw new Error(`a stream cannot begin with ${event.kind}`)
  return { ...state, retired: event.body }
}

/** What may happen to a baseline; its bytes stay sealed also when it is retired. */
export function decideBaseline(
  state: PlantBaseline | null,
  command: BaselineCommand,
  facts: Facts,
): Result<readonly BaselineEvent[], readonly Refusal[]> {
  const out: Refusal[] = []
  if (!holds(facts.actor, keepers)) out.push(notYourRole(keepers, 'Keeping baselines'))
  const signed = { by: facts.actor.personId, at: facts.now }
  if (command.kind === 'retire-baseline') {
    if (state === null || state.retired !== null) {
      out.push(refusalOf('no-baseline', 'There is no such baseline in use', 'Nothing is needed'))
    }
    if (command.reason.trim() === '') {
      out.push(refusalOf('empty-text', 'Retiring a baseline needs a reason', 'Write it'))
    }
    if (out.length > 0) return refuse(out)
    return accept([
      { kind: 'baseline-retired', body: { ...signed, reason: command.reason.trim() } },
    ])
  }
  out.push(...addRefusals(state, command))
  if (out.length > 0) return refuse(out)
  const { kind: _kind, ...rest } = command
  const body = { ...rest, addedBy: signed.by, addedAt: signed.at, retired: null }
  return accept([{ kind: 'baseline-added', body }])
}

function addRefusals(
  state: PlantBaseline | null,
  { packets, covers, neverHere }: Extract<BaselineCommand, { kind: 'add-baseline' }>,
): readonly Refusal[] {
  const out: Refusal[] = []
  if (state !== null) {
    out.push(refusalOf('baseline-exists', 'This baseline is kept', 'Add another one'))
  }
  if (packets === 0) {
    const what = 'There is no packet in this capture'
    out.push(refusalOf('empty-capture', what, 'Capture the traffic of the plant'))
  }
  if (covers.length === 0) {
    const what = 'It is not said what the plant did meanwhile'
    out.push(refusalOf('no-phase', what, 'Say which phases it covers'))
  }
  for (const { phase, why } of neverHere) {
    if (why.trim() !== '' && !covers.includes(phase)) continue
    const what = `Why the plant never has ${phaseWords[phase]} is missing, or it is covered here`
    out.push(refusalOf('no-phase', what, 'Give the reason, or leave it out'))
  }
  return out
}

/** The baselines in use in which this address was seen. */
export function baselinesOf(
  baselines: readonly PlantBaseline[],
  address: string,
): readonly PlantBaseline[] {
  return baselines.filter(({ retired, devices }) => retired === null && devices.includes(address))
}

/** Phases that none of these covers, and that the plant is not said to be without. */
export function phasesLeftOpen(baselines: readonly PlantBaseline[]): readonly BaselinePhase[] {
  return baselinePhases.filter(
    (phase) =>
      !baselines.some(
        ({ covers, neverHere }) =>
          covers.includes(phase) || neverHere.some((one) => one.phase === phase),
      ),
  )
}
