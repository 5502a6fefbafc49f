import type { MissingUpdate, PatchRelease, QualificationStanding } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, none, text } from './shapes.ts'

/** On how many hosts an update is missing, by what their vendors say of it. */
export type ReleaseRow = {
  readonly release: PatchRelease
  /** The releases of the list that take its place. */
  readonly supersededBy: readonly string[]
  readonly missingOn: readonly {
    readonly assetId: string
    readonly tag: string
    readonly standing: QualificationStanding
  }[]
}

export type UpdatesView = {
  readonly releases: readonly ReleaseRow[]
  readonly qualifications: number
  /** When the newest list was imported; null when none was. */
  readonly asOf: string | null
  /** How many assets say what is installed on them; the others cannot be judged. */
  readonly hostsWithSoftware: number
  readonly hosts: number
}

export type UpdatesImported = {
  readonly leaf: number
  readonly rows: number
  readonly releases: number
  readonly qualifications: number
}

export const listUpdates = defineRoute({
  name: 'updates list',
  summary: 'Updates that vendors released, where they are missing, and who approved them',
  method: 'GET',
  path: '/api/updates',
  params: none,
  query: none,
  body: none,
  response: answers<UpdatesView>(),
})

export const importUpdates = defineRoute({
  name: 'updates import',
  summary: 'Import a list of updates, or of vendor qualifications, as CSV with a header row',
  method: 'POST',
  path: '/api/updates/import',
  params: none,
  query: none,
  body: z.strictObject({
    kind: z.enum(['releases', 'qualifications']),
    source: text,
    content: z.string().min(1).max(20_000_000),
  }),
  response: answers<UpdatesImported>(),
})

export const listAssetUpdates = defineRoute({
  name: 'assets updates',
  summary: 'The updates that are missing on one asset',
  method: 'GET',
  path: '/api/assets/:id/updates',
  params: byId,
  query: none,
  body: none,
  response: answers<{
    readonly missing: readonly MissingUpdate[]
    /** False: nothing is recorded of what is installed, so that nothing missing means nothing. */
    readonly softwareKnown: boolean
  }>(),
})
