import {
  addDecisionTable,
  type DecisionTablesView,
  type KeptTable,
  listDecisionTables,
  withdrawDecisionTable,
} from '@holdpoint/api'
import { sitePoints } from '@holdpoint/core'
import { useRef } from 'react'
import { useAct } from '../../client/use-act.ts'
import { useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Digest } from '../../ui/facts.tsx'
import { FileField, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Table } from '../../ui/table.tsx'
import { PolicyPanel } from './table-policy-panel.tsx'

/** By which tables a case becomes urgent; every one that ever decided can be read again. */
export function DecisionTablesPage() {
  const view = useView(listDecisionTables, { params: {}, query: {} })
  return (
    <Page
      title="Decision tables"
      lead="What makes a case urgent. A table of the site stands beside the published ones; the higher of the two acts."
    >
      <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>
      <AddTable />
    </Page>
  )
}

function Shown({ view }: { readonly view: DecisionTablesView }) {
  const own = view.kept.find((one) => one.sha256 === view.inForce)
  return (
    <>
      <Panel title="Published">
        <Table
          caption="Published tables, always in force"
          columns={[
            { head: 'Table', cell: (row) => row.id },
            { head: 'Version', cell: (row) => row.version },
            { head: 'SHA-256', cell: (row) => <Digest hex={row.sha256} /> },
          ]}
          rows={view.published}
          keyOf={(row) => row.sha256}
          empty=""
        />
      </Panel>
      <PolicyPanel view={view} />
      <Panel title="Of the site">
        {own === undefined ? (
          <p>The site has no table of its own in force: the published ones act alone.</p>
        ) : (
          <InForce kept={own} />
        )}
        {view.kept
          .filter((one) => one !== own)
          .map((one) => (
            <Fold key={one.sha256} label={`Not in force: ${nameOf(one)}`}>
              <Rows kept={one} />
            </Fold>
          ))}
      </Panel>
    </>
  )
}

const nameOf = ({ table }: KeptTable) => `${table.title}, version ${table.version}`

function InForce({ kept }: { readonly kept: KeptTable }) {
  const withdraw = useAct(withdrawDecisionTable, { words: `${kept.table.title} withdrawn` })
  return (
    <>
      <p>
        <strong>{nameOf(kept)}</strong>, put in force by {kept.addedBy},{' '}
        {kept.addedAt === null ? null : <Moment at={kept.addedAt} />}.
      </p>
      <Fold label="Its rows">
        <Rows kept={kept} />
      </Fold>
      <ActButton
        label={`Withdraw ${kept.table.title}`}
        pending={withdraw.pending}
        onPress={() => void withdraw.run({ sha256: kept.sha256 })}
      />
    </>
  )
}

function Rows({ kept: { table, sha256 } }: { readonly kept: KeptTable }) {
  return (
    <>
      <p>
        SHA-256 <Digest hex={sha256} />
      </p>
      <Table
        caption={table.title}
        columns={[
          ...table.points.map((point, at) => ({
            head: point.words,
            cell: (row: (typeof table.rows)[number]) => row.when[at] ?? '',
          })),
          { head: 'Urgency', cell: (row) => row.outcome },
        ]}
        rows={table.rows}
        keyOf={(row) => row.when.join(' ')}
        empty=""
      />
    </>
  )
}

const FORM = 'add-table'

function AddTable() {
  const act = useAct(addDecisionTable, { words: 'Decision table in force', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const add = async () => {
    if (form.current === null) return
    const data = new FormData(form.current)
    const read = (name: string) => String(data.get(name) ?? '').trim()
    const refuse = (field: string, what: string) => {
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-${field}`, refusal }])
    }
    const [id, version, title] = [read('id'), read('version'), read('title')]
    if (title === '') return refuse('title', 'Title: nothing is written')
    if (id === '') return refuse('id', 'Short name: nothing is written')
    if (version === '') return refuse('version', 'Version: nothing is written')
    if (file.current === null) return refuse('content', 'Table: no file is chosen')
    const content = await file.current.text()
    if (content === '') return refuse('content', `${file.current.name}: the file is empty`)
    await act.run({ id, version, title, content })
  }
  return (
    <Panel title="Put a table of the site in force" id="add">
      <p>
        CSV with a column for each question that it asks, and one <code>urgency</code>. It is taken
        only when every combination of answers has an outcome, and a worse answer never a calmer
        one.
      </p>
      <Fold label="Columns and their words, the calmest first">
        <Table
          caption="Questions that a table may ask"
          columns={[
            { head: 'Column', cell: (row) => <code>{row.id}</code> },
            { head: 'Question', cell: (row) => row.words },
            { head: 'Words', cell: (row) => row.values.join(', ') },
          ]}
          rows={sitePoints}
          keyOf={(row) => row.id}
          empty=""
        />
      </Fold>
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <TextField name="title" label="Title" />
          <TextField name="id" label="Short name" />
          <TextField name="version" label="Version" />
          <FileField
            name="content"
            label="Table"
            accept=".csv,text/csv"
            onChoose={([chosen]) => {
              file.current = chosen ?? null
            }}
          />
          <ActButton label="Put the table in force" pending={act.pending} onPress={add} />
        </form>
      </FormContext>
    </Panel>
  )
}
