import type { Asset } from '../../plant/asset.ts'
import type { QualificationStanding } from '../../plant/qualification.ts'
import type { CivilDay } from '../clocks/civil-day.ts'
import type { CaseAnswers } from '../decide/case-answers.ts'
import type { ControlHere } from '../evidence/case-evidence.ts'
import type { ImpactAnswer } from '../triage-case.ts'
import type { Urgency } from '../urgency.ts'

/** What the advisory says can be done about the entry of the case. */
export type RemedyHere = {
  /** The vulnerability that it is for: its CVE, or the title where it has none. */
  readonly vulnerability: string
  /** As CSAF 2.0, 3.2.3.12.1 names it. */
  readonly category: string
  readonly details: string
}

/** An update of the lists that closes a vulnerability of the case and is missing here. */
export type UpdateHere = {
  readonly id: string
  readonly restart: string
  readonly reversibility: 'reversible' | 'by-spare-only' | 'one-way' | 'unknown'
  readonly qualification: QualificationStanding
}

/** A way in or out of the asset's zone, and how long the process bears to lose it. */
export type ConduitHere = { readonly name: string; readonly lossToleratedSeconds: number | null }

/** What says whether anything repairs it. */
export type RepairFacts = Pick<MeansFacts, 'today' | 'supportEndsOn' | 'remedies' | 'updates'>

/** All that says by which means something can be done about one case. */
export type MeansFacts = {
  readonly today: CivilDay
  /** By the tables of today, with the answers as they stand. */
  readonly urgency: Urgency
  readonly answers: CaseAnswers
  readonly impact: Pick<ImpactAnswer, 'lineStops' | 'toleratedFrom' | 'toleratedMinutes'> | null
  readonly asset: Pick<Asset, 'tag' | 'kind' | 'spare'>
  /** When the vendor's support ends; null is not recorded. */
  readonly supportEndsOn: CivilDay | null
  /** Null: the advisory is no longer here. */
  readonly remedies: readonly RemedyHere[] | null
  readonly updates: readonly UpdateHere[]
  /** Whether a firmware once installed can be taken back, by the vendor's words. */
  readonly reversibility: 'one-way' | 'unknown'
  /** Null: no list of zones and conduits was imported, or the zone is not in it. */
  readonly conduits: readonly ConduitHere[] | null
  readonly controls: readonly ControlHere[]
}
