import { type BaselinePhase, baselinePhases, type PlantBaseline } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, none, text } from './shapes.ts'

const phase = z.enum(baselinePhases)

export type BaselinesView = {
  readonly baselines: readonly (PlantBaseline & { readonly addedByName: string })[]
  /** Phases that none in use covers; a virtual patch cannot be proved while there are any. */
  readonly leftOpen: readonly BaselinePhase[]
}

export type BaselineActed = { readonly leaf: number; readonly baseline: PlantBaseline }

export const listBaselines = defineRoute({
  name: 'baselines list',
  summary: 'The captures of the plant as it is when all is well, and what they cover',
  method: 'GET',
  path: '/api/plant/baselines',
  params: none,
  query: none,
  body: none,
  response: answers<BaselinesView>(),
})

export const addBaseline = defineRoute({
  name: 'baselines add',
  summary: 'Keep a capture (pcap or pcapng) of the plant as it is when all is well',
  method: 'POST',
  path: '/api/plant/baselines',
  params: none,
  query: none,
  body: z.strictObject({
    name: text,
    /** Where in the network it was captured. */
    place: text,
    /** What the plant did meanwhile. */
    covers: z.array(phase).max(4),
    /** What this plant never does, and why. */
    neverHere: z
      .array(z.strictObject({ phase, why: z.string().max(4000) }))
      .max(4)
      .default([]),
    fileName: text,
    contentBase64: z.string().min(1).max(90_000_000),
  }),
  response: answers<BaselineActed>(),
})

export const retireBaseline = defineRoute({
  name: 'baselines retire',
  summary: 'Use a baseline no more; its bytes stay sealed',
  method: 'POST',
  path: '/api/plant/baselines/:id/retire',
  params: byId,
  query: none,
  body: z.strictObject({ reason: text }),
  response: answers<BaselineActed>(),
})
