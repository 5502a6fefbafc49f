import type { FoundAdvisory } from '@holdpoint/api'
import {
  type AdvisoryRecord,
  compareByField,
  meetsConditions,
  type SearchCondition,
} from '@holdpoint/core'
import { type DocumentTerms, documentTerms } from '@holdpoint/csaf'
import { advisoryRecords } from '../act/act-on-advisory.ts'
import type { Person, Platform } from '../platform.ts'
import { advisoryRow, countsByAdvisory } from './finding-rows.ts'

export type SearchWish = {
  readonly where: readonly SearchCondition[]
  readonly sort: string | null
  readonly order: 'up' | 'down'
  readonly unreadOnly: boolean
}

/** The latest revisions that meet every condition, sorted by one field. */
export async function searchAdvisories(
  platform: Platform,
  wish: SearchWish,
  person: Person,
): Promise<readonly FoundAdvisory[]> {
  const fields = [
    ...wish.where.map(({ field }) => field),
    ...(wish.sort === null ? [] : [wish.sort]),
  ]
  const terms = await termsOf(platform, fields)
  const records = new Map((await advisoryRecords(platform)).map((one) => [one.id, one]))
  const counts = countsByAdvisory(await platform.findingReader.countsByAdvisory())
  const found = (await platform.advisories.heads())
    .map((head) => ({ head, terms: terms.get(head.advisoryId) ?? {} }))
    .filter((one) => meetsConditions(one.terms, wish.where))
  const { sort } = wish
  const bySort = sort === null ? null : compareByField(sort, wish.order)
  const sorted = bySort === null ? found : found.toSorted((a, b) => bySort(a.terms, b.terms))
  return sorted
    .map(({ head, terms: own }) => ({
      ...advisoryRow(head, counts),
      ...deskOf(records.get(head.advisoryId), { person, version: head.version }),
      revisions: head.revisions,
      sortedBy: sort === null ? [] : (own[sort] ?? []),
    }))
    .filter((row) => !wish.unreadOnly || !row.isRead)
}

function deskOf(
  record: AdvisoryRecord | undefined,
  { person, version }: { readonly person: Person; readonly version: string },
) {
  const isRead = record?.readBy[person.personId] === version
  return { isRead, comments: record?.comments.length ?? 0 }
}

/** Documents from before terms were kept are read once for them. */
async function termsOf(
  platform: Platform,
  fields: readonly string[],
): Promise<ReadonlyMap<string, DocumentTerms>> {
  const { advisories } = platform
  const known = await advisories.terms(fields)
  const missing = [...known].filter(([, terms]) => terms === null).map(([id]) => id)
  for (const id of missing) {
    const [stored] = await advisories.read([id])
    const found = stored === undefined ? null : documentTerms(stored.bytes)
    if (stored === undefined || found === null || !found.ok) continue
    await advisories.putTerms(id, stored.sha256, found.value)
  }
  const filled = missing.length === 0 ? known : await advisories.terms(fields)
  return new Map([...filled].map(([id, terms]) => [id, terms ?? {}]))
}
