import { answerContext, answerPlacement, type CaseView } from '@holdpoint/api'
import type { AnswerItem, Question as Asked, CaseCommand } from '@holdpoint/core'
import { useActor } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import type { Fact } from '../../../ui/facts.tsx'
import { TextArea } from '../../../ui/fields.tsx'
import { Status } from '../../../ui/status.tsx'
import { inWords } from '../../../ui/words.ts'
import { Controls, Impact } from './controls-and-impact.tsx'
import { ItemField, objectionsIn } from './item-field.tsx'
import { Question } from './question.tsx'

/** The four questions: each with what is recorded, what people said, and what is still open. */
export function Questions({ view }: { readonly view: CaseView }) {
  return (
    <>
      <Context view={view} />
      <Placement view={view} />
      <Controls view={view} />
      <Impact view={view} />
    </>
  )
}

/** The answers to one question, each with what the record says where it says otherwise. */
function itemFacts(view: CaseView, question: Asked): readonly Fact[] {
  return view.items
    .filter((one) => one.question === question && one.answer !== null)
    .map(({ item, words, answer, evidence, state }) => {
      const said = inWords(answer ?? 'unknown')
      if (state === 'answered' || evidence === null) return [words, said]
      const recorded = inWords(evidence.value).toLowerCase()
      if (state === 'evidence-worse') {
        return [
          words,
          <span key={item}>
            {said} <Status meaning="late" word={`The record now says ${recorded}`} />
          </span>,
        ]
      }
      const given = question === 'placement' ? view.case.placement : view.case.context
      const reason = given?.contradicts?.find((one) => one.item === item)?.reason
      const why = reason === undefined ? '' : `: ${reason}`
      return [words, `${said}, where the record says ${recorded}${why}`]
    })
}

const contextSample = {
  kind: 'answer-context',
  answer: { exploitation: 'none', exposure: 'small', automatable: 'no', serviceUsed: 'no' },
  evidence: 'x',
} as const satisfies CaseCommand

const contextAsked: readonly AnswerItem[] = [
  'exploitation',
  'exposure',
  'automatable',
  'serviceUsed',
]

function itemsOf(view: CaseView, question: Asked): readonly AnswerItem[] {
  return view.items.filter((one) => one.question === question).map((one) => one.item)
}

function Context({ view }: { readonly view: CaseView }) {
  const { context } = view.case
  // Only the sources know these; where they say nothing, nobody is asked.
  const fromSources = (['inKev', 'technicalImpact'] as const).filter((item) =>
    view.evidence.answers.some((one) => one.item === item),
  )
  const fields = [...contextAsked, ...fromSources]
  return (
    <Question
      view={view}
      question="context"
      title="Question 1: context"
      answer={context}
      facts={itemFacts(view, 'context')}
    >
      <ActForm
        route={answerContext}
        params={{ id: view.case.id }}
        label="Record the context"
        refusals={caseRefusals(view.case, contextSample, useActor())}
        toBody={(read) => ({
          exploitation: read.text('exploitation') as 'none',
          exposure: read.text('exposure') as 'small',
          automatable: read.text('automatable') as 'yes',
          serviceUsed: read.text('serviceUsed') as 'yes',
          ...Object.fromEntries(fromSources.map((item) => [item, read.text(item)])),
          evidence: read.text('evidence'),
          objections: objectionsIn(read, itemsOf(view, 'context')),
        })}
      >
        {fields.map((item) => (
          <ItemField key={item} view={view} item={item} />
        ))}
        <TextArea
          name="evidence"
          label="Evidence for the context"
          value={context?.evidence ?? view.suggested.reasons.join('\n')}
        />
      </ActForm>
    </Question>
  )
}

const placementSample = {
  kind: 'answer-placement',
  answer: { safetyImpact: 'negligible', missionImpact: 'degraded', nearSafetySystem: 'no' },
  evidence: 'x',
} as const satisfies CaseCommand

function Placement({ view }: { readonly view: CaseView }) {
  const { placement } = view.case
  return (
    <Question
      view={view}
      question="placement"
      title="Question 2: placement"
      answer={placement}
      facts={itemFacts(view, 'placement')}
    >
      <ActForm
        route={answerPlacement}
        params={{ id: view.case.id }}
        label="Record the placement"
        refusals={caseRefusals(view.case, placementSample, useActor())}
        toBody={(read) => ({
          safetyImpact: read.text('safetyImpact') as 'negligible',
          missionImpact: read.text('missionImpact') as 'degraded',
          nearSafetySystem: read.text('nearSafetySystem') as 'yes',
          evidence: read.text('evidence'),
          objections: objectionsIn(read, itemsOf(view, 'placement')),
        })}
      >
        <ItemField view={view} item="safetyImpact" />
        <ItemField view={view} item="missionImpact" />
        <ItemField view={view} item="nearSafetySystem" />
        <TextArea
          name="evidence"
          label="Evidence for the placement"
          value={placement?.evidence ?? ''}
        />
      </ActForm>
    </Question>
  )
}
