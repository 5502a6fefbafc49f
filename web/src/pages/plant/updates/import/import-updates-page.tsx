import {
  importUpdates,
  previewUpdates,
  type UpdatesImported,
  type UpdatesPreview,
} from '@holdpoint/api'
import type { UpdateListKind, UpdateMapping } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../../../../client/use-act.ts'
import { Page, Panel } from '../../../../ui/page.tsx'
import { counted } from '../../../../ui/words.ts'
import { LIST_FORM, ListFilePanel } from './list-file-panel.tsx'
import { ListMappingPanel } from './list-mapping-panel.tsx'
import { ListRowsPanel } from './list-rows-panel.tsx'

export type ListUpload = {
  readonly kind: UpdateListKind
  readonly fileName: string
  readonly contentBase64: string
  readonly source: string
}

export type ListRefinement = { readonly sheet?: string; readonly mapping?: UpdateMapping }

type Previewed = {
  readonly upload: ListUpload
  readonly refinement: ListRefinement
  readonly result: UpdatesPreview
}

/** File, then how its columns and words are read, then row by row what that says, then exactly that. */
export function ImportUpdatesPage() {
  const words = 'Preview only; nothing was written'
  const preview = useAct(previewUpdates, { words, formId: LIST_FORM })
  const apply = useAct(importUpdates, { words: 'List imported', formId: LIST_FORM })
  const [previewed, setPreviewed] = useState<Previewed | null>(null)
  const [imported, setImported] = useState<UpdatesImported | null>(null)

  const look = async (upload: ListUpload, refinement: ListRefinement) => {
    setImported(null)
    const result = await preview.run({ ...upload, ...plainOf(refinement) })
    setPreviewed(result === null ? null : { upload, refinement, result })
  }
  const importNow = async () => {
    if (previewed === null) return
    const { upload, result } = previewed
    const sheet = result.sheet === null ? {} : { sheet: result.sheet }
    const read = plainOf({ ...sheet, mapping: result.mapping })
    const answer = await apply.run({ ...upload, ...read, digest: result.digest })
    if (answer === null) return
    setPreviewed(null)
    setImported(answer)
  }
  return (
    <Page
      title="Import a list of updates"
      lead="CSV, Excel workbook, a saved web page or JSON. Nothing is written before you have seen how it is read."
    >
      <ListFilePanel
        pending={preview.pending}
        onPreview={(upload) => void look(upload, {})}
        onOtherFile={() => setPreviewed(null)}
      />
      {previewed === null ? null : (
        <>
          <ListMappingPanel
            key={previewed.result.digest}
            preview={previewed.result}
            pending={preview.pending}
            onAgain={(refinement) => void look(previewed.upload, refinement)}
          />
          <ListRowsPanel preview={previewed.result} pending={apply.pending} onImport={importNow} />
        </>
      )}
      {imported === null ? null : <Imported result={imported} />}
    </Page>
  )
}

/** The contract's input is a plain object; what the server told is read-only to us. */
function plainOf({ sheet, mapping }: ListRefinement) {
  const { columns, constants, verdicts } = mapping ?? {}
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(mapping === undefined
      ? {}
      : {
          mapping: {
            columns: { ...columns },
            constants: { ...constants },
            verdicts: { ...verdicts },
          },
        }),
  }
}

function Imported({ result }: { readonly result: UpdatesImported }) {
  const { rows, releases, qualifications, refused } = result
  return (
    <Panel title="Imported">
      <p className="result">
        {counted(rows, 'row')} taken, {releases + qualifications} new,{' '}
        {counted(refused.length, 'row')} refused.
      </p>
      <p>
        <Link to="/updates">Updates</Link>
      </p>
    </Panel>
  )
}
