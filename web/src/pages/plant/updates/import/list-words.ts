import type { UpdateField, UpdateListKind, VerdictMeaning } from '@holdpoint/core'
import { updateFields } from '@holdpoint/core'

const fieldWords: Readonly<Record<UpdateField, string>> = {
  id: 'Id of the update',
  vendor: 'Vendor',
  product: 'Product',
  title: 'Title',
  released: 'Day of release',
  security: 'Security-related',
  from: 'From version',
  to: 'To version',
  supersedes: 'Supersedes',
  restart: 'Restart',
  reversibility: 'Way back',
  cves: 'CVEs',
  version: 'Version it is said of',
  update: 'Id of the update',
  verdict: 'Verdict',
  stated: 'Day of the statement',
}

/** What may be the same for all rows of a list, where no column says it. */
export const constantFields = {
  releases: ['vendor', 'product', 'released', 'security', 'restart', 'reversibility'],
  qualifications: ['product', 'version', 'stated'],
} as const satisfies Record<UpdateListKind, readonly UpdateField[]>

export function wordsOfField(field: UpdateField): string {
  return fieldWords[field]
}

export function fieldChoices(kind: UpdateListKind) {
  const fields = updateFields[kind].map((value) => ({ value, words: fieldWords[value] }))
  return [{ value: '', words: 'Not read' }, ...fields]
}

const meanings: Readonly<Record<VerdictMeaning, string>> = {
  approved: 'Qualified (approved)',
  'not-approved': 'Not qualified',
  pending: 'In test (pending)',
  'left-out': 'Says nothing: leave the row out',
}

export const meaningChoices = Object.entries(meanings).map(([value, words]) => ({ value, words }))

export function isMeaning(text: string): text is VerdictMeaning {
  return Object.hasOwn(meanings, text)
}
