import { accept, type Result, refuse } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { urgencyOrder } from '../urgency.ts'
import { type DecisionPoint, type DecisionTable, tableFaults } from './decision-table.ts'

/** The questions that a table of a site may ask: those that a case answers, the calmest first. */
export const sitePoints: readonly DecisionPoint[] = [
  { id: 'exploitation', words: 'Exploitation', values: ['none', 'public-poc', 'active'] },
  { id: 'exposure', words: 'Exposure', values: ['small', 'controlled', 'open'] },
  { id: 'automatable', words: 'Automatable', values: ['no', 'yes'] },
  {
    id: 'safetyImpact',
    words: 'Safety impact',
    values: ['negligible', 'marginal', 'critical', 'catastrophic'],
  },
  {
    id: 'missionImpact',
    words: 'Mission impact',
    values: ['degraded', 'mef-support-crippled', 'mef-failure', 'mission-failure'],
  },
  { id: 'nearSafetySystem', words: 'Near a safety system', values: ['no', 'yes'] },
  { id: 'serviceUsed', words: 'Service in use', values: ['no', 'yes'] },
]

export const OUTCOME_COLUMN = 'urgency'

type SheetRow = Readonly<Record<string, string>>

const FAULTS_SHOWN = 20

/**
 * A site's own table from a sheet: a column for each question, named by its id, and one `urgency`.
 * Refused unless it is total and monotone, with the rows that stand in the way.
 */
export function readSiteTable(
  named: { readonly id: string; readonly version: string; readonly title: string },
  header: readonly string[],
  rows: readonly SheetRow[],
): Result<DecisionTable, readonly Refusal[]> {
  const reserved = /^(ssvc|cisa):/i.exec(named.id.trim())
  if (reserved !== null) {
    const what = `"${reserved[0]}" stands before the names of published tables`
    return refuse([refusalOf('table-id-taken', what, 'Choose a name of your own')])
  }
  const columns = header.filter((column) => column !== OUTCOME_COLUMN)
  const points = columns.map((column) => sitePoints.find((point) => point.id === column))
  const refusals = columns
    .filter((_, at) => points[at] === undefined)
    .map((column) => {
      const what = `column "${column}" is no question of a case`
      const known = sitePoints.map((point) => point.id).join(', ')
      return refusalOf('table-column-unknown', what, `Use ${known}, and ${OUTCOME_COLUMN}`)
    })
  if (!header.includes(OUTCOME_COLUMN)) {
    const what = `there is no column "${OUTCOME_COLUMN}"`
    refusals.push(refusalOf('table-column-missing', what, 'Add the outcome of each row'))
  }
  if (columns.length === 0) {
    refusals.push(refusalOf('table-column-missing', 'there is no question', 'Add a column for one'))
  }
  if (refusals.length > 0) return refuse(refusals)
  const cell = (row: SheetRow, column: string) => (row[column] ?? '').trim().toLowerCase()
  const table: DecisionTable = {
    ...named,
    points: points.filter((point) => point !== undefined),
    outcomes: [...urgencyOrder],
    rows: rows.map((row, at) => ({
      when: columns.map((column) => cell(row, column)),
      outcome: cell(row, OUTCOME_COLUMN),
      line: at + 1,
    })),
  }
  const faults = tableFaults(table)
  if (faults.length === 0) return accept(table)
  const more = faults.length - FAULTS_SHOWN
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ kind, lines, words }) => {
    const where = lines.length === 0 ? '' : `row ${lines.join(' and ')}: `
    return refusalOf(`table-${kind}`, `${where}${words}`, clearing[kind])
  })
  if (more > 0)
    shown.push(refusalOf('table-faults', `and ${more} more faults`, 'Correct these first'))
  return refuse(shown)
}

const clearing = {
  'unknown-value': 'Use one of these words',
  'repeated-row': 'Leave one of them out',
  'missing-row': 'Add the row: every combination of answers needs an outcome',
  'not-monotone': 'A worse answer may not give a calmer outcome: raise the one or lower the other',
} as const
