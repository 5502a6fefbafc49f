import {
  type Actor,
  type CivilDay,
  type Clocks,
  type ClocksCommand,
  decideClocks,
  evolveClocks,
} from '@holdpoint/core'
import { aPerson, lead } from './people.ts'

export const ciso = aPerson('ruth', ['cip-senior-manager'])
export const US = {
  jurisdictions: ['US'],
  site: { evaluateWithinDays: null, decideWithinDays: null },
}
export type Act = readonly [by: Actor, command: ClocksCommand, today: CivilDay]

/** The clocks after these acts of these people, and what refused the last of them. */
export function after(...acts: readonly Act[]): {
  clocks: Clocks | null
  refused: readonly string[]
} {
  let clocks: Clocks | null = null
  let refused: readonly string[] = []
  for (const [actor, command, today] of acts) {
    const decided = decideClocks(clocks, command, { now: `${today}T12:00:00.000Z`, today, actor })
    refused = decided.ok ? [] : decided.refusal.map((one) => one.kind)
    if (decided.ok) for (const event of decided.value) clocks = evolveClocks(clocks, event)
  }
  return { clocks, refused }
}

export const policy: Act = [ciso, { kind: 'set-clock-policy', policy: US }, '2026-01-01']
export const source: Act = [
  lead,
  { kind: 'add-source', id: 'siemens', name: 'Siemens ProductCERT', since: '2026-01-01' },
  '2026-01-01',
]
export const covers = [{ patchId: 'SP-1', assetIds: ['PLC-1', 'PLC-2'] }]
export const evaluated = (on: CivilDay, found = covers): Act => [
  lead,
  { kind: 'complete-evaluation', sourceId: 'siemens', on, found, note: 'monthly' },
  on,
]
