import type { BodyOf, importEnrichment as importEnrichmentRoute } from '@holdpoint/api'
import { holds, notYourRole, type ReadModelWrite, type Refusal, refusalOf } from '@holdpoint/core'
import {
  type CveRecord,
  type EnrichmentRefusal,
  type Epss,
  type Kev,
  readCveRecord,
  readEpss,
  readKev,
} from '@holdpoint/csaf'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

/** Read models: the newest catalogue; the scores of one year of CVEs; what CISA says of one CVE. */
export const KEV_MODEL = { kind: 'kev', id: 'newest' } as const
export const EPSS_MODEL = 'epss'
export const CISA_MODEL = 'cisa-points'
export const IMPORTED_MODEL = 'enrichment'

export type KeptKev = {
  readonly version: string
  readonly entries: Readonly<Record<string, Omit<Kev['entries'][number], 'cve'>>>
}
export type KeptEpss = {
  readonly scoredOn: string
  /** Probability and percentile by CVE. */
  readonly scores: Readonly<Record<string, readonly [number, number]>>
}
export type KeptImport = {
  readonly dataOf: string
  readonly importedAt: string
  readonly fileName: string
  readonly entries: number
}

type Wish = BodyOf<typeof importEnrichmentRoute>
type Imported = {
  readonly leaf: number
  readonly kev: number
  readonly epss: number
  readonly cisa: number
}

type Read =
  | { readonly kind: 'kev'; readonly fileName: string; readonly kev: Kev }
  | { readonly kind: 'epss'; readonly fileName: string; readonly epss: Epss; readonly on: string }
  | { readonly kind: 'cisa'; readonly fileName: string; readonly record: CveRecord }

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** All files or none: each fault is named by file and place. */
export async function importEnrichment(
  platform: Platform,
  wish: Wish,
  acting: Acting,
): Promise<Result<Imported, readonly Refusal[]>> {
  if (!holds(acting.actor, importers)) {
    return refuse([notYourRole(importers, 'Importing facts about vulnerabilities')])
  }
  const read: Read[] = []
  const refusals: Refusal[] = []
  for (const file of wish.files) {
    const one = readFile(file, wish.scoredOn ?? null)
    if (one.ok) read.push(one.value)
    else refusals.push(one.refusal)
  }
  if (refusals.length > 0) return refuse(refusals.slice(0, 20))
  const at = platform.now()
  const models = read.flatMap((one) => modelsOf(one, at))
  const counts = {
    kev: read.reduce((sum, one) => sum + (one.kind === 'kev' ? one.kev.entries.length : 0), 0),
    epss: read.reduce((sum, one) => sum + (one.kind === 'epss' ? one.epss.scores.length : 0), 0),
    cisa: read.filter((one) => one.kind === 'cisa').length,
  }
  const files = wish.files.map(({ fileName, content }) => ({
    fileName,
    digest: canonicalDigest(content),
  }))
  const recorded = await record(platform, {
    ...acting,
    stream: 'enrichment',
    event: {
      kind: 'enrichment-imported',
      body: { ...counts, files: files.length, digest: canonicalDigest(files) },
    },
    readModels: lastOfEach([...models, ...cisaImport(read, at)]),
  })
  return recorded.ok ? accept({ leaf: recorded.value, ...counts }) : recorded
}

type File = { readonly fileName: string; readonly content: string }

function readFile({ fileName, content }: File, scoredOn: string | null): Result<Read, Refusal> {
  const bytes = new TextEncoder().encode(content)
  const refused = ({ where, words }: EnrichmentRefusal) =>
    refuse(refusalOf('malformed-request', `${fileName}: ${where} ${words}`, 'Correct the file'))
  if (!/^\s*\{/.test(content)) {
    const epss = readEpss(bytes)
    if (!epss.ok) return refused(epss.refusal)
    const on = epss.value.scoredOn ?? scoredOn
    if (on !== null) return accept({ kind: 'epss', fileName, epss: epss.value, on })
    const what = `${fileName}: line 1 does not say of which day the scores are`
    return refuse(refusalOf('malformed-request', what, 'Give the day of the scores'))
  }
  if (/"catalogVersion"\s*:/.test(content)) {
    const kev = readKev(bytes)
    return kev.ok ? accept({ kind: 'kev', fileName, kev: kev.value }) : refused(kev.refusal)
  }
  const record = readCveRecord(bytes)
  return record.ok
    ? accept({ kind: 'cisa', fileName, record: record.value })
    : refused(record.refusal)
}

function modelsOf(read: Read, importedAt: string): readonly ReadModelWrite[] {
  const { fileName } = read
  const note = (kind: string, dataOf: string, entries: number): ReadModelWrite => {
    const kept: KeptImport = { dataOf, importedAt, fileName, entries }
    return { kind: IMPORTED_MODEL, id: kind, body: asJson(kept) }
  }
  switch (read.kind) {
    case 'kev': {
      const { version, entries } = read.kev
      const byCve = Object.fromEntries(entries.map(({ cve, ...entry }) => [cve, entry]))
      const kept: KeptKev = { version, entries: byCve }
      return [{ ...KEV_MODEL, body: asJson(kept) }, note('kev', version, entries.length)]
    }
    case 'epss': {
      const years = new Map<string, [string, [number, number]][]>()
      for (const { cve, probability, percentile } of read.epss.scores) {
        const year = yearOf(cve)
        const scores = years.get(year) ?? []
        scores.push([cve, [probability, percentile]])
        years.set(year, scores)
      }
      const kept = [...years].map(([id, scores]): ReadModelWrite => {
        const body: KeptEpss = { scoredOn: read.on, scores: Object.fromEntries(scores) }
        return { kind: EPSS_MODEL, id, body: asJson(body) }
      })
      return [...kept, note('epss', read.on, read.epss.scores.length)]
    }
    case 'cisa': {
      const { cve, points } = read.record
      return points === null ? [] : [{ kind: CISA_MODEL, id: cve, body: asJson(points) }]
    }
  }
}

/** `CVE-2023`: the year of a CVE number, under which its score is kept. */
export function yearOf(cve: string): string {
  return cve.slice(0, 8)
}

function cisaImport(read: readonly Read[], importedAt: string): readonly ReadModelWrite[] {
  const records = read.flatMap((one) => (one.kind === 'cisa' ? [one] : []))
  const [first] = records
  if (first === undefined) return []
  const days = records.map(({ record }) => record.points?.statedAt?.slice(0, 10) ?? '').sort()
  const kept: KeptImport = {
    dataOf: days.at(-1) ?? '',
    importedAt,
    fileName: records.length === 1 ? first.fileName : `${records.length} CVE records`,
    entries: records.length,
  }
  return [{ kind: IMPORTED_MODEL, id: 'cisa', body: asJson(kept) }]
}

/** Two files about the same thing in one import: the later one stays. */
function lastOfEach(models: readonly ReadModelWrite[]): readonly ReadModelWrite[] {
  return [...new Map(models.map((model) => [`${model.kind}\n${model.id}`, model])).values()]
}
