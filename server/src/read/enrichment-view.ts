import type { EnrichmentSource, EnrichmentView } from '@holdpoint/api'
import { type CveFacts, exploitedSince, type SourceDays, type TriageCase } from '@holdpoint/core'
import {
  CISA_MODEL,
  EPSS_MODEL,
  IMPORTED_MODEL,
  KEV_MODEL,
  type KeptEpss,
  type KeptImport,
  type KeptKev,
  yearOf,
} from '../act/import-enrichment.ts'
import type { Platform } from '../platform.ts'

export async function enrichmentView(platform: Platform): Promise<EnrichmentView> {
  const [cves, imports] = await Promise.all([
    platform.findingReader.cves(),
    platform.store.listModels(IMPORTED_MODEL),
  ])
  const { facts } = await cveFacts(platform, cves)
  const kept = new Map(imports.map((row) => [row.id, row.body as unknown as KeptImport]))
  const kev = await kevNow(platform)
  const source = (kind: EnrichmentSource['kind'], covers: number): EnrichmentSource => {
    const known = kept.get(kind)
    return {
      kind,
      dataOf: known?.dataOf ?? null,
      importedAt: known?.importedAt ?? null,
      fileName: known?.fileName ?? null,
      entries: known?.entries ?? null,
      covers: known === undefined ? null : covers,
    }
  }
  return {
    cves: cves.length,
    sources: [
      source('kev', kev === null ? 0 : facts.filter((one) => one.kev !== null).length),
      source('epss', facts.filter((one) => one.epss !== null).length),
      source('cisa', facts.filter((one) => one.cisa !== null).length),
    ],
  }
}

/** What each source says of these CVEs, with the days of the sources. */
export async function cveFacts(
  platform: Platform,
  cves: readonly string[],
): Promise<{ readonly facts: readonly CveFacts[]; readonly days: SourceDays }> {
  const years = [...new Set(cves.map(yearOf))]
  const [kev, scores, imported, ...points] = await Promise.all([
    kevNow(platform),
    Promise.all(years.map((year) => platform.store.readModel(EPSS_MODEL, year))),
    platform.store.readModel(IMPORTED_MODEL, 'epss'),
    ...cves.map((cve) => platform.store.readModel(CISA_MODEL, cve)),
  ])
  const byYear = new Map(
    scores.flatMap((row) => (row === null ? [] : [[row.id, row.body as unknown as KeptEpss]])),
  )
  const facts = cves.map((cve, at): CveFacts => {
    const entry = kev?.entries[cve]
    const year = byYear.get(yearOf(cve))
    const score = year?.scores[cve]
    return {
      cve,
      kev: entry === undefined ? null : { addedOn: entry.addedOn, ransomware: entry.ransomware },
      epss:
        year === undefined || score === undefined
          ? null
          : { probability: score[0], percentile: score[1], scoredOn: year.scoredOn },
      cisa: (points[at]?.body ?? null) as CveFacts['cisa'],
    }
  })
  const epss = ((imported?.body ?? null) as KeptImport | null)?.dataOf ?? null
  return { facts, days: { kev: kev?.version ?? null, epss } }
}

/** The cases that a newer KEV contradicts, each with why somebody has to look again. */
export async function exploitedInCases(
  platform: Platform,
  cases: readonly TriageCase[],
): Promise<readonly { readonly found: TriageCase; readonly why: string }[]> {
  const kev = await kevNow(platform)
  if (kev === null) return []
  const listed = (cve: string) => {
    const entry = kev.entries[cve]
    return entry === undefined ? null : { addedOn: entry.addedOn, ransomware: entry.ransomware }
  }
  return cases.flatMap((found) => {
    const why = exploitedSince(found, listed, kev.version)
    return why === null ? [] : [{ found, why }]
  })
}

async function kevNow(platform: Platform): Promise<KeptKev | null> {
  const row = await platform.store.readModel(KEV_MODEL.kind, KEV_MODEL.id)
  return (row?.body ?? null) as unknown as KeptKev | null
}
