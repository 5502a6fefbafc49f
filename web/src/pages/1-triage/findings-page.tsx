import { type FindingRow, listFindings, type MatchRun, openCase } from '@holdpoint/api'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useActor } from '../../client/session.tsx'
import { useAct } from '../../client/use-act.ts'
import { useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { caseRefusals } from '../../ui/ask-rules.ts'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { VerdictStatus } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted } from '../../ui/words.ts'
import { ImportPanel } from './import-panel.tsx'

type Filter = 'affected' | 'review' | 'all'

const filters = [
  ['affected', 'Affected'],
  ['review', 'For review'],
  ['all', 'Affected and for review'],
] as const

/** The queue of stage 1: what the matching found, worst first. */
export function FindingsPage() {
  const [filter, setFilter] = useState<Filter>('all')
  const { asset } = useSearch({ from: '/triage' })
  const view = useView(listFindings, { params: {}, query: {} })
  return (
    <Page
      title="Findings"
      lead="Pairs of an asset and an entry of an advisory. What the text does not decide is for review."
    >
      <Panel title="Queue">
        <ToggleButtonGroup
          aria-label="Show findings"
          className="toggles"
          disallowEmptySelection
          selectedKeys={[filter]}
          onSelectionChange={(keys) => setFilter(filterOf([...keys][0]))}
        >
          {filters.map(([key, words]) => (
            <ToggleButton key={key} id={key} className="toggle">
              {words}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Loaded query={view}>
          {({ run, findings }) => (
            <>
              <Coverage run={run} />
              {asset === undefined ? null : <OnlyOneAsset findings={findings} asset={asset} />}
              <Queue findings={worstFirst(findings, filter, asset)} run={run} />
            </>
          )}
        </Loaded>
      </Panel>
      <ImportPanel />
    </Page>
  )
}

function filterOf(key: unknown): Filter {
  return filters.find(([name]) => name === key)?.[0] ?? 'all'
}

function worstFirst(
  findings: readonly FindingRow[],
  filter: Filter,
  asset: string | undefined,
): readonly FindingRow[] {
  const wanted = findings.filter(
    ({ verdict, assetId }) =>
      verdict !== 'not-affected' &&
      (filter === 'all' || verdict === filter) &&
      (asset === undefined || assetId === asset),
  )
  const rank = (one: FindingRow) =>
    (one.verdict === 'affected' ? 100 : 0) + (one.highestScore ?? 10)
  return wanted.toSorted((a, b) => rank(b) - rank(a) || a.assetTag.localeCompare(b.assetTag))
}

/** A list that is narrowed says so, and how to widen it. */
function OnlyOneAsset(props: { readonly findings: readonly FindingRow[]; readonly asset: string }) {
  const tag = props.findings.find((row) => row.assetId === props.asset)?.assetTag ?? props.asset
  return (
    <p>
      Only {tag} is shown. <Link to="/triage">Show every asset</Link>
    </p>
  )
}

/** No count stands without its age and what it covers. */
function Coverage({ run }: { readonly run: MatchRun | null }) {
  if (run === null)
    return <p className="hint">Nothing was matched yet: import advisories and assets.</p>
  return (
    <p className="hint">
      {counted(run.pairs, 'pair')} of {counted(run.assets, 'asset')} and{' '}
      {counted(run.advisories, 'advisory', 'advisories')} compared: {run.affected} affected,{' '}
      {run.review} for review, {run.notAffected} not affected. Matched <Moment at={run.at} />.
    </p>
  )
}

function Queue(props: { readonly findings: readonly FindingRow[]; readonly run: MatchRun | null }) {
  return (
    <Table
      caption={`Findings, worst first (${counted(props.findings.length, 'row')})`}
      columns={[
        {
          head: 'Asset',
          cell: (row) => (
            <>
              <Link to="/assets/$id" params={{ id: row.assetId }}>
                {row.assetTag}
              </Link>
              <p className="hint">{whereOf(row)}</p>
            </>
          ),
        },
        {
          head: 'Advisory',
          cell: (row) => (
            <>
              <Link to="/advisories/$id" params={{ id: row.advisoryId }}>
                {row.advisoryId}
              </Link>
              <p className="hint">{row.advisoryTitle}</p>
            </>
          ),
        },
        { head: 'Entry', cell: (row) => row.productName },
        { head: 'Score', numeric: true, cell: (row) => row.highestScore?.toFixed(1) ?? 'None' },
        { head: 'Verdict', cell: (row) => <VerdictStatus verdict={row.verdict} /> },
        { head: 'Why', cell: (row) => <Why row={row} /> },
        { head: 'Case', cell: (row) => <CaseCell row={row} /> },
      ]}
      rows={props.findings}
      keyOf={findingKey}
      empty={
        props.run === null
          ? 'Nothing was matched yet.'
          : 'No finding in this list; the line above says what was compared, and when.'
      }
    />
  )
}

function findingKey(row: FindingRow): string {
  return `${row.assetId} ${row.advisoryId} ${row.productId}`
}

function whereOf(row: FindingRow): string {
  const level = row.level === null ? 'level not recorded' : `level ${row.level}`
  return `${row.assetFirmware ?? 'firmware not recorded'}, ${row.zone}, ${level}`
}

function Why({ row }: { readonly row: FindingRow }) {
  return (
    <Fold label="Reasons" of={`for ${row.assetTag}, ${row.productId}`}>
      <p>
        Confidence: {row.confidence.replaceAll('-', ' ')}. Rule: {row.rule}.
      </p>
      <ul className="lines">
        {row.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="hint">{row.cves.join(', ')}</p>
    </Fold>
  )
}

function CaseCell({ row }: { readonly row: FindingRow }) {
  if (row.caseId === null) return <OpenCase row={row} />
  return (
    <Link to="/cases/$id" params={{ id: row.caseId }}>
      Case of {row.assetTag}, {capitalised(row.caseState ?? 'open').toLowerCase()}
    </Link>
  )
}

function OpenCase({ row }: { readonly row: FindingRow }) {
  const actor = useActor()
  const navigate = useNavigate()
  const of = `for ${row.assetTag}, ${row.advisoryId}, ${row.productId}`
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
