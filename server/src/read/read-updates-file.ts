import type { VerdictWord } from '@holdpoint/api'
import {
  dayOfText,
  type PatchRelease,
  type Qualification,
  restarts,
  type SheetRow,
  type UpdateListKind,
  type UpdateMapping,
  updateIdOf,
  type VerdictMeaning,
  verdictOfWord,
} from '@holdpoint/core'
import type { JsonValue } from '@holdpoint/std'
import { z } from 'zod'
import type { MappedUpdates } from './map-updates-file.ts'
import { readFields } from './read-fields.ts'

const text = z.string().trim().min(1).max(500)
const maybe = z
  .string()
  .trim()
  .max(500)
  .transform((value) => (value === '' ? null : value))
  .default(null)
const day = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
const maybeDay = z.preprocess(
  (value) => (value === '' ? null : value),
  day.nullable().default(null),
)
const words = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(/[;|]/)
      .map((one) => one.trim())
      .filter(Boolean),
  )
/** An empty cell is what nobody said; it is never read as good. */
const choice = <const T extends readonly [string, ...string[]]>(of: T) =>
  z.preprocess(
    (value) =>
      value === '' || value === undefined ? 'unknown' : String(value).trim().toLowerCase(),
    z.enum(of),
  )

const release = z.object({
  id: text,
  vendor: text,
  product: text,
  title: z.string().trim().max(1000).default(''),
  released: maybeDay,
  security: choice(['yes', 'no', 'unknown']),
  from: maybe,
  to: maybe,
  /** `none` is a word; an empty cell says nothing. */
  supersedes: z.preprocess(
    (value) => (value === undefined || value === '' ? null : value),
    z.union([z.literal('none').transform((): string[] => []), words]).nullable(),
  ),
  restart: choice(restarts),
  reversibility: choice(['reversible', 'by-spare-only', 'one-way', 'unknown']),
  cves: words,
})

const qualification = z.object({
  product: text,
  version: maybe,
  update: text,
  verdict: z.enum(['approved', 'not-approved', 'pending']),
  stated: day,
})

/** One row of a list: what it says, or every reason why it says nothing. */
export type ReadRow = {
  readonly where: string
  readonly said: PatchRelease | Qualification | null
  /** Empty where a person said to pass over its word. */
  readonly faults: readonly string[]
}

export type ReadUpdates = {
  readonly rows: readonly ReadRow[]
  /** Each word for a verdict that the list uses. */
  readonly words: readonly VerdictWord[]
}

/** Every row by itself: a bad one is named by its place and its reasons, and spoils no other. */
export function readUpdateRows(
  { sheet, mapping }: Pick<MappedUpdates, 'sheet' | 'mapping'>,
  kind: UpdateListKind,
  source: string,
): ReadUpdates {
  const words = new Map<string, { meaning: VerdictMeaning | null; rows: number }>()
  const rows = sheet.rows.map((row): ReadRow => {
    const named = fieldsOf(row, mapping)
    if (kind === 'releases') return releaseOf(row.where, named, source)
    const word = named.verdict ?? ''
    const meaning = verdictOfWord(word, mapping.verdicts)
    words.set(word, { meaning, rows: (words.get(word)?.rows ?? 0) + 1 })
    return qualificationOf(row.where, { ...named, verdict: word }, { source, meaning })
  })
  return { rows, words: [...words].map(([word, read]) => ({ word, ...read })) }
}

/** What the columns of a row say under the names of the fields; a constant where no column does. */
function fieldsOf(
  { cells }: SheetRow,
  { columns, constants }: UpdateMapping,
): { [field: string]: string } {
  const out: { [field: string]: string } = { ...constants }
  for (const [column, field] of Object.entries(columns)) {
    const said = textOf(cells[column] ?? null)
    if (field !== null && (said !== '' || out[field] === undefined)) out[field] = said
  }
  for (const field of ['released', 'stated'] as const) {
    if (out[field] !== undefined) out[field] = dayOfText(out[field])
  }
  for (const field of ['id', 'update'] as const) {
    if (out[field] !== undefined) out[field] = updateIdOf(out[field])
  }
  return out
}

function textOf(cell: JsonValue): string {
  if (Array.isArray(cell)) return cell.map(textOf).join(';')
  if (cell === null) return ''
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell).trim()
}

function releaseOf(where: string, named: object, source: string): ReadRow {
  const read = readFields(release, named)
  if (read.data === null) return refused(where, read.faults)
  const { released, security, from, to, supersedes, ...row } = read.data
  const said: PatchRelease = {
    ...row,
    supersedes: supersedes === null ? null : supersedes.map(updateIdOf),
    releasedOn: released,
    securityRelated: security,
    fromVersion: from,
    toVersion: to,
    source,
  }
  return { where, said, faults: [] }
}

function qualificationOf(
  where: string,
  named: { readonly [field: string]: string },
  { source, meaning }: { readonly source: string; readonly meaning: VerdictMeaning | null },
): ReadRow {
  if (meaning === 'left-out') return { where, said: null, faults: [] }
  if (meaning === null) {
    const what =
      named.verdict === ''
        ? `${where}, verdict is empty, and nobody said what that means`
        : `${where}, verdict "${named.verdict}": nobody said what that means`
    return { where, said: null, faults: [what] }
  }
  const read = readFields(qualification, { ...named, verdict: meaning })
  if (read.data === null) return refused(where, read.faults)
  const { product, version, update, verdict, stated } = read.data
  const said: Qualification = {
    product,
    productVersion: version,
    releaseId: update,
    verdict,
    statedOn: stated,
    source,
  }
  return { where, said, faults: [] }
}

function refused(
  where: string,
  faults: readonly { readonly path: readonly string[]; readonly words: string }[],
): ReadRow {
  const words = faults.map((one) => `${where}, ${one.path.join('.')} ${one.words}`)
  return { where, said: null, faults: words }
}
