import {
  type CaseCommand,
  type CaseEvent,
  decideCase,
  evolveCase,
  type Facts,
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

export const caseAggregate: Aggregate<TriageCase, CaseCommand, CaseEvent, Facts> = {
  stream: (id) => `case/${id}`,
  evolve: evolveCase,
  decide: decideCase,
  beside: ({ id, after }) => ({
    ...nothingBeside,
    readModels: [{ kind: 'case', id, body: asJson(after) }],
  }),
}

export function actOnCase(
  platform: Platform,
  act: Acting & { readonly id: string; readonly command: CaseCommand },
): Promise<Result<Acted<TriageCase>, readonly Refusal[]>> {
  const facts: Facts = { now: platform.now(), actor: act.actor }
  return actOnStream(platform, caseAggregate, { ...act, facts })
}

export function loadCase(platform: Platform, id: string) {
  return load(platform, caseAggregate, id)
}
