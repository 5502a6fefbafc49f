import { type CaseView, decideCaseRoute } from '@holdpoint/api'
import {
  type Means,
  type MeansJudgement,
  qualificationRefusals,
  qualificationWarnings,
} from '@holdpoint/core'
import { useState } from 'react'
import { useActor } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { Lines } from '../../../ui/facts.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import type { FormReader } from '../../../ui/read-form.ts'
import { inWords } from '../../../ui/words.ts'

const all = ['patch', 'mitigate', 'isolate', 'replace', 'accept'] as const

/** The table decides how soon; a person decides by which means, and says why. */
export function DecideMeansForm({ view }: { readonly view: CaseView }) {
  const actor = useActor()
  const [means, setMeans] = useState('')
  const [interim, setInterim] = useState('')
  const chosen = [means, interim]
  const sample = { kind: 'decide-case', means: 'patch', reason: 'x' } as const
  const choices = all.map((value) => ({ value, words: choiceInWords(value, view.means) }))
  return (
    <ActForm
      route={decideCaseRoute}
      params={{ id: view.case.id }}
      label={view.case.decision === null ? 'Decide the case' : 'Decide the case again'}
      kind={view.case.state === 'open' ? 'primary' : 'plain'}
      refusals={caseRefusals(view.case, sample, actor, view.evidence)}
      waits={means === '' ? [] : qualificationRefusals(means as Means, view.updates)}
      toBody={toBody}
      onDone={() => {
        setMeans('')
        setInterim('')
      }}
    >
      <SelectField name="means" label="Means" choices={choices} onChoose={setMeans} />
      {means === 'patch' ? <Lines lines={qualificationWarnings(view.updates)} /> : null}
      <SelectField
        name="interim"
        label="Until that is done"
        value="none"
        choices={[{ value: 'none', words: 'Nothing stands in' }, ...choices]}
        onChoose={setInterim}
      />
      {lasts(chosen) ? (
        <TextField
          name="until"
          label="Stands until"
          optional={!chosen.includes('accept')}
          hint="The last day, such as 2027-05-31, within a year. Left empty: a year."
        />
      ) : null}
      {chosen.includes('replace') ? (
        <TextField name="replaceBy" label="Replaced by" hint="A day, such as 2028-03-31." />
      ) : null}
      <TextArea name="reason" label="Reason for the means" />
    </ActForm>
  )
}

/** Only a patch ends it for good; whatever else is chosen ends on a day. */
function lasts(chosen: readonly string[]): boolean {
  const [means = ''] = chosen
  return (means !== '' && means !== 'patch') || chosen.includes('accept')
}

function choiceInWords(means: Means, { standings }: MeansJudgement): string {
  const standing = standings.find((one) => one.means === means)?.standing
  return standing === 'not-possible' ? `${inWords(means)} (not possible here)` : inWords(means)
}

function toBody(read: FormReader) {
  const interim = read.text('interim')
  const until = read.text('until')
  const replaceBy = read.text('replaceBy')
  return {
    means: read.text('means') as Means,
    ...(interim === 'none' ? {} : { interim: interim as Means }),
    ...(until === '' ? {} : { until }),
    ...(replaceBy === '' ? {} : { replaceBy }),
    reason: read.text('reason'),
  }
}
