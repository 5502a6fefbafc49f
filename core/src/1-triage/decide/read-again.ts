import { bod2604Table } from '../decision-tables/bod-26-04.ts'
import type { DecisionTable } from '../decision-tables/decision-table.ts'
import type { CaseDecision } from '../triage-case.ts'
import type { SsvcTables, TableRef, Urgency } from '../urgency.ts'
import { publishedSsvc, ssvcRefs } from '../urgency.ts'
import { askTables, type TablesInForce } from './ask-tables.ts'

/** What a digest stands for, as it was kept; null where it is not kept. */
export type KeptBy = (sha256: string) => unknown

/** A decision under the very tables that made it, and under those of today; nothing is reset. */
export type DecisionReadAgain = {
  readonly recorded: Urgency
  /** Null where a table that made it is not kept, which is then named in `missing`. */
  readonly underItsOwn: Urgency | null
  readonly missing: readonly TableRef[]
  readonly today: Urgency
  /** Tables that are asked today and were not, and the other way round. */
  readonly newTables: readonly TableRef[]
  readonly goneTables: readonly TableRef[]
  readonly words: readonly string[]
}

export function readAgain(
  decision: CaseDecision,
  today: TablesInForce,
  kept: KeptBy,
): DecisionReadAgain | null {
  const { answers } = decision
  if (answers === undefined) return null
  const { urgency: recorded, tables } = decision.urgency
  const own = tablesOf(tables, kept)
  const underItsOwn = own.tables === null ? null : askTables(own.tables, answers).urgency
  const now = askTables(today, answers)
  const not = (some: readonly TableRef[], others: readonly TableRef[]) =>
    some.filter(({ sha256 }) => !others.some((other) => other.sha256 === sha256))
  const newTables = not(now.tables, tables)
  const goneTables = not(tables, now.tables)
  const read = { recorded, underItsOwn, missing: own.missing, today: now.urgency }
  return { ...read, newTables, goneTables, words: inWords({ ...read, newTables, goneTables }) }
}

/** The very tables that made a decision; null where one of them is not kept. */
export function tablesThatDecided(decision: CaseDecision, kept: KeptBy): TablesInForce | null {
  return tablesOf(decision.urgency.tables, kept).tables
}

function tablesOf(
  refs: readonly TableRef[],
  kept: KeptBy,
): { readonly tables: TablesInForce | null; readonly missing: readonly TableRef[] } {
  const missing = refs.filter(({ sha256 }) => kept(sha256) === null)
  const published = ssvcRefs(publishedSsvc)
  const found = (at: number) => {
    const ref = refs.find(({ id }) => id === published[at]?.id)
    return ref === undefined ? null : kept(ref.sha256)
  }
  const [deployer, impactTable, impactText] = [found(0), found(1), found(2)]
  if (missing.length > 0 || deployer === null || impactTable === null || impactText === null) {
    return { tables: null, missing }
  }
  const others = refs
    .filter(({ id }) => !published.some((one) => one.id === id))
    .map(({ sha256 }) => kept(sha256) as DecisionTable)
  const isBod = ({ id }: DecisionTable) => id === bod2604Table.id
  return {
    tables: {
      ssvc: { deployer, impactTable, impactText } as SsvcTables,
      bod2604: others.find(isBod) ?? null,
      site: others.find((table) => !isBod(table)) ?? null,
    },
    missing,
  }
}

function inWords(read: Omit<DecisionReadAgain, 'words'>): readonly string[] {
  const named = ({ id, version }: TableRef) => `${id} ${version}`
  const { recorded, underItsOwn, missing, today, newTables, goneTables } = read
  const own =
    underItsOwn === null
      ? `Cannot be read again: ${missing.map(named).join(', ') || 'a table'} is not kept`
      : underItsOwn === recorded
        ? `Read again under its own tables: ${underItsOwn}, as recorded`
        : `Read again under its own tables: ${underItsOwn}, but recorded is ${recorded}`
  if (newTables.length === 0 && goneTables.length === 0) {
    return [own, "Today's tables are the same"]
  }
  const differs =
    today === recorded
      ? `Today's tables say the same: ${today}`
      : `Today's tables say ${today} instead of ${recorded}; the decision stands until somebody decides again`
  return [
    own,
    differs,
    ...(newTables.length === 0 ? [] : [`Asked today: ${newTables.map(named).join(', ')}`]),
    ...(goneTables.length === 0 ? [] : [`No longer asked: ${goneTables.map(named).join(', ')}`]),
  ]
}
