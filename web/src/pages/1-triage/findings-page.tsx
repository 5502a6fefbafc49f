import type { FindingRow, MatchRun } from '@holdpoint/api'
import { Link, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { counted } from '../../ui/words.ts'
import { ImportPanel } from './import-panel.tsx'
import { FindingDetail } from './queue/finding-detail.tsx'
import { FindingList } from './queue/finding-list.tsx'
import { keyOf } from './queue/finding-words.ts'
import { MarkedPanel } from './queue/marked-panel.tsx'
import { type FindingPages, type QueueFilter, useFindingPages } from './queue/use-finding-pages.ts'

const filters = [
  ['affected', 'Affected'],
  ['review', 'For review'],
  ['all', 'Affected and for review'],
] as const

const FIRST_ROWS = { from: 0, to: 1 } as const

/** The queue of stage 1: what the matching found, worst first. */
export function FindingsPage() {
  const { asset } = useSearch({ from: '/triage' })
  const [verdict, setVerdict] = useState<QueueFilter['verdict']>(null)
  const [text, setText] = useState('')
  const [marked, setMarked] = useState<ReadonlyMap<string, FindingRow>>(new Map())
  const filter = { verdict, assetId: asset ?? null, text }
  return (
    <Page
      title="Findings"
      lead="Pairs of an asset and an entry of an advisory. What the text does not decide is for review."
    >
      <Panel title="Queue">
        <div className="queue-filters">
          <ToggleButtonGroup
            aria-label="Show findings"
            className="toggles"
            disallowEmptySelection
            selectedKeys={[verdict ?? 'all']}
            onSelectionChange={(keys) => setVerdict(verdictOf([...keys][0]))}
          >
            {filters.map(([key, words]) => (
              <ToggleButton key={key} id={key} className="toggle">
                {words}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <SearchField onSearch={setText} />
        </div>
        {asset === undefined ? null : (
          <p>
            Only {asset} is shown. <Link to="/triage">Show every asset</Link>
          </p>
        )}
        {/* A new filter begins at its first row. */}
        <Queue key={JSON.stringify(filter)} filter={filter} marked={marked} onMarked={setMarked} />
      </Panel>
      <MarkedPanel
        marked={[...marked.values()]}
        onDone={(left) => setMarked(new Map(left.map((row) => [keyOf(row), row])))}
      />
      <ImportPanel />
    </Page>
  )
}

function verdictOf(key: unknown): QueueFilter['verdict'] {
  return key === 'affected' || key === 'review' ? key : null
}

function SearchField({ onSearch }: { readonly onSearch: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const search = () => onSearch(field.current?.value.trim() ?? '')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') search()
  }
  return (
    <div className="field">
      <label htmlFor="queue-search">Search the queue</label>
      <input
        id="queue-search"
        type="search"
        ref={field}
        placeholder="Tag, zone, product, advisory, CVE"
        onKeyDown={onKeyDown}
        onBlur={search}
      />
    </div>
  )
}

type Marked = ReadonlyMap<string, FindingRow>

function Queue(props: {
  readonly filter: QueueFilter
  readonly marked: Marked
  readonly onMarked: (marked: Marked) => void
}) {
  const { filter, marked, onMarked } = props
  const [at, setAt] = useState(0)
  const [chosen, setChosen] = useState<FindingRow | null>(null)
  const detail = useRef<HTMLDivElement>(null)
  const { head, failed, rowAt } = useFindingPages(filter, FIRST_ROWS)
  if (failed !== null) return <p className="empty">The findings could not be read.</p>
  if (head === null) return <p className="empty">Asking the server …</p>
  const row = newest(chosen, head) ?? rowAt(0)
  const mark = (rows: readonly FindingRow[], toggle: boolean) => {
    const next = new Map(marked)
    for (const one of rows) {
      if (toggle && next.delete(keyOf(one))) continue
      next.set(keyOf(one), one)
    }
    onMarked(next)
  }
  return (
    <>
      <Coverage run={head.run} head={head} />
      {head.total === 0 ? (
        <p className="empty">
          {head.run === null
            ? 'Nothing was matched yet.'
            : 'No finding in this list; the line above says what was compared, and when.'}
        </p>
      ) : (
        <div className="finding-queue">
          <div>
            <p className="hint" id="queue-keys">
              Arrow keys or j and k go through the list, Space marks, Enter goes to the finding.
            </p>
            <FindingList
              filter={filter}
              total={head.total}
              at={at}
              marked={new Set(marked.keys())}
              onMove={(index, found) => {
                setAt(index)
                setChosen(found)
              }}
              onMark={(found) => mark([found], true)}
              onOpen={() => detail.current?.querySelector<HTMLElement>('button, a')?.focus()}
            />
          </div>
          <div ref={detail}>
            {row === null ? null : (
              <FindingDetail row={row} onMarkLike={(rows) => mark(rows, false)} />
            )}
          </div>
        </div>
      )}
    </>
  )
}

/** The chosen row as it was last read: an act may have opened its case. */
function newest(chosen: FindingRow | null, head: NonNullable<FindingPages['head']>) {
  if (chosen === null) return null
  return head.findings.find((one) => keyOf(one) === keyOf(chosen)) ?? chosen
}

/** No count stands without its age and what it covers. */
function Coverage(props: {
  readonly run: MatchRun | null
  readonly head: NonNullable<FindingPages['head']>
}) {
  const { run, head } = props
  if (run === null)
    return <p className="hint">Nothing was matched yet: import advisories and assets.</p>
  const { affected, review } = head.byVerdict
  return (
    <p className="hint">
      {counted(head.total, 'finding')} shown: {affected} affected and {review} for review of what is
      searched. {counted(run.pairs, 'pair')} of {counted(run.assets, 'asset')} and{' '}
      {counted(run.advisories, 'advisory', 'advisories')} compared: {run.affected} affected,{' '}
      {run.review} for review, {run.notAffected} not affected. Matched <Moment at={run.at} />.
    </p>
  )
}
