import type { Role } from '../../plant/role.ts'
import { type AnswerItem, answerItemNames, answerItems, answersOf } from '../decide/case-answers.ts'
import type { Question, TriageCase } from '../triage-case.ts'
import { answeredAs } from '../triage-case.ts'
import type { CaseEvidence, EvidencedAnswer } from './case-evidence.ts'

/** Where one item stands: answered by a person, only by evidence, or by nobody. */
export type ItemStanding = {
  readonly item: AnswerItem
  readonly question: Question
  readonly words: string
  readonly answer: string | null
  readonly evidence: EvidencedAnswer | null
  /**
   * `evidence-worse`: what is recorded today is worse than what a person answered, and they have
   * not said why; `evidence-calmer`: the other way round, which asks nothing of anybody.
   */
  readonly state:
    | 'answered'
    | 'contradicted'
    | 'evidence-worse'
    | 'evidence-calmer'
    | 'to-confirm'
    | 'open'
}

/** Something that a person must still say, and whose word it is. */
export type OpenItem = {
  readonly question: Question
  readonly words: string
  readonly owner: Role
}

export function itemStandings(state: TriageCase, evidence: CaseEvidence): readonly ItemStanding[] {
  const answers = answersOf(state)
  return answerItemNames.map((item) => {
    const { question, words } = answerItems[item]
    const found = evidence.answers.find((one) => one.item === item) ?? null
    const given = state[question]
    // What was not asked of anybody yet is not an answer, not even "not known".
    const answer = given === null || !Object.hasOwn(given, item) ? null : answers[item]
    const base = { item, question, words, answer, evidence: found }
    if (answer === null) return { ...base, state: found === null ? 'open' : 'to-confirm' }
    if (found === null || found.value === answer) return { ...base, state: 'answered' }
    const objected = given?.contradicts?.some(
      (one) => one.item === item && one.evidenceSaid === found.value,
    )
    if (objected === true) return { ...base, state: 'contradicted' }
    const worse = rankOf(item, found.value) > rankOf(item, answer)
    return { ...base, state: worse ? 'evidence-worse' : 'evidence-calmer' }
  })
}

/** An answer that is not known is never worse than a fact: the fact has to be looked at. */
function rankOf(item: AnswerItem, value: string): number {
  return answerItems[item].values.indexOf(value)
}

/** The sources know these; a person is not asked, and may contradict. */
export const sourcesAlone: readonly AnswerItem[] = ['inKev', 'technicalImpact']

/** What is still open, one line for each thing and each person who owes it. */
export function openItems(state: TriageCase, evidence: CaseEvidence): readonly OpenItem[] {
  const standings = itemStandings(state, evidence)
  const items = standings.flatMap(
    ({ item, question, words, state: stands }): readonly OpenItem[] => {
      if (stands !== 'open' && stands !== 'to-confirm' && stands !== 'evidence-worse') return []
      // The sources answer these; that none does is "not known", which the tables know how to read.
      if (sourcesAlone.includes(item) && stands !== 'evidence-worse') return []
      const said = stands === 'evidence-worse' ? `${words}: the evidence is worse now` : words
      return [{ question, words: said, owner: 'ot-cybersecurity-lead' }]
    },
  )
  const by = state.impact?.by ?? []
  const operations = answeredAs(by, 'operator') || answeredAs(by, 'operations-manager')
  const fails = 'What happens if it fails'
  return [
    ...items,
    ...(state.controls === null
      ? [
          {
            question: 'controls',
            words: 'Claimed controls',
            owner: 'ot-cybersecurity-lead',
          } as const,
        ]
      : []),
    ...(answeredAs(by, 'control-systems-engineer')
      ? []
      : [{ question: 'impact', words: fails, owner: 'control-systems-engineer' } as const]),
    ...(operations ? [] : [{ question: 'impact', words: fails, owner: 'operator' } as const]),
  ]
}
