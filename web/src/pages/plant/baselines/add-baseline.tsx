import { addBaseline } from '@holdpoint/api'
import { baselinePhases, phaseWords } from '@holdpoint/core'
import { useRef } from 'react'
import { useAct } from '../../../client/use-act.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { base64Of } from '../../../ui/download.ts'
import { ConfirmField, FileField, TextField } from '../../../ui/fields.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { Panel } from '../../../ui/page.tsx'
import { useProblems } from '../../../ui/problems.tsx'
import { problemsOfForm, readerOf } from '../../../ui/read-form.ts'

const FORM = 'add-baseline'

const labels: Readonly<Record<string, string>> = {
  name: 'Name of the baseline',
  place: 'Where it was captured',
  covers: 'What the plant did meanwhile',
  fileName: 'Capture',
  contentBase64: 'Capture',
}

/** A capture enters with what the plant did meanwhile; what is in it the program reads. */
export function AddBaseline() {
  const act = useAct(addBaseline, { words: 'Baseline of the plant kept', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const add = async () => {
    if (form.current === null) return
    const read = readerOf(new FormData(form.current))
    const body = {
      ...{ name: read.text('name'), place: read.text('place') },
      covers: read.all('covers') as (typeof baselinePhases)[number][],
      neverHere: baselinePhases.flatMap((phase) => {
        const why = read.text(`never.${phase}`)
        return why === '' ? [] : [{ phase, why }]
      }),
      fileName: file.current?.name ?? '',
      contentBase64: file.current === null ? '' : await base64Of(file.current),
    }
    const parsed = addBaseline.body.safeParse(body)
    if (!parsed.success) return problems.show(problemsOfForm(parsed.error.issues, fieldAt))
    if ((await act.run(body)) === null) return
    form.current.reset()
    file.current = null
  }
  return (
    <Panel title="Keep a baseline">
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <FileField
            name="fileName"
            label={labels.fileName ?? ''}
            hint="A pcap or pcapng file, at most 60 MB"
            onChoose={([chosen]) => {
              file.current = chosen ?? null
            }}
          />
          <TextField name="name" label={labels.name ?? ''} />
          <TextField
            name="place"
            label={labels.place ?? ''}
            hint="For example: mirror port of SW-02"
          />
          <ConfirmField
            name="covers"
            label={labels.covers ?? ''}
            choices={baselinePhases.map((value) => ({ value, words: phaseWords[value] }))}
          />
          {baselinePhases.slice(1).map((phase) => (
            <TextField
              key={phase}
              name={`never.${phase}`}
              label={`Why this plant never has ${phaseWords[phase]}`}
              optional
            />
          ))}
          <ActButton label="Keep the baseline" pending={act.pending} onPress={add} />
        </form>
      </FormContext>
    </Panel>
  )
}

function fieldAt([name]: readonly PropertyKey[]) {
  const label = labels[String(name)]
  const field = name === 'contentBase64' ? 'fileName' : String(name)
  return label === undefined ? null : { id: `${FORM}-${field}`, label }
}
