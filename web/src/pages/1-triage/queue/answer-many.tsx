import {
  type AskedOfMany,
  answerMany,
  askMany,
  type CallRefused,
  call,
  type FindingRow,
  type TriagedMany,
} from '@holdpoint/api'
import { type AnswerForMany, type CaseCommand, evolveCase, type Refusal } from '@holdpoint/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { send } from '../../../client/send.ts'
import { useActor } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { TextArea } from '../../../ui/fields.tsx'
import { answerIn, FieldsOfQuestion } from './many-fields.tsx'

type Question = AnswerForMany['question']

const questions = [
  ['context', 'Context'],
  ['placement', 'Placement'],
  ['controls', 'Controls'],
  ['impact', 'Impact'],
  ['confirm-impact', 'Confirm the impact'],
] as const satisfies readonly (readonly [Question, string])[]

type AnswerManyProps = {
  readonly marked: readonly FindingRow[]
  readonly onTold: (told: TriagedMany) => void
}

/** One of the four questions, answered once for all that is marked; each case keeps its own record. */
export function AnswerMany({ marked, onTold }: AnswerManyProps) {
  const [question, setQuestion] = useState<Question | null>(null)
  const words = questions.find(([key]) => key === question)?.[1]
  return (
    <section className="answer-many" aria-label="Answer a question for all of them">
      <h3>Answer a question for all of them</h3>
      <ToggleButtonGroup
        aria-label="Question"
        className="toggles"
        selectedKeys={question === null ? [] : [question]}
        onSelectionChange={(keys) => setQuestion(([...keys][0] as Question | undefined) ?? null)}
      >
        {questions.map(([key, label]) => (
          <ToggleButton key={key} id={key} className="toggle">
            {label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {question === null || words === undefined ? null : (
        <Form key={question} question={question} words={words} marked={marked} onTold={onTold} />
      )}
    </section>
  )
}

function Form(props: AnswerManyProps & { readonly question: Question; readonly words: string }) {
  const { question, words, marked, onTold } = props
  const refusals = useRefusals(question, marked)
  const findings = marked.map(({ assetId, advisoryId, productId }) => {
    return { assetId, advisoryId, productId }
  })
  const asked = useQuery<AskedOfMany, CallRefused>({
    queryKey: [askMany.name, findings],
    queryFn: async () => {
      const input = { params: {}, query: {}, body: { findings } }
      const answer = await call(send, askMany, input)
      if (answer.ok) return answer.value
      throw answer.refusal
    },
  })
  if (asked.isError) return <p className="empty">What is recorded of these could not be read.</p>
  if (asked.data === undefined) return <p className="empty">Asking the server …</p>
  const { data } = asked
  const isConfirming = question === 'confirm-impact'
  return (
    <ActForm
      route={answerMany}
      label={isConfirming ? 'Confirm the impact of each' : `Answer ${words.toLowerCase()} for each`}
      refusals={refusals}
      toBody={(read) => ({ findings, answer: answerIn(question, read, data) })}
      onDone={onTold}
    >
      <FieldsOfQuestion question={question} asked={data} />
      <TextArea
        name="evidence"
        label={`Evidence for the answer on ${isConfirming ? 'impact' : words.toLowerCase()}`}
        hint="The same for all of them; it stands in each case under your name."
        optional={question === 'impact' || isConfirming}
      />
    </ActForm>
  )
}

const samples = {
  context: {
    kind: 'answer-context',
    answer: { exploitation: 'none', exposure: 'small', automatable: 'no', serviceUsed: 'no' },
    evidence: 'x',
  },
  placement: {
    kind: 'answer-placement',
    answer: { safetyImpact: 'negligible', missionImpact: 'degraded', nearSafetySystem: 'no' },
    evidence: 'x',
  },
  controls: { kind: 'answer-controls', answer: { claimed: [] }, evidence: 'x' },
  impact: {
    kind: 'answer-impact',
    answer: { ifItFails: 'x', lineStops: 'no', toleratedFrom: 'x', toleratedMinutes: null },
    evidence: '',
  },
} as const satisfies Record<string, CaseCommand>

/** Whether the rules let this person answer it at all; what stands against one case is said after. */
function useRefusals(question: Question, marked: readonly FindingRow[]): readonly Refusal[] {
  const actor = useActor()
  const [first] = marked
  if (first === undefined) return []
  const finding = { ...first, advisoryVersion: '' }
  const body = { id: 'x', finding, at: new Date().toISOString() }
  const opened = evolveCase(null, { kind: 'case-opened', body })
  return caseRefusals(opened, samples[question === 'confirm-impact' ? 'impact' : question], actor)
}
