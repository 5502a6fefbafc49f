import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, none, text } from './shapes.ts'

const dialect = z.enum([
  ...['nftables', 'iptables', 'cisco-asa', 'cisco-ios', 'fortigate', 'palo-alto'],
] as const)

const leg = z.strictObject({ zone: text, addresses: z.array(text).max(200).default([]) })

const configuration = z.strictObject({
  source: text,
  dialect,
  /** The texts as they were exported, with the names of their files. */
  files: z
    .array(z.strictObject({ file: text, text: z.string().min(1).max(20_000_000) }))
    .min(1)
    .max(20),
  /** Interface, or zone of the firewall, and the zone of the plant behind it. */
  interfaces: z.record(text, z.union([text, leg])),
  routes: z
    .array(z.strictObject({ to: text, interface: text }))
    .max(5000)
    .default([]),
  harmless: z.array(text).max(200).default([]),
  virtual: text.nullable().default(null),
})

/** A packet in words, with the zones that it goes between. */
export type PacketChange = {
  readonly from: string
  readonly to: string
  /** One packet that passes now and did not, in words; null: none. */
  readonly newlyAllowed: string | null
  readonly newlyDenied: string | null
  /** Too many pieces to tell. */
  readonly isUnknown: boolean
}

export type FirewallView = {
  readonly firewall: string
  readonly dialect: string
  readonly source: string
  readonly at: string
  readonly digest: string
  /** Older than the days that a configuration counts: it says nothing. */
  readonly stale: boolean
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  readonly interfaces: readonly { readonly name: string; readonly zone: string }[]
  readonly rules: number
  /** Lines that were not understood and count as "may permit". */
  readonly assumptions: number
}

export type FirewallsView = {
  readonly firewalls: readonly FirewallView[]
  /** Firewalls of the inventory, imported or not. */
  readonly inventory: readonly string[]
  readonly zones: readonly { readonly id: string; readonly name: string }[]
  /** Conduits through which everything counts as passing, and why. */
  readonly gaps: readonly { readonly conduit: string; readonly why: string }[]
}

export type FirewallPreview = {
  readonly firewall: string
  readonly rules: number
  /** Interfaces that the configuration names; empty where its dialect names none. */
  readonly interfaces: readonly string[]
  readonly assumptions: readonly { readonly at: string; readonly what: string }[]
  readonly assumptionsLeftOut: number
  /** Against what is imported now. */
  readonly changes: readonly PacketChange[]
  readonly digest: string
}

export const listFirewalls = defineRoute({
  name: 'firewalls list',
  summary: 'The firewalls, their configurations, and the conduits that nothing is known of',
  method: 'GET',
  path: '/api/plant/firewalls',
  params: none,
  query: none,
  body: none,
  response: answers<FirewallsView>(),
})

export const previewFirewall = defineRoute({
  name: 'firewalls preview',
  summary: 'Say how a configuration would be read and which packets it newly lets pass',
  method: 'POST',
  path: '/api/plant/firewalls/:id/preview',
  params: byId,
  query: none,
  body: configuration,
  response: answers<FirewallPreview>(),
})

export const importFirewall = defineRoute({
  name: 'firewalls import',
  summary: 'Put this configuration of a firewall in the place of the one before',
  method: 'POST',
  path: '/api/plant/firewalls/:id',
  params: byId,
  query: none,
  body: configuration,
  response: answers<{
    readonly leaf: number
    readonly digest: string
    /** Cases that are open again because the way in is worse. */
    readonly reopened: number
    readonly changes: readonly PacketChange[]
  }>(),
})

/** A set of packets: ranges of addresses and ports, `any` where all are meant. */
export type PacketSet = {
  readonly source: string
  readonly destination: string
  readonly protocol: string
  readonly sourcePort: string
  readonly destinationPort: string
}

export type ReachAnswer = {
  readonly verdict: 'none' | 'some' | 'all'
  readonly witness: string | null
  readonly path: readonly {
    readonly firewall: string
    readonly rule: string | null
    readonly file: string
    readonly line: number
  }[]
  readonly packets: readonly PacketSet[]
  readonly packetsLeftOut: number
  readonly replies: 'none' | 'some' | 'all' | null
  readonly openSessions: 'none' | 'some' | 'all'
  readonly assumptions: readonly { readonly at: string; readonly what: string }[]
  /** Of the oldest configuration that the answer rests on; null where none was read. */
  readonly asOf: string | null
  readonly firewallsRead: readonly string[]
}

export const askReach = defineRoute({
  name: 'firewalls reach',
  summary: 'Say which packets get from one place to another, and by which rules',
  method: 'POST',
  path: '/api/plant/reach',
  params: none,
  query: none,
  body: z.strictObject({ from: text, to: text, service: text }),
  response: answers<ReachAnswer>(),
})
