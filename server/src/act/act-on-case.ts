import {
  type CaseCommand,
  type CaseEvent,
  type CaseEvidence,
  type CaseFacts,
  decideCase,
  evolveCase,
  nothingJudged,
  type ReadModelWrite,
  type Refusal,
  type TriageCase,
} from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { caseEvidence } from '../read/case-surroundings.ts'
import { civilDayAt } from '../read/civil-day-at.ts'
import { judgedMeans } from '../read/judged-means.ts'
import { caseUpdates } from '../read/updates-view.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  load,
  nothingBeside,
} from './act-on-stream.ts'
import { publishedTableWrites, tablePolicy, tablesInForce } from './decision-tables.ts'
import { proofsOfCase } from './proofs-of-case.ts'

export const caseAggregate: Aggregate<TriageCase, CaseCommand, CaseEvent, CaseFacts> = {
  stream: (id) => `case/${id}`,
  evolve: evolveCase,
  decide: decideCase,
  beside: ({ id, after, events }) => ({
    ...nothingBeside,
    readModels: [
      { kind: 'case', id, body: asJson(after) },
      // A later program may ship other tables; what decided today stays readable by its digest.
      ...(events.some(({ kind }) => kind === 'case-decided') ? publishedTableWrites() : []),
      ...creditWrites(id, events),
      ...termWrites(after, events),
    ],
  }),
}

/** Which decisions rest on a verified control: those are looked at again and again. */
export const CREDIT_MODEL = 'case-credit'

function creditWrites(id: string, events: readonly CaseEvent[]): readonly ReadModelWrite[] {
  const last = events.findLast(({ kind }) =>
    ['case-decided', 'case-reopened', 'case-closed'].includes(kind),
  )
  if (last === undefined) return []
  const credits = last.kind === 'case-decided' ? (last.body.credits ?? []) : []
  return [{ kind: CREDIT_MODEL, id, body: credits.length === 0 ? null : asJson(credits) }]
}

/** Which decisions end on a day: those are looked at again and again. */
export const TERM_MODEL = 'case-term'

function termWrites(after: TriageCase, events: readonly CaseEvent[]): readonly ReadModelWrite[] {
  if (!events.some(({ kind }) => kind.startsWith('case-') || kind === 'means-renewed')) return []
  const term = after.state === 'decided' ? (after.decision?.term ?? null) : null
  return [{ kind: TERM_MODEL, id: after.id, body: term === null ? null : asJson(term) }]
}

type ActOnCase = Acting & {
  readonly id: string
  readonly command: CaseCommand
  /** Where it was gathered just now, with that of other cases. */
  readonly evidence?: CaseEvidence
}

export async function actOnCase(
  platform: Platform,
  act: ActOnCase,
): Promise<Result<Acted<TriageCase>, readonly Refusal[]>> {
  const facts = await caseFacts(platform, act)
  return actOnStream(platform, caseAggregate, { ...act, facts })
}

async function caseFacts(
  platform: Platform,
  { id, actor, command, evidence }: ActOnCase,
): Promise<CaseFacts> {
  const facts = { now: platform.now(), actor }
  switch (command.kind) {
    case 'answer-context':
    case 'answer-placement': {
      if (evidence !== undefined) return { ...facts, evidence }
      const { state } = await loadCase(platform, id)
      return state === null ? facts : { ...facts, evidence: await caseEvidence(platform, state) }
    }
    case 'decide-case': {
      const { state } = await loadCase(platform, id)
      if (state === null) return facts
      const [tables, policy, gathered, proofs, updates, means] = await Promise.all([
        tablesInForce(platform),
        tablePolicy(platform),
        caseEvidence(platform, state),
        proofsOfCase(platform, id),
        caseUpdates(platform, state.finding),
        judgedMeans(platform, state),
      ])
      const policyVersion = policy?.version ?? null
      return { ...facts, tables, policyVersion, evidence: gathered, proofs, updates, means }
    }
    case 'renew-means': {
      const { state } = await loadCase(platform, id)
      return state === null ? facts : { ...facts, means: await judgedMeans(platform, state) }
    }
    case 'review-exposure': {
      const { state } = await loadCase(platform, id)
      return state === null ? facts : { ...facts, evidence: await caseEvidence(platform, state) }
    }
    case 'review-term':
      return { ...facts, means: nothingJudged(civilDayAt(facts.now, platform.site.timeZone)) }
    case 'review-credits':
      return { ...facts, proofs: await proofsOfCase(platform, id) }
    default:
      return facts
  }
}

export function loadCase(platform: Platform, id: string) {
  return load(platform, caseAggregate, id)
}
