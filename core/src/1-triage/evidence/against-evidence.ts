import { accept, type Result, refuse } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import {
  type AnswerItem,
  answerItemNames,
  answerItems,
  answersOf,
  type CaseAnswers,
} from '../decide/case-answers.ts'
import type { CaseCommand, Contradiction, TriageCase } from '../triage-case.ts'
import type { CaseEvidence } from './case-evidence.ts'
import { itemStandings, sourcesAlone } from './open-items.ts'

type Answering = Extract<
  CaseCommand,
  { kind: 'answer-context' | 'answer-placement' | 'answer-controls' }
>

type Confirmed = {
  readonly answer: Answering['answer']
  readonly contradicts: readonly Contradiction[]
}

/**
 * An answer beside the evidence: what the sources alone know and nobody spoke of is taken from
 * them; what differs needs a reason of its own.
 */
export function againstEvidence(
  command: Answering,
  evidence: CaseEvidence | undefined,
): Result<Confirmed, readonly Refusal[]> {
  const question = questionOf[command.kind]
  if (command.kind === 'answer-controls' || question === null) {
    return accept({ answer: command.answer, contradicts: [] })
  }
  const given = Object.entries(command.answer).filter(([, value]) => value !== undefined)
  const answer: { [Item in AnswerItem]?: string } = Object.fromEntries(given)
  const refusals: Refusal[] = []
  const contradicts: Contradiction[] = []
  for (const item of answerItemNames.filter((one) => answerItems[one].question === question)) {
    const found = evidence?.answers.find((one) => one.item === item)
    if (found === undefined) continue
    const said = answer[item]
    if (said === undefined) answer[item] = found.value
    if (said === undefined || said === found.value) continue
    const objection = command.objections?.find((one) => one.item === item)
    const reason = objection?.reason.trim() ?? ''
    if (reason === '') {
      const { words } = answerItems[item]
      const what = `${words}: the evidence says ${found.value} (${found.because}), the answer ${said}`
      const clearedBy = `Confirm it, or say why ${words.toLowerCase()} is otherwise`
      refusals.push(refusalOf('contradicts-evidence', what, clearedBy))
    }
    contradicts.push({ item, evidenceSaid: found.value, reason })
  }
  return refusals.length > 0
    ? refuse(refusals)
    : accept({ answer: answer as Answering['answer'], contradicts })
}

const questionOf = {
  'answer-context': 'context',
  'answer-placement': 'placement',
  'answer-controls': null,
} as const

/** The answers of people, and of the sources where only these know. */
export function answersBeside(
  state: Pick<TriageCase, 'context' | 'placement'>,
  evidence: CaseEvidence | undefined,
): CaseAnswers {
  const given = state.context ?? {}
  const filled = sourcesAlone.flatMap((item) => {
    const found = evidence?.answers.find((one) => one.item === item)
    return found === undefined || Object.hasOwn(given, item) ? [] : [[item, found.value]]
  })
  return { ...answersOf(state), ...Object.fromEntries(filled) }
}

/** Evidence that has become worse than the answer: somebody looks again before the case is decided. */
export function evidenceRefusals(state: TriageCase, evidence: CaseEvidence): readonly Refusal[] {
  return itemStandings(state, evidence).flatMap(
    ({ words, answer, evidence: found, state: stands }) => {
      if (stands !== 'evidence-worse' || found === null) return []
      const what = `${words}: answered ${answer}, but the evidence now says ${found.value} (${found.because})`
      const clearedBy = 'Answer the question again'
      return [refusalOf('evidence-worse', what, clearedBy, 'ot-cybersecurity-lead')]
    },
  )
}
