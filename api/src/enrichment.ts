import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { none, plainDate, text } from './shapes.ts'

export const enrichmentKinds = ['kev', 'epss', 'cisa'] as const

/** One public source of facts about vulnerabilities, as old as it is and as far as it reaches. */
export type EnrichmentSource = {
  readonly kind: (typeof enrichmentKinds)[number]
  /** The day or the version that the data names itself; null where nothing was imported. */
  readonly dataOf: string | null
  readonly importedAt: string | null
  readonly fileName: string | null
  readonly entries: number | null
  /** Of how many CVEs that meet this plant it says something; null where nothing was imported. */
  readonly covers: number | null
}

export type EnrichmentView = {
  readonly sources: readonly EnrichmentSource[]
  /** How many CVEs the findings of this plant name. */
  readonly cves: number
}

export const readEnrichment = defineRoute({
  name: 'enrichment show',
  summary: 'What public sources say about vulnerabilities: how old, and how far it reaches',
  method: 'GET',
  path: '/api/enrichment',
  params: none,
  query: none,
  body: none,
  response: answers<EnrichmentView>(),
})

export const importEnrichment = defineRoute({
  name: 'enrichment add',
  summary: 'Import a KEV catalogue, EPSS scores or CVE records; each file is recognised by itself',
  method: 'POST',
  path: '/api/enrichment/import',
  params: none,
  query: none,
  body: z.strictObject({
    files: z
      .array(z.strictObject({ fileName: text, content: z.string().min(1).max(60_000_000) }))
      .min(1)
      .max(5000),
    /** The day of EPSS scores whose file does not say it. */
    scoredOn: plainDate.nullish(),
  }),
  response: answers<{
    readonly leaf: number
    readonly kev: number
    readonly epss: number
    readonly cisa: number
  }>(),
})
