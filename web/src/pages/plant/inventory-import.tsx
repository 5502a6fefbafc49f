import { type AssetImported, importAssets } from '@holdpoint/api'
import { useRef, useState } from 'react'
import { useAct } from '../../client/use-act.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { FileField, TextField } from '../../ui/fields.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { JobsUnderWay } from '../../ui/job-progress.tsx'
import { Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'

const FORM = 'import-inventory'

type Upload = { readonly format: 'csv' | 'json'; readonly content: string; readonly source: string }

/** First a preview that writes nothing, then the import of exactly what was previewed. */
export function InventoryImport() {
  const preview = useAct(importAssets, { words: 'Preview only; nothing was written', formId: FORM })
  const apply = useAct(importAssets, { words: 'Inventory imported', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const [previewed, setPreviewed] = useState<Previewed | null>(null)

  const look = async () => {
    if (file.current === null) {
      const what = 'Inventory file: none is chosen'
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-content`, refusal }])
      return
    }
    const upload = await uploadOf(file.current, form.current)
    const result = await preview.run({ ...upload, dryRun: true })
    setPreviewed(result === null ? null : { upload, result })
  }
  const importNow = async () => {
    if (previewed === null) return
    if ((await apply.run({ ...previewed.upload, dryRun: false })) !== null) setPreviewed(null)
  }
  return (
    <Panel title="Import an inventory" id="import">
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <FileField
            name="content"
            label="Inventory file"
            hint="CSV with a header row, or a JSON array."
            accept=".csv,.json,text/csv,application/json"
            onChoose={([chosen]) => {
              file.current = chosen ?? null
              setPreviewed(null)
            }}
          />
          <TextField
            name="source"
            label="Where the inventory comes from"
            hint="Left empty, the name of the file is recorded."
            optional
          />
          <ActButton label="Preview the import" pending={preview.pending} onPress={look} />
        </form>
      </FormContext>
      {previewed === null ? null : (
        <Preview previewed={previewed} pending={apply.pending} onImport={importNow} />
      )}
      <JobsUnderWay />
    </Panel>
  )
}

type Previewed = { readonly upload: Upload; readonly result: AssetImported }

async function uploadOf(file: File, form: HTMLFormElement | null): Promise<Upload> {
  const written = form === null ? '' : String(new FormData(form).get('source') ?? '').trim()
  const format = file.name.toLowerCase().endsWith('.json') ? 'json' : 'csv'
  return { format, content: await file.text(), source: written === '' ? file.name : written }
}

type PreviewProps = {
  readonly previewed: Previewed
  readonly pending: boolean
  readonly onImport: () => void
}

function Preview({ previewed, pending, onImport }: PreviewProps) {
  const { imported, unchanged, preview } = previewed.result
  return (
    <div className="result">
      <p>
        Nothing is written yet: {counted(imported, 'asset')} would be imported, {unchanged} are
        unchanged.
      </p>
      <Table
        caption="Preview of the import"
        columns={[
          { head: 'Tag', cell: (row) => row.tag },
          { head: 'Kind', cell: (row) => row.kind },
          { head: 'Product', cell: (row) => `${row.vendor} ${row.product}` },
          { head: 'Order number', cell: (row) => row.orderNumber ?? 'Not recorded' },
          { head: 'Firmware', cell: (row) => row.firmware ?? 'Not recorded' },
          { head: 'Zone', cell: (row) => row.zone },
        ]}
        rows={preview}
        keyOf={(row) => row.id}
        empty="The file brings nothing new."
      />
      <ActButton
        label={`Import ${counted(imported, 'asset')}`}
        kind="primary"
        pending={pending}
        onPress={onImport}
      />
    </div>
  )
}
