import {
  type FirewallConfiguration,
  type GuardedNetwork,
  guardedNetwork,
  isStale,
  type PlantNetwork,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { asJson } from '../act/act-on-stream.ts'
import type { Platform } from '../platform.ts'

/** The read model that holds the newest list of zones and conduits. */
export const NETWORK_MODEL = { kind: 'network', id: 'newest' } as const

export type KeptNetwork = {
  readonly network: PlantNetwork
  readonly source: string
  readonly at: string
}

/** The configuration of a firewall with its text. */
export const CONFIGURATION_MODEL = 'firewall-configuration'
/** The same without its text, for whoever only asks which it is. */
export const FIREWALL_MODEL = 'firewall'

export type FirewallSummary = Pick<
  FirewallConfiguration,
  'firewall' | 'dialect' | 'interfaces' | 'source' | 'digest' | 'at'
> & {
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  readonly rules: number
  /** Lines that were not understood and count as "may permit". */
  readonly assumptions: number
}

export type PlantGuard = {
  readonly kept: KeptNetwork | null
  readonly guarded: GuardedNetwork | null
  /** Changes with everything that the answers rest on, also when a configuration turns too old. */
  readonly digest: string
}

let newest: PlantGuard | null = null

/** The zones with the configurations of their firewalls, read once for each state of them. */
export async function plantGuard(platform: Platform): Promise<PlantGuard> {
  const [row, summaries] = await Promise.all([
    platform.store.readModel(NETWORK_MODEL.kind, NETWORK_MODEL.id),
    firewallSummaries(platform),
  ])
  const kept = (row?.body ?? null) as unknown as KeptNetwork | null
  const now = platform.now()
  const known = summaries.map((one) => [one.firewall, one.digest, one.at, isStale(one, now)])
  const digest = canonicalDigest(asJson([kept, known]))
  if (newest?.digest === digest) return newest
  const configurations = kept === null ? [] : await firewallConfigurations(platform)
  const guarded = kept === null ? null : guardOf(kept.network, configurations, now)
  newest = { kept, guarded, digest }
  return newest
}

function guardOf(
  network: PlantNetwork,
  configurations: readonly FirewallConfiguration[],
  now: string,
): GuardedNetwork | null {
  const guarded = guardedNetwork(network, configurations, now)
  return guarded.ok ? guarded.value : null
}

export async function firewallSummaries(platform: Platform): Promise<readonly FirewallSummary[]> {
  const rows = await platform.store.listModels(FIREWALL_MODEL)
  return rows.map((row) => row.body as unknown as FirewallSummary)
}

export async function firewallConfigurations(
  platform: Platform,
): Promise<readonly FirewallConfiguration[]> {
  const rows = await platform.store.listModels(CONFIGURATION_MODEL)
  return rows.map((row) => row.body as unknown as FirewallConfiguration)
}
