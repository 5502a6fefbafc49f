import { useRef } from 'react'
import { ActButton } from '../../../../ui/act-button.tsx'
import { FileField, SelectField, TextField } from '../../../../ui/fields.tsx'
import { FormContext } from '../../../../ui/form-context.ts'
import { Panel } from '../../../../ui/page.tsx'
import { useProblems } from '../../../../ui/problems.tsx'
import { readerOf } from '../../../../ui/read-form.ts'
import { base64Of } from '../../import/base64.ts'
import type { ListUpload } from './import-updates-page.tsx'

export const LIST_FORM = 'import-updates'

const kinds = [
  { value: 'releases', words: 'Updates that a vendor released' },
  { value: 'qualifications', words: 'What a vendor says of updates (qualification)' },
]

type Props = {
  readonly pending: boolean
  readonly onPreview: (upload: ListUpload) => void
  readonly onOtherFile: () => void
}

export function ListFilePanel({ pending, onPreview, onOtherFile }: Props) {
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const look = async () => {
    if (form.current === null) return
    const read = readerOf(new FormData(form.current))
    const kind = read.text('kind')
    const source = read.text('source')
    const faults = [
      ...(kind === '' ? [missing('kind', 'What the list holds: nothing is chosen')] : []),
      ...(file.current === null ? [missing('content', 'List: no file is chosen')] : []),
      ...(source === '' ? [missing('source', 'Where the list comes from is missing')] : []),
    ]
    if (faults.length > 0 || file.current === null) return problems.show(faults)
    onPreview({
      kind: kind === 'releases' ? 'releases' : 'qualifications',
      fileName: file.current.name,
      contentBase64: await base64Of(file.current),
      source,
    })
  }
  return (
    <Panel title="The list">
      <FormContext value={LIST_FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <SelectField name="kind" label="What the list holds" choices={kinds} />
          <FileField
            name="content"
            label="List"
            hint="What it is, its content says. A web page that builds its table in the browser is saved from there."
            onChoose={([chosen]) => {
              file.current = chosen ?? null
              onOtherFile()
            }}
          />
          <TextField
            name="source"
            label="Where the list comes from"
            hint="The same name each time: a later word of a source takes the place of its earlier one."
          />
          <ActButton label="Preview the list" pending={pending} onPress={look} />
        </form>
      </FormContext>
    </Panel>
  )
}

function missing(field: string, what: string) {
  const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
  return { field: `${LIST_FORM}-${field}`, refusal }
}
