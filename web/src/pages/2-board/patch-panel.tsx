import { addPatch } from '@holdpoint/api'
import { useRef } from 'react'
import { useAct } from '../../client/use-act.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { base64Of } from '../../ui/download.ts'
import { FileField, SelectField, TextField } from '../../ui/fields.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { problemsOfForm } from '../../ui/read-form.ts'

const FORM = 'add-patch'

const labels = {
  fileName: 'New patch file',
  source: 'Source of the file',
  sourceVerifiedBy: 'Source verified by',
  orderNumber: 'Order number it is for',
  series: 'Series it is for',
  version: 'Version it installs',
  line: 'Firmware line',
} as const

const lines = [
  { value: '', words: 'There is only one, or the file says it' },
  { value: 'signed', words: 'signed' },
  { value: 'unsigned', words: 'unsigned' },
]

/** A file enters the library with where it came from and who verified that, and how. */
export function AddPatchPanel() {
  const act = useAct(addPatch, { words: 'Patch file added to the library', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const add = async () => {
    if (form.current === null) return
    const data = new FormData(form.current)
    const given = (name: keyof typeof labels) => String(data.get(name) ?? '').trim()
    const line = given('line')
    const body = {
      fileName: file.current?.name ?? '',
      contentBase64: file.current === null ? '' : await base64Of(file.current),
      source: given('source'),
      sourceVerifiedBy: given('sourceVerifiedBy'),
      orderNumber: given('orderNumber'),
      series: given('series'),
      version: given('version'),
      ...(line === 'signed' || line === 'unsigned' ? ({ line } as const) : {}),
    }
    const parsed = addPatch.body.safeParse(body)
    if (!parsed.success) {
      problems.show(problemsOfForm(parsed.error.issues, fieldAt))
      return
    }
    if ((await act.run(body)) === null) return
    form.current.reset()
    file.current = null
  }
  return (
    <Panel title="Add a patch file to the library">
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <FileField
            name="fileName"
            label={labels.fileName}
            onChoose={([chosen]) => {
              file.current = chosen ?? null
            }}
          />
          <TextField
            name="source"
            label={labels.source}
            hint="For example: the vendor's download centre, with the address of the page."
          />
          <TextField
            name="sourceVerifiedBy"
            label={labels.sourceVerifiedBy}
            hint="Who verified the source and the integrity of the file, and how."
          />
          <p className="hint">
            If the file does not say what it is for, say it here; what the file says comes first.
          </p>
          <TextField name="orderNumber" label={labels.orderNumber} optional />
          <TextField name="series" label={labels.series} optional />
          <TextField name="version" label={labels.version} optional />
          <SelectField name="line" label={labels.line} choices={lines} optional />
          <ActButton label="Add the patch file" pending={act.pending} onPress={add} />
        </form>
      </FormContext>
    </Panel>
  )
}

function fieldAt([name]: readonly PropertyKey[]) {
  const known = Object.entries(labels).find(([key]) => key === name)
  return known === undefined ? null : { id: `${FORM}-${known[0]}`, label: known[1] }
}
