import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type AnswerItem, answerItemNames, answerItems, answersOf } from '../decide/case-answers.ts'
import type {
  CaseCommand,
  ContextAnswer,
  ImpactAnswer,
  PlacementAnswer,
  TriageCase,
} from '../triage-case.ts'
import type { CaseEvidence } from './case-evidence.ts'
import { sourcesAlone } from './open-items.ts'

type Some<Answer> = { readonly [Item in keyof Answer]?: Answer[Item] | undefined }

/** One question answered for several cases: what is left out is for the records of each. */
export type AnswerForMany =
  | { readonly question: 'context'; readonly said: Some<ContextAnswer>; readonly evidence: string }
  | {
      readonly question: 'placement'
      readonly said: Some<PlacementAnswer>
      readonly evidence: string
    }
  | {
      readonly question: 'controls'
      readonly claimed: readonly string[]
      readonly evidence: string
    }
  | { readonly question: 'impact'; readonly answer: ImpactAnswer; readonly evidence: string }
  /** Each impact as the other side wrote it. */
  | { readonly question: 'confirm-impact'; readonly evidence: string }

/**
 * The answer of one of these cases. What its records answer stands where nobody said anything; where
 * neither does, the case is not answered at all, for half an answer would look like a whole one.
 */
export function answerHere(
  many: AnswerForMany,
  state: Pick<TriageCase, 'impact'>,
  evidence: CaseEvidence,
): Result<CaseCommand, readonly Refusal[]> {
  const { evidence: words } = many
  switch (many.question) {
    case 'context': {
      const filled = fill(many, evidence)
      if (!filled.ok) return filled
      const answer = filled.value as ContextAnswer
      return accept({ kind: 'answer-context', answer, evidence: words })
    }
    case 'placement': {
      const filled = fill(many, evidence)
      if (!filled.ok) return filled
      const answer = filled.value as PlacementAnswer
      return accept({ kind: 'answer-placement', answer, evidence: words })
    }
    case 'controls':
      return accept({
        ...{ kind: 'answer-controls', answer: { claimed: many.claimed }, evidence: words },
      })
    case 'impact':
      return accept({ kind: 'answer-impact', answer: many.answer, evidence: words })
    case 'confirm-impact': {
      if (state.impact === null) {
        const what = 'Nobody has answered yet what happens if it fails'
        return refuse([refusalOf('nothing-to-confirm', what, 'Answer it first')])
      }
      const { ifItFails, lineStops, toleratedFrom, toleratedMinutes } = state.impact
      const answer = { ifItFails, lineStops, toleratedFrom, toleratedMinutes }
      return accept({
        ...{ kind: 'answer-impact', answer, evidence: words.trim() || state.impact.evidence },
      })
    }
    default:
      return unreachable(many)
  }
}

function fill(
  many: Extract<AnswerForMany, { readonly said: unknown }>,
  evidence: CaseEvidence,
): Result<Readonly<Partial<Record<AnswerItem, string>>>, readonly Refusal[]> {
  const said: { readonly [Item in AnswerItem]?: string | undefined } = many.said
  const answer: Partial<Record<AnswerItem, string>> = {}
  const missing: Refusal[] = []
  for (const item of answerItemNames.filter((one) => answerItems[one].question === many.question)) {
    const found = evidence.answers.find((one) => one.item === item)
    const value = said[item] ?? found?.value
    if (value !== undefined) answer[item] = value
    else if (!sourcesAlone.includes(item)) {
      const what = `${answerItems[item].words}: nothing recorded answers it here, and nobody said it`
      missing.push(refusalOf('not-said', what, 'Say it for these, or answer this case by itself'))
    }
  }
  return missing.length > 0 ? refuse(missing) : accept(answer)
}

/** What is known of one item among several cases. */
export type ItemAmongMany = {
  readonly item: AnswerItem
  readonly question: 'context' | 'placement'
  readonly words: string
  /** Only the sources know it: nobody is asked. */
  readonly isOfSources: boolean
  readonly recorded: readonly Among[]
  /** Of these no record speaks: somebody has to say it. */
  readonly silent: readonly string[]
  readonly answered: readonly Among[]
}

/** One value, and the tags of the assets where it stands. */
export type Among = { readonly value: string; readonly assetTags: readonly string[] }

/** The impact that one side has answered, in the same words, and who has not confirmed it. */
export type ImpactAmongMany = ImpactAnswer & {
  readonly by: readonly string[]
  readonly assetTags: readonly string[]
}

export type CaseWithEvidence = {
  readonly case: TriageCase
  readonly evidence: CaseEvidence
}

/** What people would be asked about these cases together. */
export function askedOfMany(cases: readonly CaseWithEvidence[]): {
  readonly items: readonly ItemAmongMany[]
  readonly impacts: readonly ImpactAmongMany[]
} {
  return { items: answerItemNames.map((item) => itemAmong(item, cases)), impacts: impactsOf(cases) }
}

function itemAmong(item: AnswerItem, cases: readonly CaseWithEvidence[]): ItemAmongMany {
  const { question, words } = answerItems[item]
  const recorded = new Groups()
  const answered = new Groups()
  const silent: string[] = []
  for (const { case: state, evidence } of cases) {
    const tag = state.finding.assetTag
    const found = evidence.answers.find((one) => one.item === item)
    if (found === undefined) silent.push(tag)
    else recorded.add(found.value, tag)
    const given = state[question]
    if (given !== null && Object.hasOwn(given, item)) answered.add(answersOf(state)[item], tag)
  }
  const isOfSources = sourcesAlone.includes(item)
  const rows = { recorded: recorded.rows(), silent, answered: answered.rows() }
  return { item, question, words, isOfSources, ...rows }
}

function impactsOf(cases: readonly CaseWithEvidence[]): readonly ImpactAmongMany[] {
  const found = new Map<string, ImpactAmongMany>()
  for (const { case: state } of cases) {
    if (state.impact === null) continue
    const { ifItFails, lineStops, toleratedFrom, toleratedMinutes, by } = state.impact
    const said = { ifItFails, lineStops, toleratedFrom, toleratedMinutes, by }
    const key = JSON.stringify(said)
    const before = found.get(key)?.assetTags ?? []
    found.set(key, { ...said, assetTags: [...before, state.finding.assetTag] })
  }
  return [...found.values()]
}

class Groups {
  private readonly tags = new Map<string, string[]>()

  add(value: string, tag: string): void {
    const known = this.tags.get(value)
    if (known === undefined) this.tags.set(value, [tag])
    else known.push(tag)
  }

  rows(): readonly Among[] {
    return [...this.tags].map(([value, assetTags]) => ({ value, assetTags }))
  }
}
