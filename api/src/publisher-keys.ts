import type { SignatureVerdict } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, none, text } from './shapes.ts'

/** A publisher's public key that the plant keeps or kept, without its bytes. */
export type ShownPublisherKey = {
  readonly fingerprint: string
  readonly userIds: readonly string[]
  readonly expiresAt: string | null
  readonly isCompared: boolean
  readonly addedByName: string
  readonly addedAt: string
  readonly removed: {
    readonly reason: string
    readonly byName: string
    readonly at: string
  } | null
  /** Of the advisories that are stored, how many it signed. */
  readonly signed: number
}

/** Of the latest revisions that are stored, what the plant's own keys said. */
export type SignatureCounts = Readonly<Record<SignatureVerdict['kind'] | 'unchecked', number>>

export type PublisherKeysView = {
  /** Those in force first. */
  readonly keys: readonly ShownPublisherKey[]
  readonly counts: SignatureCounts
  readonly advisories: number
}

export type KeyAdded = {
  readonly leaf: number
  readonly fingerprint: string
  /** Of what had come signed by it before: what holds now, and what does not. */
  readonly recognised: number
  readonly bad: number
}

export const listPublisherKeys = defineRoute({
  name: 'keys list',
  summary: 'Public keys by which advisories are checked here, and what they have shown',
  method: 'GET',
  path: '/api/publisher-keys',
  params: none,
  query: none,
  body: none,
  response: answers<PublisherKeysView>(),
})

export const addPublisherKey = defineRoute({
  name: 'keys add',
  summary: 'Keep a public key of a publisher; with its fingerprint as it came by another way',
  method: 'POST',
  path: '/api/publisher-keys',
  params: none,
  query: none,
  body: z.strictObject({
    /** The OpenPGP key in armour. */
    armored: z.string().min(1).max(1_000_000),
    fingerprint: z.string().max(200).optional(),
  }),
  response: answers<KeyAdded>(),
})

export const removePublisherKey = defineRoute({
  name: 'keys remove',
  summary: 'Check nothing more with a key; what it has shown stays in the record',
  method: 'POST',
  /** By its fingerprint. */
  path: '/api/publisher-keys/:id/remove',
  params: byId,
  query: none,
  body: z.strictObject({ reason: text }),
  response: answers<{ readonly leaf: number }>(),
})
