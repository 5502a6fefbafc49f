import { type CallRefused, type EvidenceView, exportEvidence } from '@holdpoint/api'
import { useState } from 'react'
import { readView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { downloadFolder } from '../../ui/download.ts'
import { Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'

/** The evidence folder, verified before it leaves; it is handed out also when it is faulty. */
export function EvidencePanel({ changeId }: { readonly changeId: string }) {
  const problems = useProblems()
  const [pending, setPending] = useState(false)
  const [evidence, setEvidence] = useState<EvidenceView | null>(null)
  const download = async () => {
    setPending(true)
    problems.clear()
    try {
      const view = await readView(exportEvidence, { params: { id: changeId }, query: {} })
      setEvidence(view)
      downloadFolder(view.folderName, view.files)
    } catch (refused) {
      const { refusals } = refused as CallRefused
      problems.show(refusals.map((refusal) => ({ field: null, refusal })))
    }
    setPending(false)
  }
  return (
    <Panel title="Evidence">
      <p>
        One folder with the acts of this change, their proofs and the signed checkpoint. An auditor
        verifies it offline: <code>npx holdpoint evidence verify</code>
      </p>
      <ActButton label="Download the evidence" pending={pending} onPress={download} />
      {evidence === null ? null : <Verified evidence={evidence} />}
    </Panel>
  )
}

function Verified({ evidence }: { readonly evidence: EvidenceView }) {
  const { verified, files, folderName } = evidence
  return (
    <div className="result">
      <p>
        {verified.ok ? (
          <Status meaning="normal" word="Verified" />
        ) : (
          <Status meaning="failed" word="Verification failed" />
        )}{' '}
        {folderName}.tar, {counted(files.length, 'file')}
      </p>
      {verified.ok ? null : (
        <Table
          caption="What failed"
          columns={[
            { head: 'Where', cell: (row) => row.where },
            { head: 'Code', cell: (row) => row.code },
          ]}
          rows={verified.failures}
          keyOf={(row) => `${row.where} ${row.code}`}
          empty=""
        />
      )}
    </div>
  )
}
