import type { AppendCommand, DomainEvent, EffectIntent, EffectMove } from '@holdpoint/core'

export const NIGHT = '2026-03-01T02:00:00.000Z'

let commands = 0

/** One event at the start of a stream of its own; say only what matters. */
export function aCommand(wanted: Partial<AppendCommand> = {}): AppendCommand {
  commands += 1
  return {
    commandId: `command-${commands}`,
    by: 'person:operator',
    at: NIGHT,
    rules: 'transitions@1',
    writes: [{ stream: `change-${commands}`, expectedVersion: 0, events: [anEvent()] }],
    readModels: [],
    effects: [],
    effectMoves: [],
    ...wanted,
  }
}

export function anEvent(kind = 'change-drafted', body: DomainEvent['body'] = {}): DomainEvent {
  return { kind, body }
}

/** Events for one stream at a version. */
export function to(stream: string, expectedVersion: number, ...events: DomainEvent[]) {
  return [{ stream, expectedVersion, events: events.length === 0 ? [anEvent()] : events }]
}

export function anEffect(effectId: string, wanted: Partial<EffectIntent> = {}): EffectIntent {
  const payload = { firmware: 'V4.5' }
  return { effectId, changeId: 'change-1', stepId: 'flash', kind: 'flash', payload, ...wanted }
}

export function aMove(effectId: string, wanted: Partial<EffectMove> = {}): EffectMove {
  return { effectId, from: 'intended', to: 'sent', result: null, ...wanted }
}
