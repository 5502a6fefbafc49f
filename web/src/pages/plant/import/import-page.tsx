import {
  type AssetImported,
  type ImportPreview,
  importAssets,
  previewAssetImport,
} from '@holdpoint/api'
import { type ImportMapping, importPresets } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useAct } from '../../../client/use-act.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileField, SelectField, TextField } from '../../../ui/fields.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { JobsUnderWay } from '../../../ui/job-progress.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { useProblems } from '../../../ui/problems.tsx'
import { readerOf } from '../../../ui/read-form.ts'
import { counted } from '../../../ui/words.ts'
import { base64Of } from './base64.ts'
import { ChangesPanel } from './changes-panel.tsx'
import { KnownSources } from './known-sources.tsx'
import { MappingPanel } from './mapping-panel.tsx'

const FORM = 'import-inventory'
const PREVIEWED = 'Preview only; nothing was written'

type Upload = {
  readonly fileName: string
  readonly contentBase64: string
  readonly source: string
  readonly preset?: string
}

type Refinement = { readonly sheet?: string; readonly mapping?: ImportMapping }

type Previewed = {
  readonly upload: Upload & Refinement
  readonly result: ImportPreview
}

/** File, then what its columns mean, then what would change, then exactly that. */
export function ImportPage() {
  const preview = useAct(previewAssetImport, { words: PREVIEWED, formId: FORM })
  const apply = useAct(importAssets, { words: 'Inventory imported', formId: FORM })
  const [previewed, setPreviewed] = useState<Previewed | null>(null)
  const [imported, setImported] = useState<AssetImported | null>(null)

  const look = async (upload: Upload & Refinement) => {
    setImported(null)
    const result = await preview.run(upload)
    setPreviewed(result === null ? null : { upload, result })
  }
  const lookAgain = (refinement: Refinement) => {
    if (previewed === null) return
    const { fileName, contentBase64, source, preset } = previewed.upload
    const upload = { fileName, contentBase64, source, ...(preset ? { preset } : {}) }
    void look({ ...upload, ...refinement })
  }
  const importNow = async () => {
    if (previewed === null) return
    const { upload, result } = previewed
    const sheet = result.sheet === null ? {} : { sheet: result.sheet }
    const wish = { ...upload, ...sheet, mapping: mutable(result.mapping), digest: result.digest }
    const answer = await apply.run(wish)
    if (answer === null) return
    setPreviewed(null)
    setImported(answer)
  }
  return (
    <Page
      title="Import an inventory"
      lead="CSV, Excel workbook, JSON, CycloneDX, NetBox, Nmap XML or a packet capture. Nothing is written before you have seen it."
    >
      <FilePanel
        pending={preview.pending}
        onPreview={look}
        onOtherFile={() => setPreviewed(null)}
      />
      {previewed === null ? null : (
        <>
          <MappingPanel
            key={previewed.result.digest + previewed.result.mappedBy}
            preview={previewed.result}
            pending={preview.pending}
            onAgain={lookAgain}
          />
          <ChangesPanel preview={previewed.result} pending={apply.pending} onImport={importNow} />
        </>
      )}
      {imported === null ? null : <Imported result={imported} />}
      <JobsUnderWay />
    </Page>
  )
}

/** The contract's input is a plain object; what the server told is read-only to us. */
function mutable({ columns, constants }: ImportMapping) {
  return { columns: { ...columns }, constants: { ...constants } }
}

type FilePanelProps = {
  readonly pending: boolean
  readonly onPreview: (upload: Upload) => void
  readonly onOtherFile: () => void
}

function FilePanel({ pending, onPreview, onOtherFile }: FilePanelProps) {
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const look = async () => {
    if (form.current === null) return
    const read = readerOf(new FormData(form.current))
    const source = read.text('source')
    const faults = [
      ...(file.current === null ? [missing('file', 'Inventory file: none is chosen')] : []),
      ...(source === '' ? [missing('source', 'Where it comes from is missing')] : []),
    ]
    if (faults.length > 0 || file.current === null) return problems.show(faults)
    const preset = read.text('preset')
    onPreview({
      fileName: file.current.name,
      contentBase64: await base64Of(file.current),
      source,
      ...(preset === '' ? {} : { preset }),
    })
  }
  return (
    <Panel title="The file">
      <FormContext value={FORM}>
        <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
          <FileField
            name="file"
            label="Inventory file"
            hint="What it is, its content says; the name does not matter."
            onChoose={([chosen]) => {
              file.current = chosen ?? null
              onOtherFile()
            }}
          />
          <TextField
            name="source"
            label="Where it comes from"
            hint="The same name each time: a source may change its own words, and only contradict others'."
          />
          <KnownSources />
          <SelectField
            name="preset"
            label="Product that wrote it"
            hint="From the makers' public documents; not one was tried on a plant's own export."
            optional
            choices={[
              { value: '', words: 'Recognise it by its columns' },
              ...importPresets.map((one) => ({ value: one.id, words: one.words })),
            ]}
          />
          <ActButton label="Preview the import" pending={pending} onPress={look} />
        </form>
      </FormContext>
    </Panel>
  )
}

function missing(field: string, what: string) {
  const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
  return { field: `${FORM}-${field}`, refusal }
}

function Imported({ result }: { readonly result: AssetImported }) {
  const { imported, unchanged, refused, conflicts, source } = result
  return (
    <Panel title="Imported">
      <p className="result">
        From {source}: {counted(imported, 'asset')} new or changed, {unchanged} unchanged,{' '}
        {counted(refused.length, 'row')} refused, {counted(conflicts.length, 'conflict')}.
      </p>
      <p>
        <Link to="/assets">Assets</Link>
        {conflicts.length === 0 ? null : (
          <>
            {' · '}
            <Link to="/assets/conflicts">Rule on the conflicts</Link>
          </>
        )}
      </p>
    </Panel>
  )
}
