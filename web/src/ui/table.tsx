import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  readonly numeric?: boolean
}

type TableProps<Row> = {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly empty: ReactNode
}

/** The first column names the row. An empty table says why it is empty. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p className="empty">{empty}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={column.numeric ? 'numeric' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>{columns.map((column, index) => cellOf(row, column, index))}</tr>
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
      <td key={column.head} className={className}>
        {column.cell(row)}
      </td>
    )
  }
  return (
    <th key={column.head} scope="row" className={className}>
      {column.cell(row)}
    </th>
  )
}
