import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  readonly numeric?: boolean
}

/** Said aloud, as the styles of a phone turn rows into cards and browsers then forget the table. */
const as = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  rowHead: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

const scrolled = 'table-scroll'
const cards = 'table-scroll as-cards'

type TableProps<Row> = {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly empty: ReactNode
  /** Few and short columns stay a table on a phone too. */
  readonly narrow?: boolean
}

/** The first column names the row. An empty table says why it is empty. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, keyOf, empty, narrow = false } = props
  if (rows.length === 0) return <p className="empty">{empty}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section aria-label={caption} tabIndex={0} className={narrow ? scrolled : cards}>
      <table {...as.table}>
        <caption>{caption}</caption>
        <thead {...as.group}>
          <tr {...as.row}>
            {columns.map((column) => (
              <th
                {...as.head}
                key={column.head}
                scope="col"
                className={column.numeric ? 'numeric' : undefined}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...as.group}>
          {rows.map((row) => (
            <tr key={keyOf(row)} {...as.row}>
              {columns.map((column, index) => cellOf(row, column, index))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function cellOf<Row>(row: Row, column: Column<Row>, index: number): ReactNode {
  const className = column.numeric ? 'numeric' : undefined
  if (index > 0) {
    return (
      <td key={column.head} {...as.cell} data-head={column.head} className={className}>
        {column.cell(row)}
      </td>
    )
  }
  return (
    <th key={column.head} {...as.rowHead} scope="row" data-head={column.head} className={className}>
      {column.cell(row)}
    </th>
  )
}
