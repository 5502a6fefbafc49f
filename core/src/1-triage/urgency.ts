import { canonicalDigest } from '@holdpoint/evidence'
import type { JsonValue } from '@holdpoint/std'
import { humanImpactTable, humanImpactText, ssvcDeployerTable } from './data/ssvc-deployer.ts'

export type Exploitation = 'none' | 'public-poc' | 'active'
export type Exposure = 'small' | 'controlled' | 'open'
export type SafetyImpact = 'negligible' | 'marginal' | 'critical' | 'catastrophic'
export type MissionImpact = 'degraded' | 'mef-support-crippled' | 'mef-failure' | 'mission-failure'
export type HumanImpact = 'low' | 'medium' | 'high' | 'very-high'
export type Urgency = 'defer' | 'scheduled' | 'out-of-cycle' | 'immediate'

/** What the four questions answered; `unknown` is an answer, and never a calm one. */
export type UrgencyFacts = {
  readonly exploitation: Exploitation | 'unknown'
  readonly exposure: Exposure | 'unknown'
  readonly automatable: 'yes' | 'no' | 'unknown'
  readonly safetyImpact: SafetyImpact | 'unknown'
  readonly missionImpact: MissionImpact | 'unknown'
}

export type TableRef = { readonly id: string; readonly version: string; readonly sha256: string }

export type UrgencyDecision = {
  /** The highest of what the tables say. */
  readonly urgency: Urgency
  /** What each table says by itself; absent in decisions of before other tables were asked. */
  readonly opinions?: readonly TableOpinion[]
  /** By the site's own table; absent where none was in force. */
  readonly bySite?: SiteOpinion
  readonly humanImpact: { readonly byTable: HumanImpact; readonly byText: HumanImpact }
  readonly acting: HumanImpact
  readonly tables: readonly TableRef[]
  readonly reasons: readonly string[]
  readonly wouldChangeIt: readonly string[]
}

const urgencies = { D: 'defer', S: 'scheduled', O: 'out-of-cycle', I: 'immediate' } as const
const impacts = { L: 'low', M: 'medium', H: 'high', V: 'very-high' } as const
const impactOrder: readonly HumanImpact[] = ['low', 'medium', 'high', 'very-high']
const missionOrder = [
  'degraded',
  'mef-support-crippled',
  'mef-failure',
  'mission-failure',
] as const satisfies readonly MissionImpact[]
export const urgencyOrder: readonly Urgency[] = ['defer', 'scheduled', 'out-of-cycle', 'immediate']

/**
 * SSVC's defaults for what is not known (deployer guidance): exposure open, automatable yes,
 * safety marginal, mission MEF support crippled. Exploitation defaults to none only after an
 * adequate search; a search that nobody made counts as a public proof of concept.
 */
export const assumedWhenUnknown = {
  exploitation: 'public-poc',
  exposure: 'open',
  automatable: 'yes',
  safetyImpact: 'marginal',
  missionImpact: 'mef-support-crippled',
} as const

/** What one table says of a case, in its own word and as an urgency. */
export type TableOpinion = {
  readonly table: TableRef
  readonly title: string
  readonly outcome: string
  readonly urgency: Urgency
  /** The time that the table itself sets; null where it sets none. */
  readonly withinDays: number | null
  /** The answers that it read, in words, with what it assumed. */
  readonly because: string
  readonly assumed: readonly string[]
}

export type SiteOpinion = {
  readonly urgency: Urgency
  readonly ssvc: Urgency
  readonly table: TableRef
}

type ImpactRows = Record<SafetyImpact, readonly ('L' | 'M' | 'H' | 'V')[]>
type DeployerRows = Record<Exploitation, Record<Exposure, readonly ('D' | 'S' | 'O' | 'I')[]>>
type Named = { readonly id: string; readonly version: string }

/** The published tables that SSVC is read from; a decision keeps the digest of each. */
export type SsvcTables = {
  readonly deployer: Named & { readonly rows: DeployerRows }
  readonly impactTable: Named & { readonly rows: ImpactRows }
  readonly impactText: Named & { readonly rows: ImpactRows }
}

export const publishedSsvc: SsvcTables = {
  deployer: ssvcDeployerTable,
  impactTable: humanImpactTable,
  impactText: humanImpactText,
}

type Known = {
  readonly exploitation: Exploitation
  readonly exposure: Exposure
  readonly automatable: 'yes' | 'no'
  readonly safetyImpact: SafetyImpact
  readonly missionImpact: MissionImpact
}

