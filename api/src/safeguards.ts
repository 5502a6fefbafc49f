import { type Safeguard, type Shown, safeguardKinds } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, id, none, plainDate, text } from './shapes.ts'

export type SafeguardView = {
  readonly safeguard: Safeguard
  readonly ownerName: string
  readonly inspectedByName: string | null
  readonly signedByName: string | null
  /** What shows it today; null: nothing does. */
  readonly shown: Shown | null
  readonly why: readonly string[]
  /** What it takes off the risk. Monitoring keeps nobody out and takes nothing off. */
  readonly credit: 'controlled' | 'none'
}

export type SafeguardActed = { readonly leaf: number; readonly view: SafeguardView }

export const listSafeguards = defineRoute({
  name: 'safeguards list',
  summary: 'Access and monitoring that are claimed, and what shows each of them today',
  method: 'GET',
  path: '/api/safeguards',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly safeguards: readonly SafeguardView[] }>(),
})

export const recordSafeguard = defineRoute({
  name: 'safeguards record',
  summary: 'Claim a protection that Holdpoint does not make: a jump host, intrusion detection',
  method: 'POST',
  path: '/api/safeguards',
  params: none,
  query: none,
  body: z.strictObject({
    caseId: id,
    kind: z.enum(safeguardKinds),
    title: text,
    /** Where the evidence of it lies. */
    evidence: text,
    /** Of access: the only senders that may get to the asset. */
    only: z
      .array(z.strictObject({ address: text, why: text }))
      .max(100)
      .default([]),
    expiresOn: plainDate,
    recheckDays: z.number().int().default(30),
  }),
  response: answers<SafeguardActed>(),
})

export const checkSafeguard = defineRoute({
  name: 'safeguards check',
  summary: 'Let the machine look: who gets to the asset, or whether a capture saw it',
  method: 'POST',
  path: '/api/safeguards/:id/check',
  params: byId,
  query: none,
  body: z.strictObject({}),
  response: answers<SafeguardActed>(),
})

export const inspectSafeguard = defineRoute({
  name: 'safeguards inspect',
  summary: 'Record what was seen on the spot; it counts once another person signs it',
  method: 'POST',
  path: '/api/safeguards/:id/inspection',
  params: byId,
  query: none,
  body: z.strictObject({ on: plainDate, found: z.enum(['holds', 'fails']), words: text }),
  response: answers<SafeguardActed>(),
})

export const signInspection = defineRoute({
  name: 'safeguards sign',
  summary: 'Sign an inspection as the second person',
  method: 'POST',
  path: '/api/safeguards/:id/signature',
  params: byId,
  query: none,
  body: z.strictObject({}),
  response: answers<SafeguardActed>(),
})

export const withdrawSafeguard = defineRoute({
  name: 'safeguards withdraw',
  summary: 'Take a claim back: it is worth nothing from now on',
  method: 'POST',
  path: '/api/safeguards/:id/withdraw',
  params: byId,
  query: none,
  body: z.strictObject({ reason: text }),
  response: answers<SafeguardActed>(),
})
