import { type AdvisoriesImported, importAdvisories } from '@holdpoint/api'
import { useRef, useState } from 'react'
import { useAct } from '../../client/use-act.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { FileField } from '../../ui/fields.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'

const FORM = 'import-advisories'

/** Many files at once; a bad one is refused by name and the rest goes on. */
export function ImportPanel() {
  const act = useAct(importAdvisories, { words: 'Advisories imported', formId: FORM })
  const problems = useProblems()
  const chosen = useRef<readonly File[]>([])
  const [result, setResult] = useState<AdvisoriesImported | null>(null)
  const importAll = async () => {
    if (chosen.current.length === 0) {
      const what = 'Advisory files: none is chosen'
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-documents`, refusal }])
      return
    }
    const documents = await Promise.all(
      chosen.current.map(async (file) => ({ fileName: file.name, content: await file.text() })),
    )
    setResult(await act.run({ documents }))
  }
  return (
    <Panel title="Import advisories" id="import">
      <FormContext value={FORM}>
        <FileField
          name="documents"
          label="Advisory files"
          hint="CSAF 2.0 documents as JSON files, as many as you like."
          accept=".json,application/json"
          multiple
          onChoose={(files) => {
            chosen.current = files
          }}
        />
      </FormContext>
      <ActButton label="Import advisories" pending={act.pending} onPress={importAll} />
      {result === null ? null : <Result result={result} />}
    </Panel>
  )
}

function Result({ result }: { readonly result: AdvisoriesImported }) {
  const { stored, unchanged, refused, matching } = result
  return (
    <div className="result">
      <p>
        {counted(stored, 'advisory', 'advisories')} stored, {unchanged} unchanged, {refused.length}{' '}
        refused.
        {matching === null
          ? ' Nothing was matched anew.'
          : ` Matched anew: ${matching.affected} affected, ${matching.review} for review.`}
      </p>
      {refused.length === 0 ? null : (
        <Table
          caption="Refused files"
          columns={[
            { head: 'File', cell: (row) => row.fileName },
            { head: 'Where', cell: (row) => row.where },
            { head: 'Why', cell: (row) => row.why },
          ]}
          rows={refused}
          keyOf={(row) => `${row.fileName} ${row.where} ${row.why}`}
          empty=""
        />
      )}
    </div>
  )
}
