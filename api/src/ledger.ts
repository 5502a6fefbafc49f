import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { none } from './shapes.ts'

export type LedgerRow = {
  readonly leaf: number
  readonly at: string
  readonly by: string
  readonly byName: string
  readonly stream: string
  readonly version: number
  readonly kind: string
  readonly words: string
}

export type LedgerPage = {
  readonly size: number
  readonly checkpoint: {
    readonly size: number
    readonly root: string
    readonly note: string
    readonly signedAt: string
  } | null
  readonly verifierKey: string
  readonly entries: readonly LedgerRow[]
}

export const readLedger = defineRoute({
  name: 'ledger show',
  summary: 'Entries of the ledger, newest first, and the newest checkpoint',
  method: 'GET',
  path: '/api/ledger',
  params: none,
  query: z.object({
    before: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  body: none,
  response: answers<LedgerPage>(),
})

export const exportLedger = defineRoute({
  name: 'ledger export',
  summary: 'The whole ledger as plain files, for an auditor who verifies offline',
  method: 'GET',
  path: '/api/ledger/export',
  params: none,
  query: none,
  body: none,
  response: answers<{
    readonly files: readonly { readonly path: string; readonly contentBase64: string }[]
  }>(),
})
