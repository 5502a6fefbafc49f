import { headingKey } from './import-mapping.ts'
import type { Qualification } from './qualification.ts'

export type UpdateListKind = 'releases' | 'qualifications'

/** What a column of a list of updates may mean, by what the list holds. */
export const updateFields = {
  releases: [
    'id',
    'vendor',
    'product',
    'title',
    'released',
    'security',
    'from',
    'to',
    'supersedes',
    'restart',
    'reversibility',
    'cves',
  ],
  qualifications: ['product', 'version', 'update', 'verdict', 'stated'],
} as const

export type UpdateField = (typeof updateFields)[UpdateListKind][number]

/** What a word of a source means; a row that is left out says nothing, which is never approval. */
export type VerdictMeaning = Qualification['verdict'] | 'left-out'

/** How a source's columns, its fixed facts and its own words for a verdict are read. */
export type UpdateMapping = {
  readonly columns: { readonly [column: string]: UpdateField | null }
  /** What holds for all rows and stands in no column: whose product it is, the day of the page. */
  readonly constants: { readonly [field: string]: string }
  readonly verdicts: { readonly [word: string]: VerdictMeaning }
}

const headings: Readonly<Record<UpdateListKind, Readonly<Record<string, UpdateField>>>> = {
  releases: {
    update: 'id',
    kb: 'id',
    kbnumber: 'id',
    kbarticle: 'id',
    article: 'id',
    bulletin: 'id',
    patch: 'id',
    manufacturer: 'vendor',
    productname: 'product',
    description: 'title',
    name: 'title',
    releasedate: 'released',
    released: 'released',
    date: 'released',
    securityrelated: 'security',
    fromversion: 'from',
    toversion: 'to',
    fixedbuild: 'to',
    replaces: 'supersedes',
    supersedence: 'supersedes',
    restartrequired: 'restart',
    cve: 'cves',
  },
  qualifications: {
    kb: 'update',
    kbnumber: 'update',
    kbarticle: 'update',
    article: 'update',
    patch: 'update',
    hotfix: 'update',
    bulletin: 'update',
    productname: 'product',
    productversion: 'version',
    status: 'verdict',
    result: 'verdict',
    compatibility: 'verdict',
    compatible: 'verdict',
    qualification: 'verdict',
    testresult: 'verdict',
    qualified: 'verdict',
    approval: 'verdict',
    teststatus: 'verdict',
    softwareversion: 'version',
    kbarticlenumber: 'update',
    msupdate: 'update',
    securityupdate: 'update',
    date: 'stated',
    tested: 'stated',
    testdate: 'stated',
    testedon: 'stated',
    lastupdated: 'stated',
  },
}

export function isUpdateField(kind: UpdateListKind, name: string): name is UpdateField {
  return (updateFields[kind] as readonly string[]).includes(name)
}

/** The source's own words first, then the words of the headings; one column for each meaning. */
export function suggestUpdateMapping(
  kind: UpdateListKind,
  columns: readonly string[],
  saved: UpdateMapping | null,
): UpdateMapping {
  const isKnown = (column: string) => Object.hasOwn(saved?.columns ?? {}, column)
  const meaningOf = (column: string) =>
    isKnown(column) ? (saved?.columns[column] ?? null) : byHeading(kind, column)
  const taken = new Set<UpdateField>()
  const means = new Map<string, UpdateField | null>()
  for (const known of [true, false]) {
    for (const column of columns.filter((one) => isKnown(one) === known)) {
      const field = meaningOf(column)
      const free = field !== null && isUpdateField(kind, field) && !taken.has(field)
      if (free) taken.add(field)
      means.set(column, free ? field : null)
    }
  }
  const inOrder = columns.map((column) => [column, means.get(column) ?? null] as const)
  return {
    columns: Object.fromEntries(inOrder),
    constants: saved?.constants ?? {},
    verdicts: saved?.verdicts ?? {},
  }
}

function byHeading(kind: UpdateListKind, column: string): UpdateField | null {
  const key = headingKey(column)
  if (isUpdateField(kind, key)) return key
  return Object.hasOwn(headings[kind], key) ? (headings[kind][key] ?? null) : null
}

/** A source may write more than one layout; what was said of each column and word is kept. */
export function rememberUpdateMapping(
  saved: UpdateMapping | null,
  used: UpdateMapping,
): UpdateMapping {
  return {
    columns: { ...saved?.columns, ...used.columns },
    constants: used.constants,
    verdicts: { ...saved?.verdicts, ...used.verdicts },
  }
}

/** Only words that leave no doubt; any other is asked of a person, once for a source. */
const plainVerdicts: Readonly<Record<string, Qualification['verdict']>> = {
  approved: 'approved',
  compatible: 'approved',
  fullycompatible: 'approved',
  qualified: 'approved',
  passed: 'approved',
  notapproved: 'not-approved',
  notcompatible: 'not-approved',
  incompatible: 'not-approved',
  notqualified: 'not-approved',
  rejected: 'not-approved',
  failed: 'not-approved',
  donotinstall: 'not-approved',
  pending: 'pending',
  nottested: 'pending',
  untested: 'pending',
  intest: 'pending',
  undertest: 'pending',
  intesting: 'pending',
  underevaluation: 'pending',
}

/** Null: nobody said what this word means. */
export function verdictOfWord(
  word: string,
  said: UpdateMapping['verdicts'],
): VerdictMeaning | null {
  const key = word.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
  const own = Object.hasOwn(said, word) ? said[word] : undefined
  return own ?? (Object.hasOwn(plainVerdicts, key) ? (plainVerdicts[key] ?? null) : null)
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * A day as pages write it, where it can mean only one: `2026-10-20`, `20.10.2026`, `20 October
 * 2026`, `Oct 20, 2026`. `10/11/2026` is two days, and stays as it is for a person to see.
 */
export function dayOfText(text: string): string {
  const trimmed = text.trim()
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(trimmed)?.[1]
  if (iso !== undefined) return iso
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(trimmed)
  if (dotted) return joined(dotted[3], Number(dotted[2]), dotted[1]) ?? trimmed
  const dayFirst = /^(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})$/i.exec(trimmed)
  if (dayFirst) return joined(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]) ?? trimmed
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i.exec(trimmed)
  if (monthFirst) return joined(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]) ?? trimmed
  return trimmed
}

function monthOf(name = ''): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

function joined(year = '', month: number, day = ''): string | null {
  const out = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${out}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(out) ? null : out
}

/** `5031364`, `KB 5031364` and `kb5031364` are one article; anything else stays as it is. */
export function updateIdOf(text: string): string {
  const article = /^(?:KB[ -]?(\d{6,7})|(\d{7}))$/i.exec(text.trim())?.slice(1).find(Boolean)
  return article === undefined ? text.trim() : `KB${article}`
}
