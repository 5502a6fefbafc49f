import { addDays, type CivilDay } from '../clocks/civil-day.ts'
import type { Urgency, UrgencyDecision } from '../urgency.ts'

/** The day that a table sets, counted from the day on which the case was opened. */
export type DueBy = { readonly on: CivilDay; readonly title: string; readonly days: number }

/** The earliest day that any table sets; null where none sets one. */
export function dueBy(
  openedOn: CivilDay,
  { opinions = [] }: Pick<UrgencyDecision, 'opinions'>,
): DueBy | null {
  const timed = opinions.flatMap(({ title, withinDays: days }) =>
    days === null ? [] : [{ title, days, on: addDays(openedOn, days) }],
  )
  return timed.toSorted((a, b) => a.days - b.days)[0] ?? null
}

/** When to act by an outcome that sets no day, as SSVC describes it. */
export const whenToAct: Readonly<Record<Urgency, string>> = {
  defer: 'Not now; look again when something changes',
  scheduled: 'At the next planned maintenance',
  'out-of-cycle': 'At the next opportunity, overtime if needed',
  immediate: 'Now, with other work put off if need be',
}
