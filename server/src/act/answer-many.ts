import type { AskedOfMany, TriagedMany } from '@holdpoint/api'
import {
  type AnswerForMany,
  answerHere,
  askedOfMany,
  type CaseEvidence,
  type CaseWithEvidence,
  decideCase,
  evolveCase,
  type Refusal,
  type TriageCase,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, FindingKey, Platform } from '../platform.ts'
import { caseEvidence } from '../read/case-surroundings.ts'
import { caseIdOf, type FindingContext, findingContext } from '../read/finding-rows.ts'
import { noSuch } from '../read/no-such.ts'
import { actOnCase, loadCase } from './act-on-case.ts'
import { actOnMany, type DoneForOne } from './act-on-many.ts'
import { findingRef } from './triage-many.ts'

/** What the records answer of these findings, and what people must say. Opens no case. */
export async function askMany(
  platform: Platform,
  findings: readonly FindingKey[],
): Promise<AskedOfMany> {
  const context = await findingContext(platform)
  const cases: CaseWithEvidence[] = []
  const gone: string[] = []
  for (const key of findings) {
    const found = await caseOf(platform, key, context)
    if (found.ok) cases.push(found.value)
    else gone.push(key.advisoryId)
  }
  return { ...askedOfMany(cases), gone }
}

/**
 * One question answered for many cases; a case that is not open yet is opened with it. Sent again,
 * nothing is done twice.
 */
export async function answerMany(
  platform: Platform,
  wish: {
    readonly findings: readonly FindingKey[]
    readonly answer: AnswerForMany
    readonly acting: Acting
  },
): Promise<TriagedMany> {
  const context = await findingContext(platform)
  return actOnMany(wish.findings, (key) => answerOne(platform, key, { ...wish, context }))
}

type Found = CaseWithEvidence & { readonly isOpen: boolean }

/** The case, or as it would be when it is opened, with what its records say. */
async function caseOf(
  platform: Platform,
  key: FindingKey,
  context: FindingContext,
): Promise<Result<Found, readonly Refusal[]>> {
  const id = caseIdOf(key, context)
  const { state } = await loadCase(platform, id)
  const known = state ?? (await caseToBe(platform, key, id))
  if (known === null) return refuse(noSuch('finding', key.advisoryId))
  const evidence = await caseEvidence(platform, known)
  return accept({ case: known, evidence, isOpen: state !== null })
}

async function caseToBe(
  platform: Platform,
  key: FindingKey,
  id: string,
): Promise<TriageCase | null> {
  const finding = await findingRef(platform, key)
  if (finding === null) return null
  return evolveCase(null, { kind: 'case-opened', body: { id, finding, at: platform.now() } })
}

async function answerOne(
  platform: Platform,
  key: FindingKey,
  wish: {
    readonly answer: AnswerForMany
    readonly acting: Acting
    readonly context: FindingContext
  },
): Promise<Result<DoneForOne, readonly Refusal[]>> {
  const found = await caseOf(platform, key, wish.context)
  if (!found.ok) return found
  const { case: state, evidence, isOpen } = found.value
  const command = answerHere(wish.answer, state, evidence)
  if (!command.ok) return command
  const { actor, commandId } = wish.acting
  // Nobody's case is opened for an answer that the rules then refuse.
  const facts = { now: platform.now(), actor, evidence }
  const open = { kind: 'open-case', id: state.id, finding: state.finding } as const
  const opening = isOpen ? null : decideCase(null, open, facts)
  if (opening?.ok === false) return opening
  const judged = decideCase(state, command.value, facts)
  if (!judged.ok) return judged
  const act = (one: typeof command.value, given?: CaseEvidence) =>
    actOnCase(platform, {
      ...{ id: state.id, command: one, actor },
      commandId: `${commandId}:${state.id}:${one.kind}`,
      ...(given === undefined ? {} : { evidence: given }),
    })
  if (!isOpen) {
    const opened = await act(open)
    if (!opened.ok) return opened
  }
  const done = await act(command.value, evidence)
  if (!done.ok) return done
  const row = { caseId: state.id, assetTag: state.finding.assetTag }
  return accept({ leaf: done.value.leaf, row })
}
