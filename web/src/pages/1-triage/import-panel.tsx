import { type JobView, listSources } from '@holdpoint/api'
import { useRef, useState } from 'react'
import { useAdvisoryImport } from '../../client/use-advisory-import.ts'
import { useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { FileField, SelectField } from '../../ui/fields.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { JobsUnderWay, progressInWords } from '../../ui/job-progress.tsx'
import { Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'

const FORM = 'import-advisories'

/** Many files at once; a bad one is refused by name and the rest goes on. */
export function ImportPanel() {
  const work = useAdvisoryImport()
  const problems = useProblems()
  const chosen = useRef<readonly File[]>([])
  const source = useRef<string | null>(null)
  const [ending, setEnding] = useState(false)
  const importAll = async () => {
    if (chosen.current.length === 0) {
      const what = 'Advisory files: none is chosen'
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-documents`, refusal }])
      return
    }
    setEnding(false)
    await work.run(chosen.current, source.current)
  }
  const end = () => {
    setEnding(true)
    work.cancel()
  }
  const { progress, ended } = work
  return (
    <Panel title="Import advisories" id="import">
      <FormContext value={FORM}>
        <FileField
          name="documents"
          label="Advisory files"
          hint="CSAF documents (2.0 or 2.1) as JSON files, with the .sha256, .sha512 and .asc files beside them, or archives of them (zip, tar, tar.gz), as many as you like."
          accept=".json,.sha256,.sha512,.asc,.zip,.tar,.tgz,.gz,application/json"
          multiple
          onChoose={(files) => {
            chosen.current = files
          }}
        />
        <FromSource
          onChoose={(id) => {
            source.current = id
          }}
        />
      </FormContext>
      {progress === null ? (
        <>
          <ActButton label="Import advisories" onPress={importAll} />
          <JobsUnderWay />
        </>
      ) : (
        <Progress
          label="Import of advisories"
          done={progress.done}
          total={progress.total}
          words={ending ? 'Ending after the part under way …' : progressInWords(progress)}
          onCancel={end}
          cancelLabel="End the import"
        />
      )}
      {ended === null ? null : <Ended job={ended} />}
    </Panel>
  )
}

const NONE = 'none'

/** From a source of the register: then its age and reach are known there. */
function FromSource({ onChoose }: { readonly onChoose: (id: string | null) => void }) {
  const { data } = useView(listSources, { params: {}, query: {} })
  const handed = (data?.sources ?? []).filter(
    ({ kind, standing }) => standing !== 'ended' && (kind === 'folder' || kind === 'csaf-provider'),
  )
  if (handed.length === 0) return null
  const choices = [
    { value: NONE, words: 'None of the register' },
    ...handed.map(({ id, name }) => ({ value: id, words: name })),
  ]
  return (
    <SelectField
      name="source"
      label="Handed over from"
      choices={choices}
      value={NONE}
      onChoose={(id) => onChoose(id === NONE ? null : id)}
    />
  )
}

function Ended({ job }: { readonly job: JobView }) {
  if (job.state === 'failed') return <p className="result">The import failed: {job.why}</p>
  if (job.result === null) return <p className="result">Ended before anything was stored.</p>
  const { stored, unchanged, refused, proved, matching, matchingJob } = job.result
  return (
    <div className="result">
      <p>
        {job.state === 'done' ? '' : endedInWords(job)}
        {counted(stored, 'advisory', 'advisories')} stored, {unchanged} unchanged, {refused.length}{' '}
        refused.
        {proved > 0 ? ` Of those that were here, ${proved} came with a signature now.` : ''}
        {matching === null
          ? matchedInWords(matchingJob)
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

function endedInWords({ cancelledBy, phase, total, result }: JobView): string {
  if (phase === 'matching') return `Ended by ${cancelledBy ?? 'somebody'} while matching. `
  const taken = (result?.stored ?? 0) + (result?.unchanged ?? 0) + (result?.refused.length ?? 0)
  const far = `after ${taken} of ${counted(Math.max(total, taken), 'document')}`
  return `Ended by ${cancelledBy ?? 'somebody'} ${far}. `
}

function matchedInWords(matchingJob: string | null): string {
  return matchingJob === null ? ' Nothing was matched anew.' : ' What is stored is being matched.'
}
