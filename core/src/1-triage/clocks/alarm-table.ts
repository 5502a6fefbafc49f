import { addDays, type CivilDay, daysFrom } from './civil-day.ts'
import { clockKinds } from './clock-rules.ts'
import type { Dated } from './clocks.ts'

/** What a threshold watches: one of the five clocks, or what waits for the CIP Senior Manager. */
export const watchedKinds = [...clockKinds, 'task'] as const

export type WatchedKind = (typeof watchedKinds)[number]

export const watchedWords: { readonly [kind in WatchedKind]: string } = {
  K1: 'K1 evaluation',
  K2: 'K2 install or plan',
  K3: 'K3 plan',
  K4: 'K4 baseline',
  K5: 'K5 monitoring',
  task: 'answer of the CIP senior manager',
}

export const alarmLevels = ['notice', 'warning', 'alarm'] as const

export type AlarmLevel = (typeof alarmLevels)[number]

/** A share of the time from start to last day, or days before the last one; after it below zero. */
export type ThresholdAt =
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'days-before'; readonly days: number }

export type AlarmThreshold = {
  readonly of: WatchedKind
  readonly at: ThresholdAt
  readonly level: AlarmLevel
}

/** In force from its day until the next one. */
export type AlarmTable = { readonly set: Dated; readonly thresholds: readonly AlarmThreshold[] }

/** What holds until somebody sets a table: half, four fifths, two days before, the day after. */
export const shippedThresholds: readonly AlarmThreshold[] = watchedKinds.flatMap((of) => [
  { of, at: { kind: 'share', percent: 50 }, level: 'notice' },
  { of, at: { kind: 'share', percent: 80 }, level: 'warning' },
  { of, at: { kind: 'days-before', days: 2 }, level: 'alarm' },
  { of, at: { kind: 'days-before', days: -1 }, level: 'alarm' },
])

/** The first day on which it is reached; a share of days is rounded up. */
export function thresholdDay(
  { at }: AlarmThreshold,
  span: { readonly startedOn: CivilDay; readonly dueOn: CivilDay },
): CivilDay {
  if (at.kind === 'days-before') return addDays(span.dueOn, -at.days)
  const length = daysFrom(span.startedOn, span.dueOn)
  return addDays(span.startedOn, Math.ceil((length * at.percent) / 100))
}

export function thresholdInWords({ at }: Pick<AlarmThreshold, 'at'>): string {
  if (at.kind === 'share') return `${at.percent} % of the time`
  if (at.days === 0) return 'last day'
  const days = Math.abs(at.days) === 1 ? '1 day' : `${Math.abs(at.days)} days`
  return at.days > 0 ? `${days} before` : `${days} after`
}
