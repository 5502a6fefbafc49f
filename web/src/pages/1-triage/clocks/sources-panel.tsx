import {
  addPatchSource,
  type ClocksView,
  completeEvaluation,
  recordInstalled,
} from '@holdpoint/api'
import { ActForm } from '../../../ui/act-form.tsx'
import { type Choice, SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { bothTimes, datedInWords } from './both-times.ts'
import { readCovers } from './read-covers.ts'

/** Where patches come from, and each look through what came; nothing found counts as a look. */
export function SourcesPanel({ view }: { readonly view: ClocksView }) {
  const sources = view.sources.map(({ id, name }) => ({ value: id, words: name }))
  return (
    <Panel title="Sources of patches">
      <Table
        caption="Sources and their last evaluation"
        columns={[
          { head: 'Source', cell: (row) => row.name },
          { head: 'In use since', cell: (row) => row.since.on },
          { head: 'Evaluations', numeric: true, cell: (row) => row.evaluations.length },
          { head: 'Last', cell: (row) => datedInWords(row.evaluations.at(-1) ?? null, 'None yet') },
          { head: 'By', cell: (row) => row.evaluations.at(-1)?.byName ?? 'Nobody' },
          {
            head: 'Found to apply',
            cell: (row) => {
              const found = row.evaluations.at(-1)?.found
              if (found === undefined) return 'Not looked yet'
              return found.length === 0 ? 'Nothing' : found.map((one) => one.patchId).join(', ')
            },
          },
        ]}
        rows={view.sources}
        keyOf={(row) => row.id}
        empty="No source is recorded: nobody is bound to look anywhere, and no evaluation is counted."
      />
      {view.listsWithoutSource.length === 0 ? null : (
        <p>
          Lists of updates were imported of {view.listsWithoutSource.join(', ')}, which is no source
          here: no clock runs for what they tell.
        </p>
      )}
      {view.toEvaluate.length === 0 ? null : <ToEvaluateTable rows={view.toEvaluate} />}
      {sources.length === 0 ? null : <EvaluationForm sources={sources} today={view.today} />}
      <InstallationForm today={view.today} />
      <SourceForm today={view.today} />
    </Panel>
  )
}

/** What the lists of updates told of, with the line that an evaluation writes where it applies. */
function ToEvaluateTable({ rows }: { readonly rows: ClocksView['toEvaluate'] }) {
  return (
    <Table
      caption="Released, and not evaluated yet"
      columns={[
        { head: 'Patch', cell: (row) => row.patchId },
        { head: 'Source', cell: (row) => row.sourceName },
        { head: 'Available since', cell: (row) => bothTimes(row.availableOn, row.heardOn) },
        {
          head: 'Missing on',
          cell: ({ missingOn }) =>
            missingOn.length === 0 ? 'No asset, by its records' : missingOn.join(', '),
        },
      ]}
      rows={rows}
      keyOf={(row) => `${row.sourceId} ${row.patchId}`}
      empty="Nothing waits."
    />
  )
}

type TodayProps = { readonly today: string }

type EvaluationFormProps = TodayProps & { readonly sources: readonly Choice[] }

function EvaluationForm({ sources, today }: EvaluationFormProps) {
  return (
    <Fold label="Complete an evaluation">
      <ActForm
        route={completeEvaluation}
        label="Complete the evaluation"
        toBody={(read) => ({
          sourceId: read.text('sourceId'),
          on: read.text('on'),
          found: readCovers(read.text('found')),
          note: read.text('note'),
        })}
      >
        <SelectField name="sourceId" label="Source" choices={sources} />
        <TextField name="on" label="Completed on" hint="A day, 2026-12-24." value={today} />
        <TextArea
          name="found"
          label="Patches that apply"
          hint="One a line: patch: asset, asset. Left empty, nothing applies, and that counts."
          optional
        />
        <TextField name="note" label="What was looked at" />
      </ActForm>
    </Fold>
  )
}

function InstallationForm({ today }: TodayProps) {
  return (
    <Fold label="Record an installation">
      <ActForm
        route={recordInstalled}
        label="Record what was installed"
        toBody={(read) => ({
          patchId: read.text('patchId'),
          assetIds: namesOf(read.text('assetIds')),
          on: read.text('on'),
        })}
      >
        <TextField name="patchId" label="Patch" />
        <TextField name="assetIds" label="Assets" hint="With commas between them." />
        <TextField name="on" label="Installed on" value={today} />
      </ActForm>
    </Fold>
  )
}

function SourceForm({ today }: TodayProps) {
  return (
    <Fold label="Add a source">
      <ActForm
        route={addPatchSource}
        label="Add the source"
        toBody={(read) => ({
          id: read.text('id'),
          name: read.text('name'),
          since: read.text('since'),
        })}
      >
        <TextField name="id" label="Short name" />
        <TextField name="name" label="Name of the source" />
        <TextField
          name="since"
          label="In use since"
          hint="From this day the first evaluation is counted."
          value={today}
        />
      </ActForm>
    </Fold>
  )
}

const namesOf = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
