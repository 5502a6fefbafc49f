import type {
  addDecisionTable,
  BodyOf,
  DecisionTablesView,
  KeptTable,
  setTablePolicy,
} from '@holdpoint/api'
import {
  bod2604Table,
  type DecisionTable,
  holds,
  type KeptBy,
  notYourRole,
  publishedSsvc,
  publishedTables,
  type ReadModelWrite,
  type Refusal,
  readSiteTable,
  refusalOf,
  type TablePolicy,
  type TablesInForce,
  tableDigest,
  tableRef,
} from '@holdpoint/core'
import { readCsv } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

const KEPT = 'decision-table'
const IN_FORCE = { kind: 'site-table', id: 'newest' } as const

const PUBLISHED = 'published-table'
const POLICY = { kind: 'table-policy', id: 'newest' } as const

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
    bod2604: { ...bod2604Ref(), title: bod2604Table.title, rows: bod2604Table.rows.length },
    policy: await tablePolicy(platform),
    inForce,
    kept: kept.toSorted((a, b) => ((a.addedAt ?? '') < (b.addedAt ?? '') ? 1 : -1)),
  }
}

/** The site's word on which published tables are asked beside SSVC; null until it gives one. */
export async function tablePolicy(platform: Platform): Promise<TablePolicy | null> {
  const row = await platform.store.readModel(POLICY.kind, POLICY.id)
  return (row?.body ?? null) as unknown as TablePolicy | null
}

export async function tablesInForce(platform: Platform): Promise<TablesInForce> {
  const [site, policy] = await Promise.all([siteTableInForce(platform), tablePolicy(platform)])
  return { ssvc: publishedSsvc, bod2604: policy?.bod2604 === true ? bod2604Table : null, site }
}

const bod2604Ref = () => ({
  id: bod2604Table.id,
  version: bod2604Table.version,
  sha256: tableDigest(bod2604Table),
})

/** Published tables by digest: what this program ships, so that a later one can still read them. */
export function publishedTableWrites(): readonly ReadModelWrite[] {
  const { deployer, impactTable, impactText } = publishedSsvc
  return [
    ...[deployer, impactTable, impactText].map((table) => ({
      kind: PUBLISHED,
      id: tableRef(table).sha256,
      body: asJson(table),
    })),
    { kind: PUBLISHED, id: tableDigest(bod2604Table), body: asJson(bod2604Table) },
  ]
}

/** Every table that ever decided, by its digest; published ones as they were when they did. */
export async function keptTables(platform: Platform): Promise<KeptBy> {
  const [site, published] = await Promise.all([
    platform.store.listModels(KEPT),
    platform.store.listModels(PUBLISHED),
  ])
  const byDigest = new Map<string, unknown>([
    ...publishedTableWrites().map(({ id, body }) => [id, body] as const),
    ...published.map(({ id, body }) => [id, body] as const),
    ...site.map(({ id, body }) => [id, (body as unknown as KeptTable).table] as const),
  ])
  return (sha256) => byDigest.get(sha256) ?? null
}

export async function setPolicy(
  platform: Platform,
  wish: BodyOf<typeof setTablePolicy>,
  acting: Acting,
): Promise<Result<{ readonly leaf: number; readonly version: number }, readonly Refusal[]>> {
  if (!holds(acting.actor, setters)) {
    return refuse([notYourRole(setters, 'Saying which tables are asked')])
  }
  const version = ((await tablePolicy(platform))?.version ?? 0) + 1
  const said = { version, bod2604: wish.bod2604, reason: wish.reason }
  const policy: TablePolicy = { ...said, byName: acting.actor.name, at: platform.now() }
  const recorded = await record(platform, {
    ...acting,
    stream: 'decision-tables',
    event: { kind: 'table-policy-set', body: said },
    readModels: [{ ...POLICY, body: asJson(policy) }],
  })
  return recorded.ok ? accept({ leaf: recorded.value, version }) : recorded
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
