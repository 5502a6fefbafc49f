import {
  type DeviceIdentity,
  type identityDifferences,
  type PlannedRequest,
  type ProbePolicy,
  type ProbeRefusal,
  type ProbeRelease,
  probeProtocols,
  type Refusal,
} from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, none, text } from './shapes.ts'

/** What a device said, beside what is recorded of it. */
export type ProbeAnswer = {
  readonly at: string
  readonly identity: DeviceIdentity | null
  /** Why there is no identity; null where there is one. */
  readonly why: string | null
  readonly refusal: ProbeRefusal['kind'] | null
  readonly differences: ReturnType<typeof identityDifferences>
}

export type ProbeView = {
  readonly target: string | null
  /** The dry run: what would be sent. */
  readonly planned: readonly PlannedRequest[]
  readonly release: ProbeRelease | null
  /** What stands between this person and the probe now. */
  readonly refusals: readonly Refusal[]
  /** What stands between this person and releasing it. */
  readonly releaseRefusals: readonly Refusal[]
  /** Connections to this asset that this server has open now. */
  readonly connectionsHeld: number
  readonly newest: ProbeAnswer | null
}

const knownSafe = z.strictObject({
  vendor: text,
  product: text,
  firmware: text,
  protocol: z.enum(probeProtocols),
  triedBy: text,
  connectionsMax: z.number().int().min(1).nullable().default(null),
  connectionsOthers: z.number().int().min(0).nullable().default(null),
})

export const readProbing = defineRoute({
  name: 'probing show',
  summary: 'Where active probing is permitted, and on which models',
  method: 'GET',
  path: '/api/probing',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly policy: ProbePolicy }>(),
})

export const setProbing = defineRoute({
  name: 'probing permit',
  summary: 'Say in which zones and on which models active probing is permitted',
  method: 'POST',
  path: '/api/probing',
  params: none,
  query: none,
  body: z.strictObject({
    zones: z.array(text).max(1000),
    knownSafe: z.array(knownSafe).max(10_000),
  }),
  response: answers<{ readonly leaf: number; readonly policy: ProbePolicy }>(),
})

export const readProbe = defineRoute({
  name: 'assets probe-plan',
  summary: 'The dry run of a probe: what would be sent, and what stands in the way',
  method: 'GET',
  path: '/api/assets/:id/probe',
  params: byId,
  query: none,
  body: none,
  response: answers<ProbeView>(),
})

export const releaseProbe = defineRoute({
  name: 'assets probe-release',
  summary: 'Release one probe of this asset, as the operator on shift',
  method: 'POST',
  path: '/api/assets/:id/probe/release',
  params: byId,
  query: none,
  body: z.strictObject({ processState: text, freeConnections: z.number().int().min(0).max(1000) }),
  response: answers<{ readonly leaf: number; readonly release: ProbeRelease | null }>(),
})

/** RFC 3414, 11.2: words of fewer characters than eight are no secret. */
const words = z.string().min(8).max(128)

export const setProbeCredential = defineRoute({
  name: 'assets probe-credential',
  summary: 'Keep the words of the SNMP user that asks this device; they never leave the server',
  method: 'POST',
  path: '/api/assets/:id/probe/credential',
  params: byId,
  query: none,
  body: z.strictObject({ authentication: words, privacy: words.optional() }),
  response: answers<{ readonly leaf: number; readonly credentialId: string }>(),
})

export const probeAsset = defineRoute({
  name: 'assets probe',
  summary: 'Ask the device who it is: one connection, one request in flight, read-only',
  method: 'POST',
  path: '/api/assets/:id/probe',
  params: byId,
  query: none,
  body: none,
  /** `answer` is null while the same act, sent before, still waits for the device. */
  response: answers<{ readonly leaf: number; readonly answer: ProbeAnswer | null }>(),
})
