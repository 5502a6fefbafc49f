import type { Instant } from '../../plant/instant.ts'
import type { CivilDay } from '../clocks/civil-day.ts'

/** What comes from where: advisories by a provider or in a folder, or facts about vulnerabilities. */
export const sourceKinds = [
  'csaf-provider',
  'folder',
  'kev',
  'epss',
  'cve-json',
  'vulnrichment',
] as const

export type SourceKind = (typeof sourceKinds)[number]

/** Somebody looked whether a source still gives what the plant needs of it. */
export type SourceReview = {
  readonly on: CivilDay
  readonly note: string
  readonly personId: string
  readonly at: Instant
  /** It was due before that day; late stays recorded as late. */
  readonly isLate: boolean
}

/** What last came from a source, and how. */
export type SourceDelivery = {
  readonly at: Instant
  readonly how: 'fetched' | 'handed-over'
  readonly personId: string
  /** How many documents the source lists; null where it lists none. */
  readonly listed: number | null
  readonly stored: number
  readonly unchanged: number
  readonly refused: number
}

/** Where advisories or facts about vulnerabilities come from, and who answers for it. */
export type InformationSource = {
  readonly id: string
  readonly name: string
  readonly kind: SourceKind
  /** A domain or an https address; null where it only ever comes by hand. */
  readonly address: string | null
  readonly ownerId: string
  readonly reviewEveryDays: number
  readonly since: CivilDay
  readonly reviews: readonly SourceReview[]
  readonly lastDelivery: SourceDelivery | null
  readonly ended: {
    readonly reason: string
    readonly personId: string
    readonly at: Instant
  } | null
}

export type SourceWish = Pick<InformationSource, 'name' | 'address' | 'ownerId' | 'reviewEveryDays'>

export type SourceCommand =
  | ({
      readonly kind: 'register-source'
      readonly id: string
      readonly of: SourceKind
    } & SourceWish & {
        readonly since: CivilDay
      })
  | ({ readonly kind: 'change-source'; readonly id: string } & SourceWish)
  | {
      readonly kind: 'review-source'
      readonly id: string
      readonly on: CivilDay
      readonly note: string
    }
  | { readonly kind: 'end-source'; readonly id: string; readonly reason: string }
  | ({ readonly kind: 'note-delivery'; readonly id: string } & Omit<
      SourceDelivery,
      'at' | 'personId'
    >)

export type SourceEvent =
  | {
      readonly kind: 'source-registered'
      readonly body: Omit<InformationSource, 'reviews' | 'lastDelivery' | 'ended'>
    }
  | { readonly kind: 'source-changed'; readonly body: { readonly id: string } & SourceWish }
  | { readonly kind: 'source-reviewed'; readonly body: { readonly id: string } & SourceReview }
  | {
      readonly kind: 'source-ended'
      readonly body: { readonly id: string } & NonNullable<InformationSource['ended']>
    }
  | { readonly kind: 'source-delivered'; readonly body: { readonly id: string } & SourceDelivery }

/** Every source that was ever registered, in the order of their coming. */
export type SourceRegister = { readonly sources: readonly InformationSource[] }

export function evolveSources(state: SourceRegister | null, event: SourceEvent): SourceRegister {
  const sources = state?.sources ?? []
  const change = (id: string, into: (one: InformationSource) => InformationSource) => ({
    sources: sources.map((one) => (one.id === id ? into(one) : one)),
  })
  switch (event.kind) {
    case 'source-registered': {
      const fresh = { ...event.body, reviews: [], lastDelivery: null, ended: null }
      return { sources: [...sources, fresh] }
    }
    case 'source-changed':
      return change(event.body.id, (one) => ({ ...one, ...event.body }))
    case 'source-reviewed': {
      const { id, ...review } = event.body
      return change(id, (one) => ({ ...one, reviews: [...one.reviews, review] }))
    }
    case 'source-ended': {
      const { id, ...ended } = event.body
      return change(id, (one) => ({ ...one, ended }))
    }
    case 'source-delivered': {
      const { id, ...lastDelivery } = event.body
      return change(id, (one) => ({ ...one, lastDelivery }))
    }
  }
}
