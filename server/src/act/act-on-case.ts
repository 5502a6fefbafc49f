import {
  type CaseCommand,
  type CaseEvent,
  type CaseFacts,
  decideCase,
  evolveCase,
  type Refusal,
  type TriageCase,
} from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  load,
  nothingBeside,
} from './act-on-stream.ts'
import { siteTableInForce } from './decision-tables.ts'

export const caseAggregate: Aggregate<TriageCase, CaseCommand, CaseEvent, CaseFacts> = {
  stream: (id) => `case/${id}`,
  evolve: evolveCase,
  decide: decideCase,
  beside: ({ id, after }) => ({
    ...nothingBeside,
    readModels: [{ kind: 'case', id, body: asJson(after) }],
  }),
}

export async function actOnCase(
  platform: Platform,
  act: Acting & { readonly id: string; readonly command: CaseCommand },
): Promise<Result<Acted<TriageCase>, readonly Refusal[]>> {
  const siteTable = act.command.kind === 'decide-case' ? await siteTableInForce(platform) : null
  const facts: CaseFacts = { now: platform.now(), actor: act.actor, siteTable }
  return actOnStream(platform, caseAggregate, { ...act, facts })
}

export function loadCase(platform: Platform, id: string) {
  return load(platform, caseAggregate, id)
}
