import type { ImportPreview, MappedBy } from '@holdpoint/api'
import {
  formatWords,
  type ImportMapping,
  importPresets,
  isMappedField,
  type MappedField,
} from '@holdpoint/core'
import { useRef } from 'react'
import { ActButton } from '../../../ui/act-button.tsx'
import { SelectField, TextField } from '../../../ui/fields.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { Panel } from '../../../ui/page.tsx'
import { type FormReader, readerOf } from '../../../ui/read-form.ts'
import { counted } from '../../../ui/words.ts'
import { fieldChoices, fieldWords } from './fact-words.ts'

/** What may be the same for all rows of a file, where no column says it. */
const CONSTANTS = ['vendor', 'product', 'zone', 'tag'] as const

type MappingPanelProps = {
  readonly preview: ImportPreview
  readonly pending: boolean
  readonly onAgain: (given: { readonly sheet?: string; readonly mapping?: ImportMapping }) => void
}

export function MappingPanel({ preview, pending, onAgain }: MappingPanelProps) {
  const form = useRef<HTMLFormElement>(null)
  const { columns, mapping, sheets } = preview
  const again = () => {
    if (form.current === null) return
    const read = readerOf(new FormData(form.current))
    const sheet = read.text('sheet')
    // Another sheet has other columns: they are read anew, and proposed anew.
    if (sheet !== '' && sheet !== preview.sheet) return onAgain({ sheet })
    onAgain({ ...(sheet === '' ? {} : { sheet }), mapping: mappingOf(read, preview) })
  }
  return (
    <Panel title="What the columns mean">
      <p>
        {formatWords[preview.format]}, {counted(columns.length, 'column')}. {mappedInWords(preview)}
      </p>
      {preview.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <FormContext value="mapping">
        <form ref={form} className="mapping" onSubmit={(event) => event.preventDefault()}>
          {sheets.length < 2 ? null : (
            <SelectField
              name="sheet"
              label="Sheet"
              value={preview.sheet ?? ''}
              choices={sheets.map((sheet) => ({ value: sheet, words: sheet }))}
            />
          )}
          {columns.map(({ name, samples }, index) => (
            <SelectField
              key={name}
              name={`column-${index}`}
              label={`Column “${name}”`}
              hint={samples.length === 0 ? 'Empty' : `such as ${samples.join(' · ')}`}
              value={mapping.columns[name] ?? ''}
              choices={fieldChoices()}
            />
          ))}
          {CONSTANTS.map((field) => (
            <TextField
              key={field}
              name={`constant-${field}`}
              label={`${fieldWords(field)} of all rows`}
              value={mapping.constants[field] ?? ''}
              hint="Where no column says it."
              optional
            />
          ))}
          <ActButton label="Preview with this mapping" pending={pending} onPress={again} />
        </form>
      </FormContext>
    </Panel>
  )
}

function mappingOf(read: FormReader, { columns }: ImportPreview): ImportMapping {
  const meanings = columns.map(({ name }, index): [string, MappedField | null] => {
    const chosen = read.text(`column-${index}`)
    return [name, isMappedField(chosen) ? chosen : null]
  })
  const constants = CONSTANTS.flatMap((field) => {
    const text = read.text(`constant-${field}`)
    return text === '' ? [] : [[field, text] as const]
  })
  return { columns: Object.fromEntries(meanings), constants: Object.fromEntries(constants) }
}

const by: Readonly<Record<MappedBy, string>> = {
  hand: 'Mapped as you say.',
  'last import': 'Mapped as this source was imported last.',
  preset: 'Mapped by the preset of',
  headings: 'Mapped by the words of the headings.',
}

function mappedInWords({ mappedBy, preset }: ImportPreview): string {
  const words = importPresets.find((one) => one.id === preset)?.words
  return mappedBy === 'preset' ? `${by.preset} ${words}.` : by[mappedBy]
}
