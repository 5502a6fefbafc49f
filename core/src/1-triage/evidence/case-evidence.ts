import type { NamedService } from '@holdpoint/csaf'
import type { Asset } from '../../plant/asset.ts'
import type { FactField } from '../../plant/asset-fact.ts'
import type { GuardedNetwork } from '../../plant/guarded-network.ts'
import type { PlantNetwork } from '../../plant/network.ts'
import type { AnswerItem } from '../decide/case-answers.ts'
import type { CveFacts, SourceDays } from '../known-exploitation.ts'
import type { Question } from '../triage-case.ts'

/** One thing that is known, or known not to be known, with where it comes from and how old it is. */
export type EvidenceLine = {
  readonly question: Question
  readonly name: string
  /** Null: not known. */
  readonly words: string | null
  readonly source: string
  /** A day or an instant; null where the source says none. */
  readonly asOf: string | null
}

/** What the evidence answers by itself: a person confirms it, or contradicts it with a reason. */
export type EvidencedAnswer = {
  readonly item: AnswerItem
  readonly value: string
  readonly because: string
  readonly source: string
  readonly asOf: string | null
}

export type CaseEvidence = {
  readonly lines: readonly EvidenceLine[]
  readonly answers: readonly EvidencedAnswer[]
}

/** One vulnerability of the case, as its advisory describes it. */
export type VulnerabilityHere = {
  readonly name: string
  /** The published vector; null where there is none. */
  readonly vector: string | null
  readonly services: readonly NamedService[]
}

/** A neighbour by its tag; `through` names the one between, null: directly. */
export type NeighbourHere = { readonly tag: string; readonly through: string | null }

/** A compensating control that is recorded for the case. */
export type ControlHere = {
  readonly id: string
  readonly words: string
  readonly recordedAt: string
  readonly expiresOn: string
  /** What was looked at, and what it said: a parser that accepts rules proves no effect. */
  readonly looked: string
  /** Every proof that it needs holds today. */
  readonly proved: boolean
}

/** All that the site has recorded around one case. */
export type CaseSurroundings = {
  readonly asset: Asset
  /** Where a fact of the asset comes from; null where it is not recorded. */
  readonly factOf: (
    field: FactField,
  ) => { readonly source: string; readonly at: string; readonly value: unknown } | null
  /** Null: no list of zones and conduits was imported. */
  readonly network: (PlantNetwork & { readonly source: string; readonly at: string }) | null
  /** The same with what the firewalls run; null where nothing is recorded or it does not fit. */
  readonly guarded: GuardedNetwork | null
  /** The safety systems of the plant. */
  readonly safetySystems: readonly { readonly tag: string; readonly zone: string }[]
  readonly goesDark: readonly NeighbourHere[]
  readonly needs: readonly NeighbourHere[]
  readonly group: {
    readonly name: string
    readonly keeps: number | null
    readonly members: readonly string[]
  } | null
  readonly advisory: {
    readonly id: string
    readonly version: string
    readonly releasedAt: string
    readonly vulnerabilities: readonly VulnerabilityHere[]
  } | null
  readonly cves: readonly CveFacts[]
  readonly days: SourceDays
  readonly controls: readonly ControlHere[]
}

/** A line that names its question once. */
export function linesFor(question: Question) {
  return (
    name: string,
    words: string | null,
    from: { readonly source: string; readonly asOf: string | null },
  ): EvidenceLine => ({ question, name, words, ...from })
}
