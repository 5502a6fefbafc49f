import type { InventorySheet } from '@holdpoint/core'
import type { JsonValue } from '@holdpoint/std'

const SAMPLES_SHOWN = 3

/** The first few different cells of a column, so that a person sees what it holds. */
export function samplesOf({ rows }: InventorySheet, column: string): readonly string[] {
  const samples = new Set<string>()
  for (const row of rows) {
    const cell = row.cells[column] ?? null
    if (cell !== null && cell !== '') samples.add(shortText(cell))
    if (samples.size === SAMPLES_SHOWN) break
  }
  return [...samples]
}

function shortText(cell: JsonValue): string {
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
