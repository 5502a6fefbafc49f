import {
  type PatchRelease,
  type Qualification,
  type Refusal,
  refusalOf,
  restarts,
} from '@holdpoint/core'
import { readCsv } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import { z } from 'zod'
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
  supersedes: words,
  restart: choice(restarts),
  reversibility: choice(['reversible', 'by-spare-only', 'one-way', 'unknown']),
  cves: words,
})

const qualification = z.object({
  product: text,
  version: maybe,
  update: text,
  verdict: z.preprocess(
    (value) => String(value).trim().toLowerCase().replaceAll(' ', '-'),
    z.enum(['approved', 'not-approved', 'pending']),
  ),
  stated: day,
})

const FAULTS_SHOWN = 20

export function readReleases(
  content: string,
  source: string,
): Result<readonly PatchRelease[], readonly Refusal[]> {
  const rows = readRows(content, release)
  if (!rows.ok) return rows
  return accept(
    rows.value.map(({ released, security, from, to, ...row }) => ({
      ...row,
      releasedOn: released,
      securityRelated: security,
      fromVersion: from,
      toVersion: to,
      source,
    })),
  )
}

export function readQualifications(
  content: string,
  source: string,
): Result<readonly Qualification[], readonly Refusal[]> {
  const rows = readRows(content, qualification)
  if (!rows.ok) return rows
  return accept(
    rows.value.map(({ product, version, update, verdict, stated }) => ({
      product,
      productVersion: version,
      releaseId: update,
      verdict,
      statedOn: stated,
      source,
    })),
  )
}

/** All rows or none; each fault with its row, counted from the first below the header. */
function readRows<S extends z.ZodType>(
  content: string,
  schema: S,
): Result<readonly z.output<S>[], readonly Refusal[]> {
  const fault = (what: string) => refusalOf('malformed-request', what, 'Correct the file')
  const csv = readCsv(new TextEncoder().encode(content))
  if (!csv.ok) {
    const { line, column, why } = csv.refusal
    return refuse([fault(`line ${line}, column ${column}: ${why}`)])
  }
  if (csv.value.rows.length === 0) return refuse([fault('the list has a header and no rows')])
  const out: z.output<S>[] = []
  const faults: Refusal[] = []
  csv.value.rows.forEach((row, index) => {
    const named = Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [name.trim().toLowerCase(), cell]),
    )
    const read = readFields(schema, named)
    if (read.data !== null) out.push(read.data)
    for (const { path, words } of read.faults) {
      faults.push(fault(`row ${index + 1}, ${path.join('.')} ${words}`))
    }
  })
  if (faults.length === 0) return accept(out)
  const more = faults.length - FAULTS_SHOWN
  const shown = faults.slice(0, FAULTS_SHOWN)
  return refuse(more > 0 ? [...shown, fault(`and ${more} more faults`)] : shown)
}
