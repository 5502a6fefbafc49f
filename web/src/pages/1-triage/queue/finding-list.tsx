import type { FindingRow } from '@holdpoint/api'
import { type KeyboardEvent, useRef } from 'react'
import { VerdictStatus } from '../../../ui/status.tsx'
import { capitalised, counted } from '../../../ui/words.ts'
import { keyOf, whereOf } from './finding-words.ts'
import { type FindingPages, type QueueFilter, useFindingPages } from './use-finding-pages.ts'
import { useVisibleRows } from './use-visible-rows.ts'

type Props = {
  readonly filter: QueueFilter
  readonly total: number
  /** The row that the keys act on, by its place. */
  readonly at: number
  readonly marked: ReadonlySet<string>
  readonly onMove: (index: number, row: FindingRow | null) => void
  readonly onMark: (row: FindingRow) => void
  readonly onOpen: () => void
}

const HEADS = ['Asset', 'Advisory', 'Entry', 'Score', 'Verdict', 'Case'] as const
const PAGE_ROWS = 10

/** The findings as one long list of which only what is seen is drawn; the arrow keys go through it. */
export function FindingList(props: Props) {
  const { filter, total, at, marked, onMove, onMark, onOpen } = props
  const list = useRef<HTMLDivElement>(null)
  const visible = useVisibleRows(list, total)
  const pages = useFindingPages(filter, visible)
  const go = (index: number) => {
    const place = Math.max(0, Math.min(visible.count - 1, index))
    visible.scrollTo(place)
    onMove(place, pages.rowAt(place))
  }
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1 },
    ...{ PageDown: at + PAGE_ROWS, PageUp: at - PAGE_ROWS, Home: 0, End: visible.count - 1 },
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    const row = pages.rowAt(at)
    if (step !== undefined) go(step)
    else if ((event.key === ' ' || event.key === 'x') && row !== null) onMark(row)
    else if (event.key === 'Enter') onOpen()
    else return
    event.preventDefault()
  }
  const drawn = Array.from({ length: visible.to - visible.from }, (_, one) => visible.from + one)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of a hundred thousand rows is not laid out
    <div
      className="finding-grid"
      role="grid"
      aria-label={`Findings, worst first (${counted(total, 'row')})`}
      aria-rowcount={total + 1}
      aria-multiselectable="true"
      aria-activedescendant={`finding-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      ref={list}
    >
      <Head />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className="finding-rows" style={{ height: visible.height }}>
        {drawn.map((index) => {
          const row = pages.rowAt(index)
          return (
            <Row
              key={index}
              index={index}
              row={row}
              top={index * visible.rowHeight}
              height={visible.rowHeight}
              here={index === at}
              marked={row !== null && marked.has(keyOf(row))}
              onPress={() => onMove(index, row)}
            />
          )
        })}
      </div>
    </div>
  )
}

export type { FindingPages }

function Head() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as in the grid
    <div role="rowgroup" className="finding-head">
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div role="row" aria-rowindex={1} className="finding-row">
        {HEADS.map((head) => (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as in the grid
          <div role="columnheader" key={head}>
            {head}
          </div>
        ))}
      </div>
    </div>
  )
}

type RowProps = {
  readonly index: number
  readonly row: FindingRow | null
  readonly top: number
  readonly height: number
  readonly here: boolean
  readonly marked: boolean
  readonly onPress: () => void
}

function Row({ index, row, top, height, here, marked, onPress }: RowProps) {
  const cells = row === null ? [] : cellsOf(row)
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the grid has the focus and hears the keys
    <div
      role="row"
      id={`finding-${index}`}
      aria-rowindex={index + 2}
      aria-selected={marked}
      className={here ? 'finding-row here' : 'finding-row'}
      style={{ top, height }}
      onClick={onPress}
    >
      {cells.length === 0 ? (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as in the grid
        <div role="gridcell" className="hint">
          Asking the server
        </div>
      ) : (
        cells.map(({ head, first, second }) => (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as in the grid
          <div role="gridcell" key={head} data-head={head}>
            <div className="line">{first}</div>
            {second === undefined ? null : <div className="line hint">{second}</div>}
          </div>
        ))
      )}
    </div>
  )
}

function cellsOf(row: FindingRow) {
  const [asset, advisory, entry, score, verdict, caseHead] = HEADS
  return [
    { head: asset, first: <strong>{row.assetTag}</strong>, second: whereOf(row) },
    { head: advisory, first: row.advisoryId, second: row.advisoryTitle },
    { head: entry, first: row.productName, second: row.cves.join(', ') },
    { head: score, first: row.highestScore?.toFixed(1) ?? 'None' },
    { head: verdict, first: <VerdictStatus verdict={row.verdict} /> },
    { head: caseHead, first: row.caseId === null ? 'None' : capitalised(row.caseState ?? 'open') },
  ] as readonly { head: string; first: React.ReactNode; second?: string }[]
}
