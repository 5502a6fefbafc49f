import { type Refusal, type SourceKind, type SourceStanding, sourceKinds } from '@holdpoint/core'
import { z } from 'zod'
import type { JobView } from './jobs.ts'
import { answers, defineRoute } from './route.ts'
import { byId, id, none, plainDate, text } from './shapes.ts'

/** One row of the register: who answers for it, when it is reviewed, what it gave and how old that is. */
export type SourceRow = SourceStanding & {
  readonly id: string
  readonly name: string
  readonly kind: SourceKind
  readonly address: string | null
  readonly ownerId: string
  readonly ownerName: string
  readonly reviewEveryDays: number
  readonly since: string
  readonly reviews: readonly {
    readonly on: string
    readonly byName: string
    readonly note: string
    readonly isLate: boolean
  }[]
  /** When something of it last came in; null where nothing ever did. */
  readonly broughtAt: string | null
  /** The day or version that the data names itself; null where it names none. */
  readonly dataOf: string | null
  /** How far what came reaches, in words. */
  readonly coverage: string
  readonly endedBecause: string | null
  /** Why it cannot be fetched from now; nothing where it can. */
  readonly fetchRefusals: readonly Refusal[]
  /** The job that fetches from it now. */
  readonly fetchJob: string | null
}

export type SourcesView = {
  readonly today: string
  /** The most pressing first, ended ones last. */
  readonly sources: readonly SourceRow[]
  /** Who may own one. */
  readonly people: readonly { readonly personId: string; readonly name: string }[]
}

export type SourceActed = { readonly leaf: number }

export const listSources = defineRoute({
  name: 'sources list',
  summary: 'The register of sources: owner, review, age and reach of each',
  method: 'GET',
  path: '/api/sources',
  params: none,
  query: none,
  body: none,
  response: answers<SourcesView>(),
})

const wish = {
  name: text,
  /** A domain or an https address; empty where it only ever comes by hand. */
  address: z.string().max(500).default(''),
  ownerId: id,
  reviewEveryDays: z.number().int().min(1).max(366),
}

export const registerSource = defineRoute({
  name: 'sources add',
  summary: 'Register a source of advisories or of facts about vulnerabilities',
  method: 'POST',
  path: '/api/sources',
  params: none,
  query: none,
  body: z.strictObject({ id, kind: z.enum(sourceKinds), ...wish, since: plainDate }),
  response: answers<SourceActed>(),
})

export const changeSource = defineRoute({
  name: 'sources change',
  summary: 'Change name, address, owner or interval of a source',
  method: 'POST',
  path: '/api/sources/:id/change',
  params: byId,
  query: none,
  body: z.strictObject(wish),
  response: answers<SourceActed>(),
})

export const reviewSource = defineRoute({
  name: 'sources review',
  summary: 'Record that a source was reviewed; late is recorded as late',
  method: 'POST',
  path: '/api/sources/:id/review',
  params: byId,
  query: none,
  body: z.strictObject({ on: plainDate, note: text }),
  response: answers<SourceActed>(),
})

export const endSource = defineRoute({
  name: 'sources end',
  summary: 'End a source; what it gave and who reviewed it stays',
  method: 'POST',
  path: '/api/sources/:id/end',
  params: byId,
  query: none,
  body: z.strictObject({ reason: text }),
  response: answers<SourceActed>(),
})

export const fetchSource = defineRoute({
  name: 'sources fetch',
  summary: 'Fetch from a source now, as a job; off unless the server was started to allow it',
  method: 'POST',
  path: '/api/sources/:id/fetch',
  params: byId,
  query: none,
  body: none,
  response: answers<JobView>(),
})
