import type { Asset, Conduit, Level, Zone } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { none, text } from './shapes.ts'

/** What stands open at one asset, as its place on the map shows it. */
export type AssetOnMap = Pick<
  Asset,
  'id' | 'tag' | 'kind' | 'vendor' | 'product' | 'firmware' | 'zone' | 'level' | 'address'
> & {
  readonly affected: number
  readonly review: number
}

export type ZoneOnMap = Omit<Zone, 'level'> & {
  readonly level: Level | null
  /** False: only assets name it, no list of zones does. */
  readonly listed: boolean
}

export type NetworkView = {
  readonly zones: readonly ZoneOnMap[]
  readonly conduits: readonly Conduit[]
  /** Null: no zone list was imported; the zones are those that the assets name. */
  readonly importedAt: string | null
  readonly source: string | null
  readonly assets: readonly AssetOnMap[]
  /** Null: never matched, so that no asset's count of findings means anything. */
  readonly matchedAt: string | null
}

const level = z.literal([0, 1, 2, 3, 3.5, 4, 5])
const requirement = z.number().int().min(0).max(4)
const zone = z.strictObject({
  id: text,
  name: text,
  level,
  containsSafetySystem: z.boolean(),
  subnets: z.array(text).default([]),
  securityLevelTarget: z
    .strictObject({
      IAC: requirement,
      UC: requirement,
      SI: requirement,
      DC: requirement,
      RDF: requirement,
      TRE: requirement,
      RA: requirement,
    })
    .nullable()
    .default(null),
})
const flow = z.strictObject({ from: text, to: text, service: text, why: text })
const conduit = z.strictObject({
  id: text,
  name: text,
  between: z.tuple([text, text]),
  enforcedBy: z.array(text).default([]),
  flows: z.array(flow).default([]),
  lossToleratedSeconds: z.number().min(0).nullable().default(null),
})

export const readNetwork = defineRoute({
  name: 'plant network',
  summary: 'Zones, conduits and what stands in each',
  method: 'GET',
  path: '/api/plant/network',
  params: none,
  query: none,
  body: none,
  response: answers<NetworkView>(),
})

export const importNetwork = defineRoute({
  name: 'plant network-import',
  summary: 'Put this list of zones and conduits in the place of the one before',
  method: 'POST',
  path: '/api/plant/network',
  params: none,
  query: none,
  body: z.strictObject({
    source: text,
    network: z.strictObject({
      zones: z.array(zone).min(1).max(1000),
      conduits: z.array(conduit).max(10_000).default([]),
      complete: z.boolean().default(false),
    }),
  }),
  response: answers<{ readonly leaf: number; readonly zones: number; readonly conduits: number }>(),
})
