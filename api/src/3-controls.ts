import type { CheckStanding, CompensatingControl } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import type { SafeguardView } from './safeguards.ts'
import { byId, id, none, plainDate, text } from './shapes.ts'
import { writtenExploit } from './written-exploit.ts'

const flow = z.object({
  from: text,
  to: text,
  protocol: z.enum(['tcp', 'udp']),
  port: z.number().int(),
  why: text,
})

/** Where the rules go, as `holdpoint controls render` takes it. */
const point = z.discriminatedUnion('dialect', [
  z.strictObject({ dialect: z.literal('nftables') }),
  z.strictObject({ dialect: z.literal('iptables') }),
  z.strictObject({ dialect: z.literal('cisco-asa'), list: text }),
  z.strictObject({ dialect: z.literal('cisco-ios'), list: text }),
  z.strictObject({
    dialect: z.literal('fortigate'),
    from: text,
    to: text,
    firstId: z.number().int(),
    before: z.number().int(),
  }),
  z.strictObject({ dialect: z.literal('palo-alto'), from: text, to: text }),
  z.strictObject({ dialect: z.literal('check-point'), layer: text }),
])

export type ControlView = {
  readonly control: CompensatingControl
  readonly ownerName: string
  /** What it takes off the risk: nothing, until it is proved three ways and in force. */
  readonly credit: 'controlled' | 'none'
  /** Why it is worth nothing; empty where it counts. */
  readonly whyNot: readonly string[]
  readonly standings: readonly CheckStanding[]
}

export type ControlActed = { readonly leaf: number; readonly view: ControlView }

export const recordControl = defineRoute({
  name: 'controls record',
  summary:
    'Write a conduit policy in the words of a firewall, and record it as a control of a case',
  method: 'POST',
  path: '/api/controls',
  params: none,
  query: none,
  body: z.object({
    caseId: id,
    /** Tag of the firewall that enforces it; without one nothing can be proved. */
    firewall: text.nullable().default(null),
    point: point.default({ dialect: 'nftables' }),
    policy: z.object({
      conduit: text,
      protects: z.object({ assetTag: text, address: text }),
      permitted: z.array(flow).max(200),
    }),
    reviewOn: plainDate,
    expiresOn: plainDate,
    /** Every check is repeated after so many days. */
    recheckDays: z.number().int().default(7),
  }),
  response: answers<ControlActed>(),
})

export const listControls = defineRoute({
  name: 'controls list',
  summary: 'The compensating controls and what each is worth',
  method: 'GET',
  path: '/api/controls',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly controls: readonly ControlView[] }>(),
})

export const readControl = defineRoute({
  name: 'controls show',
  summary: 'One control with its rules',
  method: 'GET',
  path: '/api/controls/:id',
  params: byId,
  query: none,
  body: none,
  response: answers<ControlView>(),
})

export const describeExploit = defineRoute({
  name: 'controls exploit',
  summary: "Say what the exploit sends: the sensor's rule is written from it",
  method: 'POST',
  path: '/api/controls/:id/exploit',
  params: byId,
  query: none,
  body: z.strictObject({
    /** One that the case is about. */
    cve: text,
    /** The port that the asset listens at; the protocol's own where none is given. */
    port: z.number().int().optional(),
    /** Who must send this very message, and why; everybody else sets off the alarm. */
    allowedSources: z
      .array(z.strictObject({ address: text, why: text }))
      .max(200)
      .default([]),
    exploit: writtenExploit,
  }),
  response: answers<ControlActed>(),
})

export const checkControl = defineRoute({
  name: 'controls check',
  summary: 'Run one check of a control and record what it says',
  method: 'POST',
  path: '/api/controls/:id/checks',
  params: byId,
  query: none,
  body: z.strictObject({ kind: z.enum(['exact-planned', 'exact-deployed', 'live', 'captures']) }),
  response: answers<ControlActed>(),
})

const step = z.enum(['learn', 'alert', 'enforce', 'remove'])

export const releaseControlStep = defineRoute({
  name: 'controls release',
  summary: 'The operator releases one step of putting a control into the plant, or out of it',
  method: 'POST',
  path: '/api/controls/:id/release',
  params: byId,
  query: none,
  body: z.strictObject({ step, reason: text }),
  response: answers<ControlActed>(),
})

export const takeControlStep = defineRoute({
  name: 'controls take-step',
  summary: 'Record that a released step was taken at the firewall',
  method: 'POST',
  path: '/api/controls/:id/step',
  params: byId,
  query: none,
  body: z.strictObject({ step, note: z.string().max(4000).default('') }),
  response: answers<ControlActed>(),
})

export const vetoControl = defineRoute({
  name: 'controls veto',
  summary: 'The operator stops a control: nothing goes forward, and it is worth nothing',
  method: 'POST',
  path: '/api/controls/:id/veto',
  params: byId,
  query: none,
  body: z.strictObject({ reason: text }),
  response: answers<ControlActed>(),
})

export const liftControlVeto = defineRoute({
  name: 'controls lift-veto',
  summary: 'The operator lifts the veto on a control',
  method: 'POST',
  path: '/api/controls/:id/lift-veto',
  params: byId,
  query: none,
  body: z.strictObject({ reason: text }),
  response: answers<ControlActed>(),
})

export const handOverControl = defineRoute({
  name: 'controls hand-over',
  summary: 'Give a control another owner',
  method: 'POST',
  path: '/api/controls/:id/hand-over',
  params: byId,
  query: none,
  body: z.strictObject({ login: text, reason: text }),
  response: answers<ControlActed>(),
})

/** One case with what is claimed and recorded for it, and what that is worth today. */
export type AuditedCase = {
  readonly caseId: string
  readonly assetTag: string
  readonly advisoryId: string
  readonly state: string
  /** What the decision counted the way in as, and what the records say now. */
  readonly exposure: string | null
  readonly wayIn: string
  /** Said by people and checked by nobody. */
  readonly claimed: readonly string[]
  readonly controls: readonly ControlView[]
  readonly safeguards: readonly SafeguardView[]
}

/** One control: what it covers, and what it costs to keep. */
export type AuditedControl = {
  readonly view: ControlView
  readonly covers: readonly string[]
  readonly rules: number
  readonly permitted: number
  /** Checks that are repeated, and how often. */
  readonly checksAYear: number
}

export type ControlsAudit = {
  readonly asOf: string
  readonly cases: readonly AuditedCase[]
  readonly controls: readonly AuditedControl[]
}

export const auditControls = defineRoute({
  name: 'controls audit',
  summary:
    'For each case the controls with their checks, age and verdict; for each control its cost',
  method: 'GET',
  path: '/api/controls-audit',
  params: none,
  query: none,
  body: none,
  response: answers<ControlsAudit>(),
})
