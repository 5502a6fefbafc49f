import type { Urgency } from '../urgency.ts'
import type { DecisionTable } from './decision-table.ts'

const UPGRADE = 'fix-on-system-upgrade'
const SIXTY = '60-days'
const FOURTEEN = '14-days'
const THREE = '3-days'
const FORENSIC = '3-days-and-forensic-investigation'

/** In KEV, publicly exposed, automatable: outcomes for partial and for total technical impact. */
const outcomes = [
  ['no', 'no', 'no', UPGRADE, UPGRADE],
  ['no', 'no', 'yes', SIXTY, SIXTY],
  ['no', 'yes', 'no', SIXTY, FOURTEEN],
  ['no', 'yes', 'yes', FOURTEEN, THREE],
  ['yes', 'no', 'no', FOURTEEN, FOURTEEN],
  ['yes', 'no', 'yes', FOURTEEN, FORENSIC],
  ['yes', 'yes', 'no', FOURTEEN, FORENSIC],
  ['yes', 'yes', 'yes', THREE, FORENSIC],
] as const

/**
 * CISA Binding Operational Directive 26-04, remediation timelines, as CERT/CC publishes the table
 * (DT_BOD2604 1.0.0). It binds agencies of the federal civilian executive branch; for others it is
 * a second opinion.
 */
export const bod2604Table: DecisionTable = {
  id: 'cisa:DT_BOD2604',
  version: '1.0.0',
  title: 'CISA BOD 26-04 remediation timelines',
  points: [
    { id: 'inKev', words: 'In KEV', values: ['no', 'yes'] },
    { id: 'publiclyExposed', words: 'Publicly exposed', values: ['no', 'yes'] },
    { id: 'automatable', words: 'Automatable', values: ['no', 'yes'] },
    { id: 'technicalImpact', words: 'Technical impact', values: ['partial', 'total'] },
  ],
  outcomes: [UPGRADE, SIXTY, FOURTEEN, THREE, FORENSIC],
  rows: outcomes.flatMap(([kev, exposed, automatable, partial, total], at) => [
    { when: [kev, exposed, automatable, 'partial'], outcome: partial, line: at * 2 + 1 },
    { when: [kev, exposed, automatable, 'total'], outcome: total, line: at * 2 + 2 },
  ]),
}

/**
 * What an outcome of the directive asks for: the days are its own, the urgency is how Holdpoint
 * reads them, so that it can stand beside the other tables. A word that is not here is the worst.
 */
export const bod2604Asks: Readonly<
  Record<string, { readonly urgency: Urgency; readonly withinDays: number | null }>
> = {
  [UPGRADE]: { urgency: 'defer', withinDays: null },
  [SIXTY]: { urgency: 'scheduled', withinDays: 60 },
  [FOURTEEN]: { urgency: 'out-of-cycle', withinDays: 14 },
  [THREE]: { urgency: 'immediate', withinDays: 3 },
  [FORENSIC]: { urgency: 'immediate', withinDays: 3 },
}
