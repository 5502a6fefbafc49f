import {
  type EnrichmentSource,
  type EnrichmentView,
  importEnrichment,
  readEnrichment,
} from '@holdpoint/api'
import { useRef } from 'react'
import { useAct } from '../../client/use-act.ts'
import { useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { FileField, TextField } from '../../ui/fields.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'
import { PublisherKeysPanel } from './sources/publisher-keys-panel.tsx'
import { RegisterPanel } from './sources/register-panel.tsx'

/** What the public knows about the vulnerabilities that meet this plant, and how old that is. */
export function SourcesPage() {
  const view = useView(readEnrichment, { params: {}, query: {} })
  return (
    <Page
      title="Sources"
      lead="Where advisories and facts about vulnerabilities come from, how old they are and how far they reach. What a source does not name it says nothing about."
    >
      <RegisterPanel />
      <Loaded query={view}>{(shown) => <SourceTable view={shown} />}</Loaded>
      <EnrichmentImport />
      <PublisherKeysPanel />
    </Page>
  )
}

const names: { readonly [kind in EnrichmentSource['kind']]: string } = {
  kev: 'CISA, known exploited vulnerabilities (KEV)',
  epss: 'FIRST, likelihood of exploitation (EPSS)',
  cisa: 'CISA, points in CVE records (Vulnrichment)',
}

function SourceTable({ view }: { readonly view: EnrichmentView }) {
  return (
    <Panel title="Facts about vulnerabilities">
      <p>The findings of this plant name {counted(view.cves, 'CVE')}.</p>
      <Table
        caption="Sources with their age and reach"
        columns={[
          { head: 'Source', cell: (row) => names[row.kind] },
          {
            head: 'Data of',
            cell: (row) => row.dataOf ?? <Status meaning="held" word="Never imported" />,
          },
          {
            head: 'Imported',
            cell: (row) => (row.importedAt === null ? 'Never' : <Age at={row.importedAt} />),
          },
          { head: 'From', cell: (row) => row.fileName ?? 'Nothing' },
          {
            head: 'Entries',
            numeric: true,
            cell: (row) => row.entries?.toLocaleString('en-GB') ?? 'Not known',
          },
          {
            head: 'Names of ours',
            numeric: true,
            cell: (row) => (row.covers === null ? 'Not known' : `${row.covers} of ${view.cves}`),
          },
        ]}
        rows={view.sources}
        keyOf={(row) => row.kind}
        empty=""
      />
    </Panel>
  )
}

const FORM = 'import-enrichment'

function EnrichmentImport() {
  const act = useAct(importEnrichment, { words: 'Facts imported', formId: FORM })
  const problems = useProblems()
  const files = useRef<readonly File[]>([])
  const form = useRef<HTMLFormElement>(null)
  const bring = async () => {
    if (files.current.length === 0) {
      const what = 'Files: none is chosen'
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-files`, refusal }])
      return
    }
    const read = await Promise.all(
      files.current.map(async (file) => ({ fileName: file.name, content: await file.text() })),
    )
    const scoredOn = String(new FormData(form.current ?? undefined).get('scoredOn') ?? '').trim()
    await act.run({ files: read, ...(scoredOn === '' ? {} : { scoredOn }) })
  }
  return (
    <Panel title="Import facts about vulnerabilities" id="import">
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <FileField
            name="files"
            label="Files"
            hint="The KEV catalogue (JSON), EPSS scores (CSV), CVE records (JSON); each is recognised by itself."
            accept=".json,.csv,application/json,text/csv"
            multiple
            onChoose={(chosen) => {
              files.current = chosen
            }}
          />
          <TextField
            name="scoredOn"
            label="Day of the EPSS scores"
            hint="A day, 2026-12-24, where the file does not say it."
            optional
          />
          <ActButton label="Import the facts" pending={act.pending} onPress={bring} />
        </form>
      </FormContext>
    </Panel>
  )
}
