/** What kind of fact changed; each one touches the decisions of certain people, and no others. */
export const changedFacts = [
  'product-added',
  'product-removed',
  'product-renumbered',
  'vulnerability-added',
  'vulnerability-removed',
  'status',
  'score',
  'weakness',
  'exploitation',
  'impact',
  'targets',
  'fix',
  'fix-place',
  'restart',
  'way-back',
  'mitigation',
  'text',
  'title',
  'publisher',
  'history',
] as const

export type ChangedFact = (typeof changedFacts)[number]

/** One difference between two revisions of a document, in words and in both texts. */
export interface RevisionChange {
  readonly fact: ChangedFact
  /** The vulnerability, or null where it is about the whole document. */
  readonly about: string | null
  readonly words: string
  /** The vendor's own text in either revision; null where there is none. */
  readonly before: string | null
  readonly after: string | null
  /** The entries concerned, by their ids in each revision; both empty: the whole document. */
  readonly productIds: { readonly before: readonly string[]; readonly after: readonly string[] }
}

export const WHOLE_DOCUMENT = { before: [], after: [] } as const
