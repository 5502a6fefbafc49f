import type { SignalView } from '@holdpoint/api'

const FADES_AFTER_MS = 10_000

/** How a reading is shown: as new, as stale with its age, or as failed; never the old one as new. */
export type Freshness = 'fresh' | 'stale' | 'failed'

export function freshnessOf(signal: SignalView, now: number): Freshness {
  if (signal.value === null || signal.readAt === null) return 'failed'
  return now - Date.parse(signal.readAt) > FADES_AFTER_MS ? 'stale' : 'fresh'
}

/** `***` for what could not be read. */
export function valueInWords(signal: SignalView): string {
  if (signal.value === null) return '***'
  if (signal.unit === 'on/off') return signal.value === 0 ? 'off' : 'on'
  return `${signal.value.toFixed(1)} ${signal.unit}`
}

export type Tank = {
  readonly level: SignalView | null
  readonly valve: SignalView | null
  readonly pump: SignalView | null
  readonly pressure: SignalView | null
  readonly relief: SignalView | null
  readonly alarm: SignalView | null
  readonly trip: SignalView | null
  readonly flow: SignalView | null
  readonly command: SignalView | null
  readonly keeps: SignalView | null
  readonly alarmAt: SignalView | null
}

const names = {
  level: 'tank-level',
  valve: 'inlet-valve',
  pump: 'pump-running',
  pressure: 'header-pressure',
  relief: 'relief-valve-open',
  alarm: 'high-level-alarm',
  trip: 'inlet-trip',
  flow: 'discharge-flow',
  command: 'pump-command',
  keeps: 'level-set-point',
  alarmAt: 'alarm-set-point',
} as const satisfies Record<keyof Tank, string>

/** The tank as its signals tell it, or null where this plant has no such tank. */
export function tankOf(signals: readonly SignalView[]): Tank | null {
  const named = (name: string) => signals.find((signal) => signal.tag === name) ?? null
  const level = named(names.level)
  if (level === null) return null
  return {
    level,
    valve: named(names.valve),
    pump: named(names.pump),
    pressure: named(names.pressure),
    relief: named(names.relief),
    alarm: named(names.alarm),
    trip: named(names.trip),
    flow: named(names.flow),
    command: named(names.command),
    keeps: named(names.keeps),
    alarmAt: named(names.alarmAt),
  }
}

/** Told to run, and it does not: each value alone looks normal. */
export function disobeys({ pump, command }: Tank): boolean {
  return command?.value === 1 && pump?.value === 0
}

/** The age of a picture is that of its oldest part; null when a part was never read. */
export function oldestReadAt(tank: Tank): string | null {
  const parts = Object.values(tank).filter((signal) => signal !== null)
  if (parts.some(({ readAt }) => readAt === null)) return null
  return parts.map(({ readAt }) => readAt).toSorted()[0] ?? null
}

/** The signals by asset, in the order in which they came. */
export function byAsset(
  signals: readonly SignalView[],
): ReadonlyMap<string, readonly SignalView[]> {
  const out = new Map<string, SignalView[]>()
  for (const signal of signals) {
    out.set(signal.assetTag, [...(out.get(signal.assetTag) ?? []), signal])
  }
  return out
}
