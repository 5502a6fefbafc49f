import { canonicalDigest } from '@holdpoint/evidence'
import type { JsonValue } from '@holdpoint/std'

/** One question of a table with its answers, the calmest first. */
export type DecisionPoint = {
  readonly id: string
  readonly words: string
  readonly values: readonly string[]
}

/** What the answers together mean; `line` is where the row stands in its file, from 1. */
export type DecisionRow = {
  readonly when: readonly string[]
  readonly outcome: string
  readonly line: number
}

/** A decision as data: it can be named, hashed, checked and read again years later. */
export type DecisionTable = {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly points: readonly DecisionPoint[]
  /** Outcomes, the calmest first. */
  readonly outcomes: readonly string[]
  readonly rows: readonly DecisionRow[]
}

export type TableFault = {
  readonly kind: 'unknown-value' | 'repeated-row' | 'missing-row' | 'not-monotone'
  /** Lines of the file that are at fault; none where a row is missing. */
  readonly lines: readonly number[]
  readonly words: string
}

const ROWS_MAX = 20_000

/**
 * Total: every combination of answers has one row. Monotone: a worse answer to one question never
 * gives a calmer outcome. Checking neighbours is enough, as any two rows are joined by neighbours.
 */
export function tableFaults(table: DecisionTable): readonly TableFault[] {
  const unknown = unknownValues(table)
  if (unknown.length > 0) return unknown
  const combinations = table.points.reduce((product, point) => product * point.values.length, 1)
  if (combinations > ROWS_MAX) {
    const words = `${combinations} combinations are more than ${ROWS_MAX}`
    return [{ kind: 'missing-row', lines: [], words }]
  }
  const byKey = new Map<string, DecisionRow>()
  const faults: TableFault[] = []
  for (const row of table.rows) {
    const before = byKey.get(keyOf(row.when))
    if (before === undefined) byKey.set(keyOf(row.when), row)
    else {
      const words = `${inWords(table, row.when)} stands twice`
      faults.push({ kind: 'repeated-row', lines: [before.line, row.line], words })
    }
  }
  for (const when of allCombinations(table.points)) {
    if (byKey.has(keyOf(when))) continue
    faults.push({
      kind: 'missing-row',
      lines: [],
      words: `there is no row for ${inWords(table, when)}`,
    })
  }
  for (const row of byKey.values()) faults.push(...calmerNeighbours(table, row, byKey))
  return faults
}

function unknownValues(table: DecisionTable): readonly TableFault[] {
  return table.rows.flatMap((row): readonly TableFault[] => {
    const fault = (words: string): TableFault => ({
      kind: 'unknown-value',
      lines: [row.line],
      words,
    })
    const out = table.points.flatMap((point, at) => {
      const value = row.when[at] ?? ''
      return point.values.includes(value)
        ? []
        : [fault(`${point.words} "${value}" is none of ${point.values.join(', ')}`)]
    })
    if (table.outcomes.includes(row.outcome)) return out
    return [...out, fault(`outcome "${row.outcome}" is none of ${table.outcomes.join(', ')}`)]
  })
}

function calmerNeighbours(
  table: DecisionTable,
  row: DecisionRow,
  byKey: ReadonlyMap<string, DecisionRow>,
): readonly TableFault[] {
  return table.points.flatMap((point, at): readonly TableFault[] => {
    const worse = point.values[point.values.indexOf(row.when[at] ?? '') + 1]
    if (worse === undefined) return []
    const other = byKey.get(keyOf(row.when.with(at, worse)))
    if (other === undefined) return []
    if (table.outcomes.indexOf(other.outcome) >= table.outcomes.indexOf(row.outcome)) return []
    const words =
      `${point.words} ${worse} gives ${other.outcome}, calmer than ${row.outcome} for ` +
      `${row.when[at]}; otherwise ${inWords(table, row.when)}`
    return [{ kind: 'not-monotone', lines: [row.line, other.line], words }]
  })
}

function inWords(table: DecisionTable, when: readonly string[]): string {
  return table.points.map((point, at) => `${point.words} ${when[at]}`).join(', ')
}

function allCombinations(points: readonly DecisionPoint[]): readonly (readonly string[])[] {
  return points.reduce<readonly (readonly string[])[]>(
    (before, point) => before.flatMap((when) => point.values.map((value) => [...when, value])),
    [[]],
  )
}

const keyOf = (when: readonly string[]) => JSON.stringify(when)

/** Answers by the id of their question; one that is left out, or is none, counts as the worst. */
export type TableAnswers = Readonly<Record<string, string>>

export type TableOutcome = {
  readonly outcome: string
  /** What was assumed because it was not known, in words. */
  readonly assumed: readonly string[]
  /** One other answer each: which, and what it would give. */
  readonly wouldChangeIt: readonly string[]
}

/** Looks up a table that has no fault. */
export function decideByTable(table: DecisionTable, answers: TableAnswers): TableOutcome {
  const known = table.points.map((point) => {
    const value = answers[point.id] ?? ''
    return point.values.includes(value) ? value : null
  })
  const when = known.map((value, at) => value ?? table.points[at]?.values.at(-1) ?? '')
  const outcome = outcomeFor(table, when)
  const assumed = table.points.flatMap((point, at) =>
    known[at] === null ? [`${point.words} is not known and counts as ${when[at]}`] : [],
  )
  const wouldChangeIt = table.points.flatMap((point, at) =>
    point.values
      .map((value) => [value, outcomeFor(table, when.with(at, value))] as const)
      .filter(([, other]) => other !== outcome)
      .map(([value, other]) => `${point.words} ${value}: ${other}`),
  )
  return { outcome, assumed, wouldChangeIt }
}

/** The outcome alone, with what is not known as the worst. */
export function outcomeBy(table: DecisionTable, answers: TableAnswers): string {
  const when = table.points.map((point) => {
    const value = answers[point.id] ?? ''
    return point.values.includes(value) ? value : (point.values.at(-1) ?? '')
  })
  return outcomeFor(table, when)
}

/** Tables do not change once they are read, so that their rows are put in order once. */
const rowsByKey = new WeakMap<DecisionTable, ReadonlyMap<string, string>>()

/** What no row answers is the worst there is. */
function outcomeFor(table: DecisionTable, when: readonly string[]): string {
  let rows = rowsByKey.get(table)
  if (rows === undefined) {
    rows = new Map(table.rows.toReversed().map((row) => [keyOf(row.when), row.outcome]))
    rowsByKey.set(table, rows)
  }
  return rows.get(keyOf(when)) ?? table.outcomes.at(-1) ?? ''
}

/** Over everything that decides; where a row stands in its file decides nothing. */
export function tableDigest(table: DecisionTable): string {
  const { rows, ...rest } = table
  const plain = { ...rest, rows: rows.map(({ when, outcome }) => ({ when, outcome })) }
  return canonicalDigest(plain as unknown as JsonValue)
}
