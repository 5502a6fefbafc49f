import type { JsonValue } from '@holdpoint/std'
import { assetFacts, type FactField, type StatedFacts } from './asset-fact.ts'
import type { OfferedRow } from './offered-row.ts'
import { sameFact } from './same-fact.ts'

/**
 * Lists of software, patches and dependencies have a row for each entry: rows that name the same
 * asset, add to a list and say nothing else differently are one row. Any other repetition stays as
 * it is, and is refused where it is planned.
 */
export function mergeRows(offered: readonly OfferedRow[]): readonly OfferedRow[] {
  const groups = new Map<string, OfferedRow[]>()
  const order: OfferedRow[][] = []
  for (const row of offered) {
    const name = row.id ?? row.facts.tag
    const key = typeof name === 'string' && row.faults.length === 0 ? name.toLowerCase() : null
    const group = key === null ? undefined : groups.get(key)
    const first = group?.[0]
    if (group !== undefined && first !== undefined && addsToList(row, first)) {
      group.push(row)
      continue
    }
    const own = [row]
    order.push(own)
    if (key !== null && group === undefined) groups.set(key, own)
  }
  return order.map(joined)
}

function addsToList(row: OfferedRow, first: OfferedRow): boolean {
  const entries = Object.entries(row.facts) as [FactField, JsonValue][]
  if (!entries.some(([field]) => isList(field)) || row.seenAt !== first.seenAt) return false
  return entries.every(([field, value]) => {
    const before = first.facts[field]
    return isList(field) || (before !== undefined && sameFact(field, before, value))
  })
}

function isList(field: FactField): boolean {
  const { as } = assetFacts[field].reads
  return as === 'list' || as === 'software'
}

function joined(rows: readonly OfferedRow[]): OfferedRow {
  const [first, ...more] = rows
  if (first === undefined) throw new Error('a group has a row')
  const last = more.at(-1)
  if (last === undefined) return first
  const lists = new Map<FactField, Map<string, JsonValue>>()
  for (const { facts } of rows) {
    for (const [field, value] of Object.entries(facts) as [FactField, JsonValue][]) {
      if (!isList(field) || !Array.isArray(value)) continue
      const entries = lists.get(field) ?? new Map<string, JsonValue>()
      for (const entry of value as readonly JsonValue[]) entries.set(JSON.stringify(entry), entry)
      lists.set(field, entries)
    }
  }
  const merged: StatedFacts = Object.fromEntries(
    [...lists].map(([field, entries]) => {
      const sorted = [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))
      return [field, sorted.map(([, entry]) => entry)]
    }),
  )
  const where = `${first.where} to ${last.where}`
  return { ...first, where, facts: { ...first.facts, ...merged } }
}
