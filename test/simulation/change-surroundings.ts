import type { ControllerNow, Instant } from '@holdpoint/core'
import { type Ask, EDITED_PROGRAM, PROGRAM } from '../builders/a-change.ts'
import { aPlan } from '../builders/a-plan.ts'
import type { Witness } from './change-witness.ts'

/** The hours of a small world: its window is open for thirty, a backup is good for a day. */
export const hours = {
  before: '2026-11-23T00:30:00.000Z',
  open: '2026-11-23T02:30:00.000Z',
  nextDay: '2026-11-24T03:30:00.000Z',
  pastTurnBack: '2026-11-24T07:50:00.000Z',
  after: '2026-11-24T08:30:00.000Z',
} as const satisfies Record<string, Instant>

const window = { opensAt: '2026-11-23T02:00:00.000Z', closesAt: '2026-11-24T08:00:00.000Z' }
export const plan = aPlan({ window })
export const otherPlan = aPlan({ window, limits: 'Feed at most 80 %' })

export type Controller = 'as-backed-up' | 'edited' | 'silent'
export type Surroundings = { readonly now: Instant; readonly controller: Controller }

/** People and the runner act; the clock and the controller move by themselves. */
export type Move =
  | { readonly name: string; readonly acts: (known: Witness) => readonly Ask[] }
  | { readonly name: string; readonly becomes: Partial<Surroundings> }

export function controllerNow({ controller, now }: Surroundings): ControllerNow {
  if (controller === 'silent') return null
  return { programSha256: controller === 'edited' ? EDITED_PROGRAM : PROGRAM, readAt: now }
}

/** The clock only goes forward; the controller changes behind our back. */
export function timeFrom({ now, controller }: Surroundings): readonly Move[] {
  const later = Object.values(hours).find((hour) => hour > now)
  return [
    ...(later === undefined ? [] : [{ name: `it is ${later}`, becomes: { now: later } }]),
    ...(['as-backed-up', 'edited', 'silent'] as const)
      .filter((one) => one !== controller)
      .map((one) => ({ name: `the program is ${one}`, becomes: { controller: one } })),
  ]
}
