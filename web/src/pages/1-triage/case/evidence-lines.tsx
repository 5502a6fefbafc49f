import type { CaseView } from '@holdpoint/api'
import type { Question } from '@holdpoint/core'
import { Age } from '../../../ui/moment.tsx'

/** What is recorded for one question, each with its source and age; what is not is named last. */
export function EvidenceLines({
  view,
  question,
}: {
  readonly view: CaseView
  readonly question: Question
}) {
  const lines = view.evidence.lines.filter((one) => one.question === question)
  const known = lines.filter((one) => one.words !== null)
  const unknown = lines.filter((one) => one.words === null)
  return (
    <>
      <dl className="evidence">
        {known.map(({ name, words, source, asOf }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {words}
              <Source source={source} asOf={asOf} />
            </dd>
          </div>
        ))}
      </dl>
      {unknown.length === 0 ? null : (
        <p className="unrecorded">Not recorded: {unknown.map(({ name }) => name).join(', ')}</p>
      )}
    </>
  )
}

type SourceProps = { readonly source: string; readonly asOf: string | null }

export function Source({ source, asOf }: SourceProps) {
  return (
    <span className="source">
      {source}
      {asOf === null ? ', age not known' : null}
      {asOf === null ? null : <When asOf={asOf} />}
    </span>
  )
}

/** Sources give an instant or a day; a day is shown as they write it. */
function When({ asOf }: { readonly asOf: string }) {
  if (!/^\d{4}-\d\d-\d\dT/.test(asOf)) return `, of ${asOf}`
  return (
    <>
      , <Age at={asOf} />
    </>
  )
}
