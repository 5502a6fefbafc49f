import type { JsonValue } from '@holdpoint/std'
import type { FactField, StatedFacts } from './asset-fact.ts'
import type { ImportMapping, MappedField } from './import-mapping.ts'
import type { Instant } from './instant.ts'
import type { InventorySheet, SheetRow } from './inventory-file.port.ts'
import { readFact, type StructureReader } from './read-fact.ts'

/** A row of a file as facts about one asset, or the faults that keep it from being so. */
export type OfferedRow = {
  readonly where: string
  /** What the row calls itself, for a person. */
  readonly name: string
  readonly id: string | null
  readonly facts: StatedFacts
  readonly seenAt: Instant | null
  readonly faults: readonly string[]
}

/** Reads each row by the mapping; every fault of a row is told, with its column. */
export function offeredRows(
  sheet: Pick<InventorySheet, 'rows'>,
  mapping: ImportMapping,
  readStructure: StructureReader,
): readonly OfferedRow[] {
  const columns = Object.entries(mapping.columns).flatMap(([column, field]) =>
    field === null ? [] : [[column, field] as const],
  )
  const constants = Object.entries(mapping.constants) as [FactField, string][]
  return sheet.rows.map((row) => offeredRow(row, { columns, constants, readStructure }))
}

type By = {
  readonly columns: readonly (readonly [string, MappedField])[]
  readonly constants: readonly (readonly [FactField, string])[]
  readonly readStructure: StructureReader
}

function offeredRow(row: SheetRow, { columns, constants, readStructure }: By): OfferedRow {
  const faults: string[] = []
  const facts: { [F in FactField]?: JsonValue } = {}
  let id: string | null = null
  let seenAt: Instant | null = null
  const take = (column: string, field: FactField, cell: JsonValue) => {
    const read = readFact(field, cell, readStructure)
    if (!read.ok) faults.push(`, ${column}${/^[:.]/.test(read.refusal) ? '' : ' '}${read.refusal}`)
    else if (read.value !== null) facts[field] = read.value
  }
  const one: { name: string | null; version: string | null } = { name: null, version: null }
  for (const [column, field] of columns) {
    const cell = row.cells[column] ?? null
    if (field === 'id') id = textOf(cell)
    else if (field === 'softwareName') one.name = textOf(cell)
    else if (field === 'softwareVersion') one.version = textOf(cell)
    else if (field === 'seenAt') {
      const read = instantOf(textOf(cell))
      if (read === undefined)
        faults.push(`, ${column}: "${textOf(cell)}" is no time like 2026-03-31`)
      else seenAt = read
    } else take(column, field, cell)
  }
  for (const [field, value] of constants) {
    if (facts[field] === undefined) take(`${field} of all rows`, field, value)
  }
  if (one.name !== null) {
    const software = { ...one, purl: null, cpe: null }
    facts.software = [...((facts.software ?? []) as readonly JsonValue[]), software]
  }
  const name = String(facts.tag ?? id ?? facts.hostname ?? facts.address ?? facts.mac ?? row.where)
  return { where: row.where, name, id, facts, seenAt, faults }
}

function textOf(cell: JsonValue): string | null {
  const text = cell === null || typeof cell === 'object' ? '' : String(cell).trim()
  return text === '' ? null : text
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?:Z| ?UTC)?$/

/** Null where nothing is said, undefined where it cannot be read. A time without a zone is UTC. */
function instantOf(text: string | null): Instant | null | undefined {
  if (text === null) return null
  const [, day, time = '00:00', second = '00'] = TIME.exec(text) ?? []
  const at = Date.parse(`${day}T${time}:${second}.000Z`)
  return Number.isNaN(at) ? undefined : (new Date(at).toISOString() as Instant)
}