/** Total and monotone: worse facts never give a calmer answer. */
export function decideUrgency(
  facts: UrgencyFacts,
  ssvc: SsvcTables = publishedSsvc,
): UrgencyDecision {
  const known = assume(facts)
  const { byTable, byText, acting } = impactsOf(known, ssvc)
  const urgency = lookUp(known, acting, ssvc)
  const reasons = [
    ...assumptions(facts),
    `Human impact is ${acting}: ${byTable} by the published table, ${byText} by the published text`,
    `Exploitation ${known.exploitation}, exposure ${known.exposure}, automatable ` +
      `${known.automatable}, human impact ${acting}: ${urgency}`,
  ]
  const tables = ssvcRefs(ssvc)
  const wouldChangeIt = sensitivity(facts, urgency, ssvc)
  return { urgency, humanImpact: { byTable, byText }, acting, tables, reasons, wouldChangeIt }
}

/** The urgency alone, for those who ask many combinations. */
export function ssvcUrgency(facts: UrgencyFacts, ssvc: SsvcTables = publishedSsvc): Urgency {
  const known = assume(facts)
  return lookUp(known, impactsOf(known, ssvc).acting, ssvc)
}

/** What is not known counts as SSVC advises, and says so. */
export function ssvcAssumptions(facts: UrgencyFacts): readonly string[] {
  return assumptions(facts)
}

function impactsOf(known: Known, { impactTable, impactText }: SsvcTables) {
  const byTable = humanImpact(impactTable.rows, known)
  const byText = humanImpact(impactText.rows, known)
  return { byTable, byText, acting: higher(byTable, byText) }
}

function assume(facts: UrgencyFacts): Known {
  const { exploitation, exposure, automatable, safetyImpact, missionImpact } = facts
  const d = assumedWhenUnknown
  return {
    exploitation: exploitation === 'unknown' ? d.exploitation : exploitation,
    exposure: exposure === 'unknown' ? d.exposure : exposure,
    automatable: automatable === 'unknown' ? d.automatable : automatable,
    safetyImpact: safetyImpact === 'unknown' ? d.safetyImpact : safetyImpact,
    missionImpact: missionImpact === 'unknown' ? d.missionImpact : missionImpact,
  }
}

function humanImpact(rows: ImpactRows, known: Known): HumanImpact {
  const column = missionOrder.indexOf(known.missionImpact)
  return impacts[rows[known.safetyImpact][column] ?? 'V']
}

function higher(a: HumanImpact, b: HumanImpact): HumanImpact {
  return impactOrder.indexOf(a) >= impactOrder.indexOf(b) ? a : b
}

function lookUp(known: Known, impact: HumanImpact, { deployer }: SsvcTables): Urgency {
  const cells = deployer.rows[known.exploitation][known.exposure]
  const column = impactOrder.indexOf(impact) + (known.automatable === 'yes' ? 4 : 0)
  return urgencies[cells[column] ?? 'I']
}

/** Over everything that the table says. */
export function tableRef(table: { readonly id: string; readonly version: string }): TableRef {
  const sha256 = canonicalDigest(table as unknown as JsonValue)
  return { id: table.id, version: table.version, sha256 }
}

const words: Record<keyof UrgencyFacts, string> = {
  exploitation: 'Exploitation',
  exposure: 'Exposure',
  automatable: 'Automatable',
  safetyImpact: 'Safety impact',
  missionImpact: 'Mission impact',
}

function assumptions(facts: UrgencyFacts): string[] {
  return (Object.keys(words) as (keyof UrgencyFacts)[])
    .filter((key) => facts[key] === 'unknown')
    .map((key) => `${words[key]} is unknown and counts as ${assumedWhenUnknown[key]}`)
}

const values: { readonly [Key in keyof UrgencyFacts]: readonly UrgencyFacts[Key][] } = {
  exploitation: ['none', 'public-poc', 'active'],
  exposure: ['small', 'controlled', 'open'],
  automatable: ['no', 'yes'],
  safetyImpact: ['negligible', 'marginal', 'critical', 'catastrophic'],
  missionImpact: missionOrder,
}

/** One fact at a time: which other answer would change the urgency, and to what. */
function sensitivity(facts: UrgencyFacts, urgency: Urgency, ssvc: SsvcTables): string[] {
  const out: string[] = []
  for (const key of Object.keys(words) as (keyof UrgencyFacts)[]) {
    for (const value of values[key]) {
      const other = { ...facts, [key]: value } as UrgencyFacts
      const then = ssvcUrgency(other, ssvc)
      if (then !== urgency) out.push(`${words[key]} ${value}: ${then}`)
    }
  }
  return out
}

/** The published tables, always in force, each with its digest. */
export function publishedTables(): readonly TableRef[] {
  return ssvcRefs(publishedSsvc)
}

export function ssvcRefs({ deployer, impactTable, impactText }: SsvcTables): readonly TableRef[] {
  return [deployer, impactTable, impactText].map(tableRef)
}

/** The decision tables in force, as a ledger entry names them. */
export function ssvcRules(): string {
  return publishedTables()
    .map(
      (table) => `${table.id.replaceAll(' ', '-')}@${table.version}:${table.sha256.slice(0, 16)}`,
    )
    .join(';')
}
