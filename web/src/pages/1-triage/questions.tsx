import {
  answerContext,
  answerControls,
  answerImpact,
  answerPlacement,
  type CaseView,
} from '@holdpoint/api'
import type { CaseCommand, Refusal } from '@holdpoint/core'
import type { ReactNode } from 'react'
import { useActor, usePerson } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { caseRefusals } from '../../ui/ask-rules.ts'
import { type Fact, Facts, Lines } from '../../ui/facts.tsx'
import { RadioField, SelectField, TextArea, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { numberOf } from '../../ui/read-form.ts'
import { Status } from '../../ui/status.tsx'
import { choicesOf, inWords, ownerInWords } from '../../ui/words.ts'

const yesNo = choicesOf(['yes', 'no', 'unknown'])

/** The four questions: each with its answer, its evidence and who gave it. */
export function Questions({ view }: { readonly view: CaseView }) {
  return (
    <div className="questions">
      <Context view={view} />
      <Placement view={view} />
      <Controls view={view} />
      <Impact view={view} />
    </div>
  )
}

type Given = { readonly evidence: string; readonly by: readonly string[]; readonly at: string }

type QuestionProps = {
  readonly title: string
  readonly answer: Given | null
  readonly facts: readonly Fact[]
  /** The person who looks still owes their word on the answer that is there. */
  readonly waitsForMe?: boolean
  readonly children: ReactNode
}

/** What was answered is shown; answering again is one step away and never overwrites the record. */
function Question({ title, answer, facts, waitsForMe = false, children }: QuestionProps) {
  if (answer === null) {
    return (
      <Panel title={title} aside={<Status meaning="held" word="Not answered" />}>
        {children}
      </Panel>
    )
  }
  return (
    <Panel title={title}>
      <Facts
        facts={[
          ...facts,
          ['Evidence', answer.evidence === '' ? null : answer.evidence],
          ['Answered by', answer.by.map(rolesSpoken).join('; ')],
          ['Answered', <Moment key="at" at={answer.at} />],
        ]}
      />
      {waitsForMe ? children : <Fold label={`Answer again: ${title}`}>{children}</Fold>}
    </Panel>
  )
}

/** `Mara Lindqvist (ot-cybersecurity-lead)` as a person says it. */
function rolesSpoken(by: string): string {
  return by.replace(/\(([a-z-]+)\)$/, (_whole, role: string) => `(${ownerInWords(role)})`)
}

function useRefusals(view: CaseView, command: CaseCommand): readonly Refusal[] {
  return caseRefusals(view.case, command, useActor())
}

const contextSample = {
  kind: 'answer-context',
  answer: { exploitation: 'none', exposure: 'small', automatable: 'no', serviceUsed: 'no' },
  evidence: 'x',
} as const

function Context({ view }: { readonly view: CaseView }) {
  const { context } = view.case
  const suggestedAutomatable = context?.automatable ?? view.suggested.automatable
  return (
    <Question
      title="Question 1: context"
      answer={context}
      facts={[
        ['Exploitation', inWords(context?.exploitation ?? 'unknown')],
        ['Exposure', inWords(context?.exposure ?? 'unknown')],
        ['Automatable', inWords(context?.automatable ?? 'unknown')],
        ['Vulnerable service used', inWords(context?.serviceUsed ?? 'unknown')],
      ]}
    >
      {view.suggested.reasons.length === 0 ? null : (
        <div className="suggested">
          <p>Public sources say, and what follows is filled in from them; it is yours to change:</p>
          <Lines lines={view.suggested.reasons} />
        </div>
      )}
      <ActForm
        route={answerContext}
        params={{ id: view.case.id }}
        label="Record the context"
        refusals={useRefusals(view, contextSample)}
        toBody={(read) => ({
          exploitation: read.text('exploitation') as 'none',
          exposure: read.text('exposure') as 'small',
          automatable: read.text('automatable') as 'yes',
          serviceUsed: read.text('serviceUsed') as 'yes',
          evidence: read.text('evidence'),
        })}
      >
        <SelectField
          name="exploitation"
          label="Known exploitation"
          choices={choicesOf(['none', 'public-poc', 'active', 'unknown'])}
          value={context?.exploitation ?? view.suggested.exploitation ?? ''}
        />
        <SelectField
          name="exposure"
          label="Exposure"
          choices={choicesOf(['small', 'controlled', 'open', 'unknown'])}
          value={context?.exposure ?? ''}
        />
        <RadioField
          name="automatable"
          label="Can the attack be automated?"
          choices={yesNo}
          {...(suggestedAutomatable === null ? {} : { value: suggestedAutomatable })}
        />
        <RadioField
          name="serviceUsed"
          label="Is the vulnerable service used on this line?"
          choices={yesNo}
        />
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
} as const

function Placement({ view }: { readonly view: CaseView }) {
  const { placement } = view.case
  return (
    <Question
      title="Question 2: placement"
      answer={placement}
      facts={[
        ['Safety impact', inWords(placement?.safetyImpact ?? 'unknown')],
        ['Mission impact', inWords(placement?.missionImpact ?? 'unknown')],
        ['Near a safety system', inWords(placement?.nearSafetySystem ?? 'unknown')],
      ]}
    >
      <ActForm
        route={answerPlacement}
        params={{ id: view.case.id }}
        label="Record the placement"
        refusals={useRefusals(view, placementSample)}
        toBody={(read) => ({
          safetyImpact: read.text('safetyImpact') as 'negligible',
          missionImpact: read.text('missionImpact') as 'degraded',
          nearSafetySystem: read.text('nearSafetySystem') as 'yes',
          evidence: read.text('evidence'),
        })}
      >
        <SelectField
          name="safetyImpact"
          label="Safety impact"
          choices={choicesOf(['negligible', 'marginal', 'critical', 'catastrophic', 'unknown'])}
          value={placement?.safetyImpact ?? ''}
        />
        <SelectField
          name="missionImpact"
          label="Mission impact"
          choices={choicesOf([
            'degraded',
            'mef-support-crippled',
            'mef-failure',
            'mission-failure',
            'unknown',
          ])}
          value={placement?.missionImpact ?? ''}
        />
        <RadioField name="nearSafetySystem" label="Is it near a safety system?" choices={yesNo} />
        <TextArea
          name="evidence"
          label="Evidence for the placement"
          value={placement?.evidence ?? ''}
        />
      </ActForm>
    </Question>
  )
}

const controlsSample = { kind: 'answer-controls', answer: { claimed: [] }, evidence: 'x' } as const

function Controls({ view }: { readonly view: CaseView }) {
  const { controls } = view.case
  const claimed = controls?.claimed ?? []
  return (
    <Question
      title="Question 3: controls"
      answer={controls}
      facts={[
        ['Claimed', claimed.length === 0 ? 'None' : claimed.join('; ')],
        ['Worth', 'Nothing: a control that no check has verified takes nothing off the risk'],
      ]}
    >
      <ActForm
        route={answerControls}
        params={{ id: view.case.id }}
        label="Record the controls"
        refusals={useRefusals(view, controlsSample)}
        toBody={(read) => ({
          claimed: linesOf(read.text('claimed')),
          evidence: read.text('evidence'),
        })}
      >
        <TextArea
          name="claimed"
          label="Claimed controls"
          hint="One on each line; none is an answer too."
          value={claimed.join('\n')}
          optional
        />
        <TextArea
          name="evidence"
          label="Evidence for the controls"
          value={controls?.evidence ?? ''}
        />
      </ActForm>
    </Question>
  )
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}

const impactSample = {
  kind: 'answer-impact',
  answer: { ifItFails: 'x', lineStops: 'no', toleratedFrom: 'x', toleratedMinutes: null },
  evidence: '',
} as const

/** Engineer and operator answer this together: the second confirms what the first wrote. */
function Impact({ view }: { readonly view: CaseView }) {
  const { impact } = view.case
  const minutes = impact?.toleratedMinutes ?? null
  return (
    <Question
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
        refusals={useRefusals(view, impactSample)}
        toBody={(read) => ({
          ifItFails: read.text('ifItFails'),
          lineStops: read.text('lineStops') as 'yes',
          toleratedFrom: read.text('toleratedFrom'),
          toleratedMinutes:
            read.text('toleratedMinutes') === '' ? null : numberOf(read.text('toleratedMinutes')),
          evidence: read.text('evidence'),
        })}
      >
        <TextArea
          name="ifItFails"
          label="What happens if it fails"
          value={impact?.ifItFails ?? ''}
        />
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

function useOwesImpact({ openPoints }: CaseView): boolean {
  const { roles } = usePerson()
  return openPoints.some(
    ({ kind, owner }) => kind === 'impact-open' && roles.some((role) => role === owner),
  )
}
