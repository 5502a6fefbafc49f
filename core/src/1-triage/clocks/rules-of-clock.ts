import { type ClockKind, type ClockRule, rulesFor } from './clock-rules.ts'
import type { Clocks, Dated } from './clocks.ts'

/** When a clock started, and when that was written down. */
export type KnownStart = Pick<Dated, 'on' | 'recordedOn' | 'recordedAt'>

/**
 * The rules that hold for a clock: those of today's policy, and those of each earlier one that found
 * it running. A policy adds rules to what runs and takes none away: nothing pauses a clock.
 */
export function rulesOfClock(
  { policies, policy }: Pick<Clocks, 'policies' | 'policy'>,
  kind: ClockKind,
  started: KnownStart,
): readonly ClockRule[] {
  const before = policies
    .slice(0, -1)
    .filter((_, at) => isBefore(started, policies[at + 1]?.set ?? null))
  const all = [policy, ...before.map((one) => one.policy)].flatMap((one) =>
    rulesFor(kind, started.on, one),
  )
  const regulated = all.some(({ jurisdiction }) => jurisdiction !== 'site')
  const rules = new Map<string, ClockRule>()
  for (const rule of all) {
    const { jurisdiction, clause } = rule
    // Under a regulation its own clause binds whoever made a plan already.
    if (kind === 'K3' && regulated && jurisdiction === 'site') continue
    const key = `${jurisdiction} ${clause}`
    rules.set(key, stricter(rules.get(key) ?? rule, rule))
  }
  return [...rules.values()]
}

function stricter(a: ClockRule, b: ClockRule): ClockRule {
  return b.days !== null && (a.days === null || b.days < a.days) ? b : a
}

/** Written down before that policy was set; of ledgers that kept no day that is not known. */
function isBefore(started: KnownStart, set: Dated | null): boolean {
  if (set === null) return false
  if (started.recordedAt !== null && set.recordedAt !== null) {
    return started.recordedAt < set.recordedAt
  }
  return (started.recordedOn ?? started.on) < set.on
}
