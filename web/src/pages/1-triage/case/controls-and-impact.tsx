import { answerControls, answerImpact, type CaseView } from '@holdpoint/api'
import type { ImpactAnswer } from '@holdpoint/core'
import { useActor, usePerson } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { RadioField, TextArea, TextField } from '../../../ui/fields.tsx'
import { type FormReader, numberOf } from '../../../ui/read-form.ts'
import { choicesOf, inWords } from '../../../ui/words.ts'
import { Question } from './question.tsx'

const yesNo = choicesOf(['yes', 'no', 'unknown'])

const controlsSample = { kind: 'answer-controls', answer: { claimed: [] }, evidence: 'x' } as const

export function Controls({ view }: { readonly view: CaseView }) {
  const { controls } = view.case
  const claimed = controls?.claimed ?? []
  return (
    <Question
      view={view}
      question="controls"
      title="Question 3: controls"
      answer={controls}
      facts={[
        ['Claimed', claimed.length === 0 ? 'None' : claimed.join('; ')],
        ['Worth', 'Nothing: declared controls earn nothing until a check has verified them'],
      ]}
    >
      <ActForm
        route={answerControls}
        params={{ id: view.case.id }}
        label="Record the controls"
        refusals={caseRefusals(view.case, controlsSample, useActor())}
        toBody={(read) => ({
          claimed: linesOf(read.text('claimed')),
          evidence: read.text('evidence'),
        })}
      >
        <ClaimedField claimed={claimed} />
        <TextArea
          name="evidence"
          label="Evidence for the controls"
          value={controls?.evidence ?? ''}
        />
      </ActForm>
    </Question>
  )
}

export function ClaimedField({ claimed }: { readonly claimed: readonly string[] }) {
  return (
    <TextArea
      name="claimed"
      label="Claimed controls"
      hint="One on each line; none is an answer too."
      value={claimed.join('\n')}
      optional
    />
  )
}

export function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}

const impactSample = {
  kind: 'answer-impact',
  answer: { ifItFails: 'x', lineStops: 'no', toleratedFrom: 'x', toleratedMinutes: null },
  evidence: '',
} as const

/** Engineer and operator answer this together: the second confirms what the first wrote. */
export function Impact({ view }: { readonly view: CaseView }) {
  const { impact } = view.case
  const minutes = impact?.toleratedMinutes ?? null
  return (
    <Question
      view={view}
      question="impact"
      title="Question 4: impact"
      waitsForMe={useOwesImpact(view)}
      answer={impact}
      facts={[
        ['If it fails', impact?.ifItFails],
        ['The line stops', inWords(impact?.lineStops ?? 'unknown')],
        ['Tolerated from', impact?.toleratedFrom],
        ['Tolerated for', minutes === null ? 'Not known' : `${minutes} min`],
      ]}
    >
      <p>
        The engineer and operations answer together. The second person confirms by recording the
        same words.
      </p>
      <ActForm
        route={answerImpact}
        params={{ id: view.case.id }}
        label={impact === null ? 'Record the impact' : 'Confirm or correct the impact'}
        refusals={caseRefusals(view.case, impactSample, useActor())}
        toBody={(read) => ({ ...impactIn(read), evidence: read.text('evidence') })}
      >
        <ImpactFields impact={impact} />
        <TextArea
          name="evidence"
          label="Evidence for the impact"
          optional
          value={impact?.evidence ?? ''}
        />
      </ActForm>
    </Question>
  )
}

export function ImpactFields({ impact }: { readonly impact: ImpactAnswer | null }) {
  const minutes = impact?.toleratedMinutes ?? null
  return (
    <>
      <TextArea name="ifItFails" label="What happens if it fails" value={impact?.ifItFails ?? ''} />
      <RadioField
        name="lineStops"
        label="Does the line stop?"
        choices={yesNo}
        {...(impact === null ? {} : { value: impact.lineStops })}
      />
      <TextField
        name="toleratedFrom"
        label="Operating state from which it is tolerable"
        value={impact?.toleratedFrom ?? ''}
      />
      <TextField
        name="toleratedMinutes"
        label="Tolerated minutes"
        hint="Leave empty when it is not known."
        numeric
        optional
        value={minutes === null ? '' : String(minutes)}
      />
    </>
  )
}

export function impactIn(read: FormReader) {
  const minutes = read.text('toleratedMinutes')
  return {
    ifItFails: read.text('ifItFails'),
    lineStops: read.text('lineStops') as 'yes',
    toleratedFrom: read.text('toleratedFrom'),
    toleratedMinutes: minutes === '' ? null : numberOf(minutes),
  }
}

function useOwesImpact({ openPoints }: CaseView): boolean {
  const { roles } = usePerson()
  return openPoints.some(
    ({ kind, owner }) => kind === 'impact-open' && roles.some((role) => role === owner),
  )
}
