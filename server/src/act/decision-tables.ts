import type { addDecisionTable, BodyOf, DecisionTablesView, KeptTable } from '@holdpoint/api'
import {
  type DecisionTable,
  holds,
  notYourRole,
  publishedTables,
  type Refusal,
  readSiteTable,
  refusalOf,
  tableDigest,
} from '@holdpoint/core'
import { readCsv } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

const KEPT = 'decision-table'
const IN_FORCE = { kind: 'site-table', id: 'newest' } as const

const setters = ['ot-cybersecurity-lead', 'cip-senior-manager'] as const

/** The site's own table that acts now; null where none does. */
export async function siteTableInForce(platform: Platform): Promise<DecisionTable | null> {
  const sha256 = await digestInForce(platform)
  if (sha256 === null) return null
  const row = await platform.store.readModel(KEPT, sha256)
  return row === null ? null : (row.body as unknown as KeptTable).table
}

async function digestInForce(platform: Platform): Promise<string | null> {
  const row = await platform.store.readModel(IN_FORCE.kind, IN_FORCE.id)
  return ((row?.body ?? null) as { readonly sha256: string | null } | null)?.sha256 ?? null
}

export async function decisionTablesView(platform: Platform): Promise<DecisionTablesView> {
  const [rows, inForce] = await Promise.all([
    platform.store.listModels(KEPT),
    digestInForce(platform),
  ])
  const kept = rows.map((row) => row.body as unknown as KeptTable)
  return {
    published: publishedTables(),
    inForce,
    kept: kept.toSorted((a, b) => ((a.addedAt ?? '') < (b.addedAt ?? '') ? 1 : -1)),
  }
}

export async function addTable(
  platform: Platform,
  wish: BodyOf<typeof addDecisionTable>,
  acting: Acting,
): Promise<Result<{ readonly leaf: number; readonly sha256: string }, readonly Refusal[]>> {
  if (!holds(acting.actor, setters)) {
    return refuse([notYourRole(setters, 'Putting a decision table in force')])
  }
  const { content, ...named } = wish
  const csv = readCsv(new TextEncoder().encode(content))
  if (!csv.ok) {
    const { line, column, why } = csv.refusal
    const what = `line ${line}, column ${column}: ${why}`
    return refuse([refusalOf('malformed-request', what, 'Correct the file')])
  }
  const read = readSiteTable(named, csv.value.header, csv.value.rows)
  if (!read.ok) return read
  const sha256 = tableDigest(read.value)
  const { name } = acting.actor
  const kept: KeptTable = { sha256, table: read.value, addedAt: platform.now(), addedBy: name }
  const recorded = await record(platform, {
    ...acting,
    stream: 'decision-tables',
    event: { kind: 'decision-table-set', body: { ...named, sha256 } },
    readModels: [
      { kind: KEPT, id: sha256, body: asJson(kept) },
      { ...IN_FORCE, body: { sha256 } },
    ],
  })
  return recorded.ok ? accept({ leaf: recorded.value, sha256 }) : recorded
}

export async function withdrawTable(
  platform: Platform,
  sha256: string,
  acting: Acting,
): Promise<Result<{ readonly leaf: number }, readonly Refusal[]>> {
  if (!holds(acting.actor, setters)) {
    return refuse([notYourRole(setters, 'Taking a decision table out of force')])
  }
  if ((await digestInForce(platform)) !== sha256) {
    const what = 'This table is not in force'
    return refuse([refusalOf('table-not-in-force', what, 'Look which one is')])
  }
  const recorded = await record(platform, {
    ...acting,
    stream: 'decision-tables',
    event: { kind: 'decision-table-withdrawn', body: { sha256 } },
    readModels: [{ ...IN_FORCE, body: { sha256: null } }],
  })
  return recorded.ok ? accept({ leaf: recorded.value }) : recorded
}
