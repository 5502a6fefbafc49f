import type { DecisionTable, TablePolicy } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { none, sha256, text } from './shapes.ts'

/** A table that decided or decides; it is kept under its digest for as long as the site is. */
export type KeptTable = {
  readonly sha256: string
  readonly table: DecisionTable
  readonly addedAt: string | null
  readonly addedBy: string | null
}

export type DecisionTablesView = {
  readonly published: readonly {
    readonly id: string
    readonly version: string
    readonly sha256: string
  }[]
  /** Kept here, and asked where the policy of the site says so. */
  readonly bod2604: {
    readonly id: string
    readonly version: string
    readonly sha256: string
    readonly title: string
    readonly rows: number
  }
  /** Null: the site has said nothing, and SSVC alone is asked beside its own table. */
  readonly policy: TablePolicy | null
  /** The site's own that acts beside SSVC; null where none does. */
  readonly inForce: string | null
  readonly kept: readonly KeptTable[]
}

export const listDecisionTables = defineRoute({
  name: 'decision-tables list',
  summary: 'The decision tables in force, and every one of the site that ever was',
  method: 'GET',
  path: '/api/decision-tables',
  params: none,
  query: none,
  body: none,
  response: answers<DecisionTablesView>(),
})

export const addDecisionTable = defineRoute({
  name: 'decision-tables add',
  summary: "Put the site's own decision table in force; refused unless total and monotone",
  method: 'POST',
  path: '/api/decision-tables',
  params: none,
  query: none,
  body: z.strictObject({
    id: text,
    version: text,
    title: text,
    /** CSV: a column for each question, and one `urgency`. */
    content: z.string().min(1).max(5_000_000),
  }),
  response: answers<{ readonly leaf: number; readonly sha256: string }>(),
})

export const withdrawDecisionTable = defineRoute({
  name: 'decision-tables withdraw',
  summary: "Take the site's own decision table out of force; what it decided stays decided",
  method: 'POST',
  path: '/api/decision-tables/withdraw',
  params: none,
  query: none,
  body: z.strictObject({ sha256 }),
  response: answers<{ readonly leaf: number }>(),
})

export const setTablePolicy = defineRoute({
  name: 'decision-tables policy',
  summary: 'Say whether CISA BOD 26-04 is asked beside SSVC; what is decided stays decided',
  method: 'POST',
  path: '/api/decision-tables/policy',
  params: none,
  query: none,
  body: z.strictObject({ bod2604: z.boolean(), reason: text }),
  response: answers<{ readonly leaf: number; readonly version: number }>(),
})
