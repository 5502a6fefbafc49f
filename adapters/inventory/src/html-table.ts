const COLUMNS_MAX = 500
const ROWS_MAX = 200_000
const CELL_CHARACTERS_MAX = 10_000

type Cell = { text: string; readonly columns: number; readonly rows: number }

/** One table of a page while its elements pass by; cells that span fill every place they cover. */
export class HtmlTable {
  readonly rows = new Map<number, Map<number, string>>()
  fault: string | null = null
  cells = 0
  private readonly above: string
  private caption = ''
  private inCaption = false
  private row = 0
  private column = 0
  private cell: Cell | null = null
  private readonly hanging = new Map<number, { readonly text: string; left: number }>()

  constructor(above: string) {
    this.above = above
  }

  name(): string {
    return this.caption.replaceAll(/\s+/g, ' ').trim().slice(0, 100) || this.above
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'tr') this.nextRow()
    else if (name === 'td' || name === 'th') {
      this.endCell()
      if (this.row === 0) this.nextRow()
      const columns = span(attributes.colspan, COLUMNS_MAX + 1)
      this.cell = { text: '', columns, rows: span(attributes.rowspan, ROWS_MAX) }
    } else if (name === 'caption') this.inCaption = true
    else if (name === 'br' || name === 'li' || name === 'p') this.text(' ')
    // Many a compatibility table says its verdict by a picture alone.
    else if (name === 'img' && attributes.alt !== undefined) this.text(` ${attributes.alt} `)
  }

  text(text: string): void {
    if (this.inCaption) this.caption += text
    const { cell } = this
    if (cell !== null && cell.text.length < CELL_CHARACTERS_MAX) cell.text += text
  }

  close(name: string): void {
    if (name === 'td' || name === 'th' || name === 'tr' || name === 'table') this.endCell()
    if (name === 'caption') this.inCaption = false
  }

  private nextRow(): void {
    this.endCell()
    this.row += 1
    this.column = 0
    if (this.row > ROWS_MAX) this.fault = `a table has more than ${ROWS_MAX} rows`
    for (const [column, from] of this.hanging) {
      this.put(column, from.text)
      from.left -= 1
      if (from.left === 0) this.hanging.delete(column)
    }
  }

  private endCell(): void {
    const { cell } = this
    this.cell = null
    if (cell === null) return
    const text = cell.text.replaceAll(/\s+/g, ' ').trim()
    const taken = this.rows.get(this.row)
    while (taken?.has(this.column)) this.column += 1
    if (this.column + cell.columns > COLUMNS_MAX) {
      this.fault = `a table has more than ${COLUMNS_MAX} columns`
      return
    }
    for (let at = 0; at < cell.columns; at += 1) {
      this.put(this.column, text)
      if (cell.rows > 1) this.hanging.set(this.column, { text, left: cell.rows - 1 })
      this.column += 1
    }
  }

  private put(column: number, text: string): void {
    this.cells += 1
    if (text === '') return
    const row = this.rows.get(this.row) ?? new Map<number, string>()
    row.set(column, text)
    this.rows.set(this.row, row)
  }
}

/** What is no number from 1 on counts as 1. */
function span(said: string | undefined, most: number): number {
  const number = Number(said ?? 1)
  if (!Number.isInteger(number) || number < 0) return 1
  return number === 0 ? 1 : Math.min(number, most)
}
