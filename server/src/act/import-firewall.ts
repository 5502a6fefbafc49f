import { createHash } from 'node:crypto'
import type {
  BodyOf,
  FirewallPreview,
  importFirewall as importFirewallRoute,
  OutOf,
  PacketChange,
} from '@holdpoint/api'
import {
  type Asset,
  asWritten,
  type FirewallConfiguration,
  type GuardedNetwork,
  guardedNetwork,
  holds,
  notYourRole,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import {
  type Box,
  changesBetween,
  type Firewall,
  packetInALine,
  readConfiguration,
  witnessOf,
} from '@holdpoint/reach'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { noSuch } from '../read/no-such.ts'
import {
  CONFIGURATION_MODEL,
  FIREWALL_MODEL,
  type FirewallSummary,
  firewallConfigurations,
  type PlantGuard,
  plantGuard,
} from '../read/plant-guard.ts'
import { asJson } from './act-on-stream.ts'
import { recheckControls } from './recheck-controls.ts'
import { record } from './record.ts'
import { reviewExposure } from './review-exposure.ts'

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
const ASSUMPTIONS_SHOWN = 50

export type FirewallWish = BodyOf<typeof importFirewallRoute> & { readonly tag: string }

/** How a configuration would be read, and what it would change. Writes nothing. */
export async function previewFirewall(
  platform: Platform,
  wish: FirewallWish,
): Promise<Result<FirewallPreview, readonly Refusal[]>> {
  const planned = await plan(platform, wish)
  if (!planned.ok) return planned
  const { configuration, firewall, assumptions, changes } = planned.value
  return accept({
    firewall: configuration.firewall,
    rules: rulesOf(firewall),
    interfaces: firewall.interfaces.map(({ name }) => name),
    assumptions: assumptions.slice(0, ASSUMPTIONS_SHOWN),
    assumptionsLeftOut: Math.max(0, assumptions.length - ASSUMPTIONS_SHOWN),
    changes,
    digest: configuration.digest,
  })
}

/**
 * Takes the place of the configuration before, whole or not at all. What the ways in come to is
 * answered anew at once: a case whose way in is worse than its decision knew is open again.
 */
export async function importFirewall(
  platform: Platform,
  wish: FirewallWish,
  acting: Acting,
): Promise<Result<OutOf<typeof importFirewallRoute>, readonly Refusal[]>> {
  if (!holds(acting.actor, importers)) {
    return refuse([notYourRole(importers, 'Importing a configuration')])
  }
  const planned = await plan(platform, wish)
  if (!planned.ok) return planned
  const { configuration, summary, changes } = planned.value
  const { firewall, dialect, source, digest, files } = summary
  const leaf = await record(platform, {
    ...acting,
    stream: `firewall/${firewall}`,
    event: {
      kind: 'firewall-imported',
      body: asJson({ firewall, dialect, source, digest, files }) as { [key: string]: never },
    },
    readModels: [
      { kind: CONFIGURATION_MODEL, id: firewall, body: asJson(configuration) },
      { kind: FIREWALL_MODEL, id: firewall, body: asJson(summary) },
    ],
  })
  if (!leaf.ok) return leaf
  // Controls first: what no longer holds takes its credit before the way in is asked.
  const byControls = await recheckControls(platform, { because: 'import' })
  const reopened = byControls + (await reviewExposure(platform))
  return accept({ leaf: leaf.value, digest, reopened, changes })
}

type Planned = {
  readonly configuration: FirewallConfiguration
  readonly summary: FirewallSummary
  readonly firewall: Firewall
  readonly assumptions: readonly { readonly at: string; readonly what: string }[]
  readonly changes: readonly PacketChange[]
}

async function plan(
  platform: Platform,
  wish: FirewallWish,
): Promise<Result<Planned, readonly Refusal[]>> {
  const configuration = configurationOf(wish, platform.now())
  const astray = await notAFirewall(platform, wish.tag)
  if (astray !== null) return refuse(astray)
  const read = readConfiguration(asWritten(configuration))
  if (!read.ok) {
    const { file, line, why } = read.refusal
    return refuse([fault(line === null ? `${file}: ${why}` : `${file}:${line}: ${why}`)])
  }
  const guard = await plantGuard(platform)
  const after = await guardAfter(platform, guard, configuration)
  if (!after.ok) return after
  const assumptions = assumptionsOf(read.value)
  const files = configuration.configurations.map(({ file, text }) => ({
    ...{ file, sha256: createHash('sha256').update(text).digest('hex') },
  }))
  const { firewall, dialect, interfaces, source, digest, at } = configuration
  const counts = { rules: rulesOf(read.value), assumptions: assumptions.length }
  return accept({
    configuration,
    summary: { firewall, dialect, interfaces, source, digest, at, files, ...counts },
    firewall: read.value,
    assumptions,
    changes:
      guard.guarded === null || after.value === null
        ? []
        : packetChanges(guard.guarded, after.value),
  })
}

function configurationOf(wish: FirewallWish, at: string): FirewallConfiguration {
  const { tag, source, dialect, files } = wish
  const { routes = [], harmless = [], virtual = null } = wish
  const interfaces = Object.fromEntries(
    Object.entries(wish.interfaces).map(([name, to]) => [
      name,
      typeof to === 'string'
        ? { zone: to, addresses: [] }
        : { zone: to.zone, addresses: to.addresses ?? [] },
    ]),
  )
  const decides = { dialect, configurations: files, interfaces, routes, harmless, virtual }
  return { firewall: tag, ...decides, source, digest: canonicalDigest(asJson(decides)), at }
}

async function notAFirewall(platform: Platform, tag: string): Promise<readonly Refusal[] | null> {
  const rows = await platform.store.listModels('asset')
  const asset = rows.map((row) => row.body as unknown as Asset).find((one) => one.tag === tag)
  if (asset === undefined) return noSuch('asset', tag)
  if (asset.kind === 'firewall') return null
  const what = `${tag} is a ${asset.kind}, not a firewall`
  return [refusalOf('not-a-firewall', what, 'Choose a firewall, or correct the inventory')]
}

/** The plant with this configuration in place; null where no zones are recorded. */
async function guardAfter(
  platform: Platform,
  { kept }: PlantGuard,
  configuration: FirewallConfiguration,
): Promise<Result<GuardedNetwork | null, readonly Refusal[]>> {
  const zones = new Set(kept?.network.zones.map(({ id }) => id))
  const stray = Object.entries(configuration.interfaces).find(([, { zone }]) => !zones.has(zone))
  if (kept === null) {
    const what = 'No zones and conduits are recorded, so that interfaces lead nowhere'
    return refuse([refusalOf('no-zones', what, 'Import zones and conduits first')])
  }
  if (stray !== undefined) {
    const ids = [...zones].join(', ')
    return refuse([
      fault(`/interfaces/${stray[0]}: no zone has the id "${stray[1].zone}"; there are ${ids}`),
    ])
  }
  const others = await firewallConfigurations(platform)
  const all = [...others.filter((one) => one.firewall !== configuration.firewall), configuration]
  const guarded = guardedNetwork(kept.network, all, platform.now())
  if (guarded.ok) return guarded
  return refuse(guarded.refusal.map(({ where, why }) => fault(`${where}: ${why}`)))
}

function fault(what: string): Refusal {
  return refusalOf('configuration-fault', what, 'Correct it and import it again')
}

function rulesOf({ chains }: Firewall): number {
  return [...chains.values()].reduce((sum, { rules }) => sum + rules.length, 0)
}

function assumptionsOf({ assumptions, chains }: Firewall) {
  const ofRules = [...chains.values()].flatMap(({ rules }) =>
    rules.flatMap(({ unsure, file, line }) => unsure.map((what) => ({ file, line, what }))),
  )
  const all = [...assumptions, ...ofRules].map(({ file, line, what }) => ({
    ...{ at: file === '' ? '' : `${file}:${line}`, what },
  }))
  return [...new Map(all.map((one) => [`${one.at} ${one.what}`, one])).values()]
}

/** One packet of each pair of zones that passes now and did not, or the other way round. */
export function packetChanges(
  before: GuardedNetwork,
  after: GuardedNetwork,
): readonly PacketChange[] {
  const { changes } = changesBetween(before.network, after.network)
  const said = ([first]: readonly Box[]) =>
    first === undefined ? null : packetInALine(witnessOf(first))
  return changes.map(({ from, to, allowed, denied, isUnknown }) => ({
    ...{ from, to, isUnknown, newlyAllowed: said(allowed), newlyDenied: said(denied) },
  }))
}
