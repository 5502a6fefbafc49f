import type { ConfigurationText, Dialect } from '@holdpoint/reach'
import { type Instant, minutesBetween } from './instant.ts'

/** What one firewall of the plant runs, as somebody exported it. */
export type FirewallConfiguration = {
  /** Tag of the firewall in the inventory. */
  readonly firewall: string
  readonly dialect: Dialect
  readonly configurations: readonly ConfigurationText[]
  /** Interface of the firewall → id of the zone behind it, with its own addresses there. */
  readonly interfaces: Readonly<Record<string, FirewallLeg>>
  readonly routes: readonly { readonly to: string; readonly interface: string }[]
  /** Beginnings of lines that somebody declares to change no packet's way. */
  readonly harmless: readonly string[]
  /** The virtual domain or system to read; null where there is one. */
  readonly virtual: string | null
  readonly source: string
  /** Of all that decides which packets pass. */
  readonly digest: string
  readonly at: Instant
}

export type FirewallLeg = { readonly zone: string; readonly addresses: readonly string[] }

/**
 * A configuration says what the firewall ran on the day it was exported. The baselines of NERC
 * CIP-010-4 R2.1 are looked at every 35 days; what is older says nothing here.
 */
export const CONFIGURATION_DAYS = 35

export function isStale({ at }: Pick<FirewallConfiguration, 'at'>, now: Instant): boolean {
  return minutesBetween(at, now) > CONFIGURATION_DAYS * 24 * 60
}
