import { type FindingRow, type LikeFindings, likeFindings, openCase } from '@holdpoint/api'
import { Link, useNavigate } from '@tanstack/react-router'
import { useActor } from '../../../client/session.tsx'
import { useAct } from '../../../client/use-act.ts'
import { useView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { capitalised, counted } from '../../../ui/words.ts'
import { findingWords } from './finding-words.ts'

/** The finding that the list stands on: why it is one, and what can be done about it. */
export function FindingDetail(props: {
  readonly row: FindingRow
  readonly onMarkLike: (rows: readonly FindingRow[]) => void
}) {
  const { row, onMarkLike } = props
  const { assetId, advisoryId, productId } = row
  const like = useView(likeFindings, { params: {}, query: { assetId, advisoryId, productId } })
  return (
    <section className="finding-detail" aria-label={`Finding ${findingWords(row)}`}>
      <h3>
        <Link to="/assets/$id" params={{ id: assetId }}>
          {row.assetTag}
        </Link>
        ,{' '}
        <Link to="/advisories/$id" params={{ id: advisoryId }}>
          {advisoryId}
        </Link>
      </h3>
      <p className="hint">{row.advisoryTitle}</p>
      <ul className="lines">
        {row.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="hint">
        Confidence: {row.confidence.replaceAll('-', ' ')}. Rule: {row.rule}. {row.cves.join(', ')}
      </p>
      <CaseOf row={row} />
      {like.data === undefined ? null : <Like like={like.data} onMark={onMarkLike} />}
    </section>
  )
}

/** Assets that are described in the same words: one look at the match serves them all. */
function Like(props: {
  readonly like: LikeFindings
  readonly onMark: (rows: readonly FindingRow[]) => void
}) {
  const { findings, differs } = props.like
  if (findings.length < 2) {
    return <p className="hint">No other asset is described in the same words.</p>
  }
  return (
    <>
      <p>
        {counted(findings.length, 'asset')} are described in the same words:{' '}
        {findings.map(({ assetTag }) => assetTag).join(', ')}.
      </p>
      <Differs differs={differs} />
      <button type="button" className="button plain" onClick={() => props.onMark(findings)}>
        Mark all {findings.length}
      </button>
    </>
  )
}

export function Differs({ differs }: Pick<LikeFindings, 'differs'>) {
  if (differs.length === 0) return <p className="hint">Nothing recorded of their place differs.</p>
  return (
    <ul className="lines" aria-label="What differs between them">
      {differs.map(({ what, values }) => (
        <li key={what}>
          {what}:{' '}
          {values.map(({ value, assetTags }) => `${value} (${assetTags.join(', ')})`).join('; ')}
        </li>
      ))}
    </ul>
  )
}

function CaseOf({ row }: { readonly row: FindingRow }) {
  if (row.caseId === null) return <OpenCase row={row} />
  return (
    <p>
      <Link to="/cases/$id" params={{ id: row.caseId }}>
        Case of {row.assetTag}, {capitalised(row.caseState ?? 'open').toLowerCase()}
      </Link>
    </p>
  )
}

function OpenCase({ row }: { readonly row: FindingRow }) {
  const actor = useActor()
  const navigate = useNavigate()
  const of = findingWords(row)
  const act = useAct(openCase, { words: `Open a case ${of}` })
  const finding = { ...row, advisoryVersion: '' }
  const refusals = caseRefusals(null, { kind: 'open-case', id: 'x', finding }, actor)
  const open = async () => {
    const { assetId, advisoryId, productId } = row
    const done = await act.run({ assetId, advisoryId, productId })
    if (done !== null) await navigate({ to: '/cases/$id', params: { id: done.view.case.id } })
  }
  return (
    <ActButton
      label="Open a case"
      of={of}
      refusals={refusals}
      pending={act.pending}
      onPress={open}
    />
  )
}
