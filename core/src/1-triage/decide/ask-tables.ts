import { bod2604Asks, bod2604Table } from '../decision-tables/bod-26-04.ts'
import {
  type DecisionTable,
  decideByTable,
  outcomeBy,
  type TableAnswers,
  tableDigest,
} from '../decision-tables/decision-table.ts'
import {
  decideUrgency,
  publishedSsvc,
  type SsvcTables,
  ssvcAssumptions,
  ssvcUrgency,
  type TableOpinion,
  type TableRef,
  type Urgency,
  type UrgencyDecision,
  urgencyOrder,
} from '../urgency.ts'
import type { CaseAnswers } from './case-answers.ts'

/** The tables that are asked; SSVC always is, the others where the site says so. */
export type TablesInForce = {
  readonly ssvc: SsvcTables
  readonly bod2604: DecisionTable | null
  readonly site: DecisionTable | null
}

export const ssvcAlone: TablesInForce = { ssvc: publishedSsvc, bod2604: null, site: null }

/** Which published tables a site asks beside SSVC, since when, and who said so. */
export type TablePolicy = {
  readonly version: number
  readonly bod2604: boolean
  readonly reason: string
  readonly byName: string
  readonly at: string
}

/** Asks every table in force; each says its own, and the highest acts. */
export function askTables(tables: TablesInForce, answers: CaseAnswers): UrgencyDecision {
  const ssvc = decideUrgency(answers, tables.ssvc)
  const others = otherTables(tables).map((one) => opinionOf(one, answers))
  const opinions = [ssvcOpinion(ssvc, answers), ...others]
  const urgency = highest(opinions.map((one) => one.urgency))
  const own = others.find(({ table }) => table.id !== bod2604Table.id)
  const reasons = others.flatMap(({ title, assumed, outcome, urgency: asked }) => [
    ...assumed.map((one) => `${title}: ${one}`),
    `${title}: ${outcome === asked ? asked : `${outcome}, which is ${asked}`}`,
  ])
  const summed = `${opinions.map((one) => `${one.title} ${one.urgency}`).join(', ')}; the higher acts`
  return {
    ...ssvc,
    urgency,
    opinions,
    ...(own === undefined
      ? {}
      : { bySite: { urgency: own.urgency, ssvc: ssvc.urgency, table: own.table } }),
    tables: [...ssvc.tables, ...others.map((one) => one.table)],
    reasons: [
      ...ssvc.reasons,
      ...reasons,
      ...(others.length === 0 ? [] : [`${summed}: ${urgency}`]),
    ],
    wouldChangeIt: [
      ...ssvc.wouldChangeIt,
      ...otherTables(tables).flatMap((table) =>
        decideByTable(table, tableAnswers(answers)).wouldChangeIt.map(
          (one) => `${table.title}: ${one}`,
        ),
      ),
    ],
  }
}

/** The urgency alone: the same as `askTables`, for those who ask many combinations. */
export function urgencyBy(tables: TablesInForce, answers: CaseAnswers): Urgency {
  const given = tableAnswers(answers)
  return highest([
    ssvcUrgency(answers, tables.ssvc),
    ...otherTables(tables).map((table) => urgencyFor(table, outcomeBy(table, given))),
  ])
}

/** BOD 26-04 asks whether the asset is publicly exposed: that is exposure `open`, or not known. */
function tableAnswers(answers: CaseAnswers): TableAnswers {
  const { exposure } = answers
  const publiclyExposed = exposure === 'unknown' ? 'unknown' : exposure === 'open' ? 'yes' : 'no'
  return { ...answers, publiclyExposed }
}

function otherTables({ bod2604, site }: TablesInForce): readonly DecisionTable[] {
  return [bod2604, site].filter((table) => table !== null)
}

function opinionOf(table: DecisionTable, answers: CaseAnswers): TableOpinion {
  const given = tableAnswers(answers)
  const { outcome, assumed } = decideByTable(table, given)
  const because = table.points
    .map(({ id, words, values }) => {
      const value = given[id] ?? ''
      return values.includes(value) ? `${words} ${value}` : `${words} ${values.at(-1)} (not known)`
    })
    .join(', ')
  const ref: TableRef = { id: table.id, version: table.version, sha256: tableDigest(table) }
  const withinDays = isBod2604(table) ? (bod2604Asks[outcome]?.withinDays ?? null) : null
  const urgency = urgencyFor(table, outcome)
  return { table: ref, title: table.title, outcome, urgency, withinDays, because, assumed }
}

function ssvcOpinion(decision: UrgencyDecision, answers: CaseAnswers): TableOpinion {
  const [table] = decision.tables
  if (table === undefined) throw new Error('SSVC is read from its tables')
  const { urgency } = decision
  const assumed = ssvcAssumptions(answers)
  const row = decision.reasons.at(-1) ?? ''
  const because = row.slice(0, row.lastIndexOf(':'))
  return { table, title: 'SSVC', outcome: urgency, urgency, withinDays: null, because, assumed }
}

function urgencyFor(table: DecisionTable, outcome: string): Urgency {
  if (isBod2604(table)) return bod2604Asks[outcome]?.urgency ?? 'immediate'
  return urgencyOrder.find((one) => one === outcome) ?? 'immediate'
}

function isBod2604(table: DecisionTable): boolean {
  return table.id === bod2604Table.id
}

function highest(urgencies: readonly Urgency[]): Urgency {
  return urgencyOrder.findLast((one) => urgencies.includes(one)) ?? 'immediate'
}
