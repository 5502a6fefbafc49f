import { importUpdates, listUpdates, type ReleaseRow, type UpdatesView } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useAct } from '../../../client/use-act.ts'
import { useView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileField, SelectField, TextField } from '../../../ui/fields.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { Age } from '../../../ui/moment.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { useProblems } from '../../../ui/problems.tsx'
import { Table } from '../../../ui/table.tsx'
import { capitalised, counted } from '../../../ui/words.ts'
import { Standing } from './standing.tsx'

export function UpdatesPage() {
  const view = useView(listUpdates, { params: {}, query: {} })
  return (
    <Page
      title="Updates"
      lead="What vendors released, where it is missing, and what the vendors of what is installed there say of it."
    >
      <Loaded query={view}>
        {(shown) => (
          <Panel title={counted(shown.releases.length, 'update')}>
            <Coverage view={shown} />
            <Releases view={shown} />
          </Panel>
        )}
      </Loaded>
      <UpdatesImport />
    </Page>
  )
}

/** A count means nothing without how old it is and of what it was counted. */
function Coverage({ view }: { readonly view: UpdatesView }) {
  const { asOf, qualifications, hosts, hostsWithSoftware } = view
  return (
    <p>
      {asOf === null ? (
        'No list was imported. '
      ) : (
        <>
          Lists imported <Age at={asOf} />;{' '}
          {counted(qualifications, 'statement of a vendor', 'statements of vendors')}.{' '}
        </>
      )}
      {hostsWithSoftware} of {counted(hosts, 'asset')} say what is installed on them; of the others
      only the product itself is compared.
    </p>
  )
}

function Releases({ view }: { readonly view: UpdatesView }) {
  return (
    <Table
      caption="Updates, newest first"
      columns={[
        { head: 'Update', cell: ({ release }) => release.id },
        { head: 'For', cell: ({ release }) => `${release.vendor} ${release.product}` },
        { head: 'Released', cell: ({ release }) => release.releasedOn ?? 'Not recorded' },
        { head: 'Security', cell: ({ release }) => capitalised(release.securityRelated) },
        { head: 'Restart', cell: ({ release }) => capitalised(release.restart) },
        { head: 'Way back', cell: ({ release }) => wayBack[release.reversibility] },
        { head: 'Superseded by', cell: (row) => row.supersededBy.join(', ') || 'None' },
        { head: 'Missing on', cell: (row) => <MissingOn row={row} /> },
      ]}
      rows={view.releases}
      keyOf={({ release }) => release.id}
      empty="No update is recorded: import a list below."
    />
  )
}

const wayBack = {
  reversible: 'Reversible',
  'by-spare-only': 'By spare only',
  'one-way': 'One way',
  unknown: 'Not known, counts as one way',
} as const

function MissingOn({ row }: { readonly row: ReleaseRow }) {
  if (row.missingOn.length === 0) {
    const [newer] = row.supersededBy
    return newer === undefined ? 'None that is known' : `Counted at ${newer}`
  }
  return row.missingOn.map(({ assetId, tag, standing }) => (
    <div key={assetId}>
      <Link to="/assets/$id" params={{ id: assetId }}>
        {tag}
      </Link>{' '}
      <Standing standing={standing} />
    </div>
  ))
}

const FORM = 'import-updates'

const kinds = [
  { value: 'releases', words: 'Updates that a vendor released' },
  { value: 'qualifications', words: 'What a vendor says of updates (qualification)' },
]

function UpdatesImport() {
  const act = useAct(importUpdates, { words: 'List imported', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const refuse = (field: string, what: string) => {
    const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
    problems.show([{ field: `${FORM}-${field}`, refusal }])
  }
  const bring = async () => {
    if (form.current === null) return
    const data = new FormData(form.current)
    const kind = String(data.get('kind') ?? '')
    const source = String(data.get('source') ?? '').trim()
    if (kind !== 'releases' && kind !== 'qualifications') {
      return refuse('kind', 'What the list holds: nothing is chosen')
    }
    if (file.current === null) return refuse('content', 'List: no file is chosen')
    const content = await file.current.text()
    if (content === '') return refuse('content', `${file.current.name}: the file is empty`)
    await act.run({ kind, source: source === '' ? file.current.name : source, content })
  }
  return (
    <Panel title="Import a list" id="import">
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <SelectField name="kind" label="What the list holds" choices={kinds} />
          <FileField
            name="content"
            label="List"
            hint="CSV with a header row; the documentation of updates names the columns."
            accept=".csv,text/csv"
            onChoose={([chosen]) => {
              file.current = chosen ?? null
            }}
          />
          <TextField
            name="source"
            label="Where the list comes from"
            hint="Left empty, the name of the file is recorded."
            optional
          />
          <ActButton label="Import the list" pending={act.pending} onPress={bring} />
        </form>
      </FormContext>
    </Panel>
  )
}
