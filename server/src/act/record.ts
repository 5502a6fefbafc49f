import type { DomainEvent, ReadModelWrite, Refusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { storeRefusal } from './outcome.ts'
import { RULES } from './rules.ts'

const ROUNDS = 5

/** Records one fact on a stream that has no rules of its own: an import, a matching run. */
export async function record(
  platform: Platform,
  act: Acting & {
    readonly stream: string
    readonly event: DomainEvent
    readonly readModels: readonly ReadModelWrite[]
  },
): Promise<Result<number, readonly Refusal[]>> {
  for (let round = 1; ; round += 1) {
    const events = await platform.store.readStream(act.stream)
    const appended = await platform.store.append({
      commandId: act.commandId,
      by: act.actor.personId,
      at: platform.now(),
      rules: RULES,
      writes: [
        { stream: act.stream, expectedVersion: events.at(-1)?.version ?? 0, events: [act.event] },
      ],
      readModels: act.readModels,
      effects: [],
      effectMoves: [],
    })
    if (appended.ok) return accept(appended.value.firstLeaf)
    if (appended.refusal.kind !== 'version-conflict' || round === ROUNDS) {
      return refuse([storeRefusal(appended.refusal)])
    }
  }
}
