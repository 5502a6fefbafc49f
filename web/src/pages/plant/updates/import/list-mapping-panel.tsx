import type { UpdatesPreview, VerdictWord } from '@holdpoint/api'
import {
  formatWords,
  isUpdateField,
  type UpdateField,
  type UpdateMapping,
  type VerdictMeaning,
} from '@holdpoint/core'
import { useRef } from 'react'
import { ActButton } from '../../../../ui/act-button.tsx'
import { SelectField, TextField } from '../../../../ui/fields.tsx'
import { FormContext } from '../../../../ui/form-context.ts'
import { Panel } from '../../../../ui/page.tsx'
import { type FormReader, readerOf } from '../../../../ui/read-form.ts'
import { counted } from '../../../../ui/words.ts'
import type { ListRefinement } from './import-updates-page.tsx'
import {
  constantFields,
  fieldChoices,
  isMeaning,
  meaningChoices,
  wordsOfField,
} from './list-words.ts'

type Props = {
  readonly preview: UpdatesPreview
  readonly pending: boolean
  readonly onAgain: (given: ListRefinement) => void
}

const by: Readonly<Record<UpdatesPreview['mappedBy'], string>> = {
  hand: 'Read as you say.',
  'last import': 'Read as this source was imported last.',
  headings: 'Read by the words of the headings.',
}

/** How each column was taken, what holds for all rows, and what the source's own words mean. */
export function ListMappingPanel({ preview, pending, onAgain }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const { kind, columns, mapping, sheets, words } = preview
  const again = () => {
    if (form.current === null) return
    const read = readerOf(new FormData(form.current))
    const sheet = read.text('sheet')
    // Another table has other columns: they are read anew, and proposed anew.
    if (sheet !== '' && sheet !== preview.sheet) return onAgain({ sheet })
    onAgain({ ...(sheet === '' ? {} : { sheet }), mapping: mappingOf(read, preview) })
  }
  return (
    <Panel title="How it is read">
      <p>
        {formatWords[preview.format]}, {counted(columns.length, 'column')}. {by[preview.mappedBy]}
      </p>
      {preview.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <FormContext value="list-mapping">
        <form ref={form} className="mapping" onSubmit={(event) => event.preventDefault()}>
          {sheets.length < 2 ? null : (
            <SelectField
              name="sheet"
              label={preview.format === 'html' ? 'Table' : 'Sheet'}
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
              choices={fieldChoices(kind)}
            />
          ))}
          {constantFields[kind].map((field) => (
            <TextField
              key={field}
              name={`constant-${field}`}
              label={`${wordsOfField(field)}, of all rows`}
              value={mapping.constants[field] ?? ''}
              hint="Where no column says it."
              optional
            />
          ))}
          {words.map((word, index) => (
            <SelectField
              key={word.word}
              name={`word-${index}`}
              label={word.word === '' ? 'An empty verdict' : `Verdict “${word.word}”`}
              hint={hintOf(word)}
              value={word.meaning ?? ''}
              choices={meaningChoices}
            />
          ))}
          <ActButton label="Preview as read here" pending={pending} onPress={again} />
        </form>
      </FormContext>
    </Panel>
  )
}

function hintOf({ meaning, rows }: VerdictWord): string {
  const on = `On ${counted(rows, 'row')}`
  return meaning === null ? `${on}. Nobody said what it means; those rows are refused.` : on
}

function mappingOf(read: FormReader, preview: UpdatesPreview): UpdateMapping {
  const { kind, columns, mapping, words } = preview
  const meanings = columns.map(({ name }, index): [string, UpdateField | null] => {
    const chosen = read.text(`column-${index}`)
    return [name, isUpdateField(kind, chosen) ? chosen : null]
  })
  const constants = constantFields[kind].flatMap((field) => {
    const text = read.text(`constant-${field}`)
    return text === '' ? [] : [[field, text] as const]
  })
  const said = words.flatMap(({ word }, index): [string, VerdictMeaning][] => {
    const chosen = read.text(`word-${index}`)
    return isMeaning(chosen) ? [[word, chosen]] : []
  })
  return {
    columns: Object.fromEntries(meanings),
    constants: Object.fromEntries(constants),
    verdicts: { ...mapping.verdicts, ...Object.fromEntries(said) },
  }
}
