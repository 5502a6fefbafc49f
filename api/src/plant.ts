import type { Asset, Refusal } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, type Counted, none, text } from './shapes.ts'

/** One live reading. `value` is null when the last read failed: never the last good one as new. */
export type SignalView = {
  readonly assetId: string
  readonly assetTag: string
  readonly tag: string
  readonly words: string
  readonly value: number | null
  readonly unit: string
  readonly readAt: string | null
  readonly abnormal: boolean
  readonly why: string | null
}

export type OverviewView = {
  readonly needsMe: readonly NeedsMe[]
  readonly needsOthers: readonly NeedsMe[]
  readonly counts: {
    readonly assets: Counted
    readonly advisories: Counted
    readonly affected: Counted
    readonly review: Counted
    readonly openCases: Counted
    readonly openChanges: Counted
    /** Alarms of clocks that nobody acknowledged yet. */
    readonly alarms: Counted
  }
  readonly ledger: { readonly size: number; readonly checkpointAt: string | null }
}

export type NeedsMe = {
  readonly kind:
    | 'change'
    | 'case'
    | 'finding'
    | 'revision'
    | 'clock'
    | 'source'
    | 'conflict'
    | 'control'
  readonly id: string
  readonly title: string
  readonly what: string
  readonly reason: string
  readonly owner: string | null
  /** The last day that is in time; null where nothing sets one. */
  readonly dueOn: string | null
  readonly link: string
}

export const overview = defineRoute({
  name: 'overview',
  summary: 'What needs me, and what stands',
  method: 'GET',
  path: '/api/overview',
  params: none,
  query: none,
  body: none,
  response: answers<OverviewView>(),
})

export const listAssets = defineRoute({
  name: 'assets list',
  summary: 'The assets of the site',
  method: 'GET',
  path: '/api/assets',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly assets: readonly Asset[] }>(),
})

export const readAsset = defineRoute({
  name: 'assets show',
  summary: 'One asset',
  method: 'GET',
  path: '/api/assets/:id',
  params: byId,
  query: none,
  body: none,
  response: answers<{ readonly asset: Asset }>(),
})

export const setMaintenanceCredential = defineRoute({
  name: 'assets credential',
  summary: 'Keep the credential of a maintenance channel; it never leaves the server again',
  method: 'POST',
  path: '/api/assets/:id/credential',
  params: byId,
  query: none,
  body: z.object({ username: text, password: text }),
  response: answers<{ readonly credentialId: string }>(),
})

export const readSignals = defineRoute({
  name: 'plant signals',
  summary: 'Live readings of the process, each with its age',
  method: 'GET',
  path: '/api/plant/signals',
  params: none,
  query: none,
  body: none,
  response: answers<{
    readonly signals: readonly SignalView[]
    readonly refusals: readonly Refusal[]
  }>(),
})
