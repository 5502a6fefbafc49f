import type { JsonValue } from '@holdpoint/std'
import type { Asset } from './asset.ts'
import { type AssetDossier, emptyDossier, type FactChange, hear } from './asset-dossier.ts'
import { assetFacts, type FactOrigin } from './asset-fact.ts'
import { assetOfDossier } from './asset-of-facts.ts'
import type { Instant } from './instant.ts'
import { mergeRows } from './merge-rows.ts'
import type { OfferedRow } from './offered-row.ts'
import { type RowMatch, RowMatcher } from './row-matcher.ts'

export type PlannedRowKind = 'new' | 'changed' | 'conflict' | 'unchanged' | 'refused'

/** What one row of the file would do, fact by fact. */
export type PlannedRow = {
  readonly where: string
  readonly kind: PlannedRowKind
  readonly assetId: string | null
  readonly tag: string
  readonly matchedBy: string | null
  /** What changes, what contradicts, and what was ruled already; what agrees is not listed. */
  readonly facts: readonly FactChange[]
  readonly reasons: readonly string[]
}

export type PlannedWrite = {
  readonly asset: Asset
  readonly dossier: AssetDossier
  /** False where only ages and agreeing sources are renewed. */
  readonly changesAsset: boolean
}

export type ImportPlan = {
  readonly rows: readonly PlannedRow[]
  readonly writes: readonly PlannedWrite[]
}

export type KnownAsset = { readonly asset: Asset; readonly dossier: AssetDossier }

type ImportSays = {
  readonly source: string
  readonly origin: FactOrigin
  readonly at: Instant
}

/** What a file would do to the inventory as it is now. Writes nothing; the same in, the same out. */
export function planImport(
  given: ImportSays & {
    readonly offered: readonly OfferedRow[]
    readonly known: readonly KnownAsset[]
  },
): ImportPlan {
  const planner = new ImportPlanner(given)
  planner.knows(given.known)
  return { rows: planner.take(mergeRows(given.offered)), writes: planner.writes }
}

/** The same in parts, so that whoever plans a large file can answer others in between. */
export class ImportPlanner {
  readonly writes: PlannedWrite[] = []
  private readonly says: ImportSays
  private readonly matcher = new RowMatcher()
  private readonly byId = new Map<string, KnownAsset>()
  private readonly taken = new Map<string, string>()

  constructor({ source, origin, at }: ImportSays) {
    this.says = { source, origin, at }
  }

  /** All that is known, before the first row is taken. */
  knows(known: readonly KnownAsset[]): void {
    for (const one of known) {
      this.matcher.knows(one.asset, one.dossier)
      this.byId.set(one.asset.id, one)
    }
  }

  take(offered: readonly OfferedRow[]): readonly PlannedRow[] {
    return offered.map((row) => this.plan(row))
  }

  private plan(row: OfferedRow): PlannedRow {
    const match = this.matcher.match(row)
    const refused = refusalsOf(row, match, this.taken)
    if (refused.length > 0 || match.kind === 'ambiguous') return refusedRow(row, refused)
    const id = match.kind === 'known' ? match.id : match.proposedId
    this.taken.set(id, row.where)
    const known = this.byId.get(id) ?? null
    const planned = planRow(row, { ...this.says, id, match, known })
    if (planned.write !== null) this.writes.push(planned.write)
    return planned.row
  }
}

function refusalsOf(
  row: OfferedRow,
  match: RowMatch,
  taken: ReadonlyMap<string, string>,
): readonly string[] {
  if (row.faults.length > 0) return row.faults
  if (match.kind === 'ambiguous') return [`, ${match.why}`]
  const id = match.kind === 'known' ? match.id : match.proposedId
  const before = taken.get(id)
  const by = match.kind === 'known' && match.by !== 'id' && match.by !== 'tag' ? match.by : null
  const found = by === null ? '' : `, found by its ${by},`
  if (before !== undefined) return [`: "${id}"${found} is ${before} already`]
  if (match.kind === 'known') return []
  if (id === '') return [', nothing says which asset it is: no tag, serial number or address']
  return (['vendor', 'product'] as const)
    .filter((field) => (row.facts[field] ?? null) === null)
    .map((field) => `, ${field} is empty`)
}

function refusedRow(row: OfferedRow, faults: readonly string[]): PlannedRow {
  return {
    where: row.where,
    kind: 'refused',
    assetId: null,
    tag: row.name,
    matchedBy: null,
    facts: [],
    reasons: faults.map((fault) => `${row.where}${fault}`),
  }
}

function planRow(
  row: OfferedRow,
  by: ImportSays & {
    readonly id: string
    readonly match: RowMatch
    readonly known: KnownAsset | null
  },
): { readonly row: PlannedRow; readonly write: PlannedWrite | null } {
  const { id, known, source, origin, match } = by
  const before = known?.dossier ?? emptyDossier(id)
  const facts = { ...row.facts, ...tagOf(row, id, known) }
  const heard = hear(before, { source, origin, at: seenAt(row, by.at), facts })
  const asset = assetOfDossier(heard.dossier)
  if (asset === null) return { row: refusedRow(row, [', vendor or product is empty']), write: null }
  const telling = heard.changes.filter((change) => change.effect !== 'agrees')
  const has = (...effects: readonly string[]) => telling.some((one) => effects.includes(one.effect))
  const changesAsset = known === null || has('set', 'changed')
  const kind = known === null ? 'new' : changesAsset ? 'changed' : 'unchanged'
  const planned: PlannedRow = {
    where: row.where,
    kind: has('conflict') ? 'conflict' : kind,
    assetId: id,
    tag: asset.tag,
    matchedBy: match.kind === 'known' ? match.by : null,
    facts: telling,
    reasons: telling.filter((one) => one.effect === 'conflict').map((one) => conflictWords(one)),
  }
  return { row: planned, write: { asset, dossier: heard.dossier, changesAsset } }
}

/** A new asset has a name; of a known one, a tag in other letters is no other tag. */
function tagOf(
  row: OfferedRow,
  id: string,
  known: KnownAsset | null,
): { readonly tag?: JsonValue } {
  const { tag } = row.facts
  if (known === null) return { tag: tag ?? id }
  const same = typeof tag === 'string' && tag.toLowerCase() === known.asset.tag.toLowerCase()
  return same ? { tag: known.asset.tag } : {}
}

/** A clock that runs ahead must not make its word the newest for years. */
function seenAt(row: OfferedRow, now: Instant): Instant {
  return row.seenAt !== null && row.seenAt < now ? row.seenAt : now
}

function conflictWords({ field }: FactChange): string {
  return `${assetFacts[field].words}: the sources disagree; what stands stays until somebody rules`
}
