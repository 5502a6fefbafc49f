import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { type Facts, holds } from '../../plant/actor.ts'
import type { Instant } from '../../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'

/** A publisher's public key as its file has it. */
export type ReadPublisherKey = {
  readonly fingerprint: string
  readonly userIds: readonly string[]
  readonly createdAt: Instant
  /** Null: it says that it does not end. */
  readonly expiresAt: Instant | null
  readonly armored: string
}

/** A key with which this plant checks advisories, and who vouched for it. */
export type PublisherKey = ReadPublisherKey & {
  /** Somebody held its fingerprint against one that came by another way. */
  readonly isCompared: boolean
  readonly addedBy: string
  readonly addedAt: Instant
  readonly removed: {
    readonly reason: string
    readonly personId: string
    readonly at: Instant
  } | null
}

/** Every key that was ever kept; removed ones check nothing more. */
export type PublisherKeys = { readonly keys: readonly PublisherKey[] }

export type PublisherKeyCommand =
  | {
      readonly kind: 'add-publisher-key'
      readonly key: ReadPublisherKey
      /** As the publisher tells it by another way; null where nobody compared. */
      readonly told: string | null
    }
  | {
      readonly kind: 'remove-publisher-key'
      readonly fingerprint: string
      readonly reason: string
    }

export type PublisherKeyEvent =
  | { readonly kind: 'publisher-key-added'; readonly body: Omit<PublisherKey, 'removed'> }
  | {
      readonly kind: 'publisher-key-removed'
      readonly body: {
        readonly fingerprint: string
        readonly reason: string
        readonly personId: string
        readonly at: Instant
      }
    }

const keepers = ['ot-cybersecurity-lead'] as const

export function keysInForce({ keys }: PublisherKeys): readonly PublisherKey[] {
  return keys.filter(({ removed }) => removed === null)
}

export function decidePublisherKeys(
  state: PublisherKeys | null,
  command: PublisherKeyCommand,
  { actor, now }: Facts,
): Result<readonly PublisherKeyEvent[], readonly Refusal[]> {
  if (!holds(actor, keepers)) return refuse([notYourRole(keepers, 'Keeping publishers’ keys')])
  const kept = keysInForce(state ?? { keys: [] })
  const by = { personId: actor.personId, at: now }
  switch (command.kind) {
    case 'add-publisher-key': {
      const { key, told } = command
      const refusals = keyRefusals(key, told, kept)
      if (refusals.length > 0) return refuse(refusals)
      const vouched = { isCompared: told !== null, addedBy: by.personId, addedAt: by.at }
      return accept([{ kind: 'publisher-key-added', body: { ...key, ...vouched } }])
    }
    case 'remove-publisher-key': {
      const { fingerprint, reason } = command
      if (kept.some((one) => one.fingerprint === fingerprint)) {
        return accept([{ kind: 'publisher-key-removed', body: { fingerprint, reason, ...by } }])
      }
      const what = `No key ${fingerprint} is kept here`
      return refuse([refusalOf('no-such-key', what, 'Give the fingerprint of a key of the list')])
    }
    default:
      return unreachable(command)
  }
}

function keyRefusals(
  { fingerprint }: ReadPublisherKey,
  told: string | null,
  kept: readonly PublisherKey[],
): readonly Refusal[] {
  const refusals: Refusal[] = []
  const wanted = told?.replace(/[\s:]/g, '').toUpperCase() ?? null
  if (wanted !== null && wanted !== fingerprint) {
    const what = `The fingerprint of the key is ${fingerprint}, not ${wanted}`
    refusals.push(refusalOf('wrong-fingerprint', what, 'Ask the publisher by another way'))
  }
  if (kept.some((one) => one.fingerprint === fingerprint)) {
    const what = `The key ${fingerprint} is kept already`
    refusals.push(refusalOf('key-known', what, 'Nothing is to be done'))
  }
  return refusals
}

export function evolvePublisherKeys(
  state: PublisherKeys | null,
  event: PublisherKeyEvent,
): PublisherKeys {
  const keys = state?.keys ?? []
  switch (event.kind) {
    case 'publisher-key-added':
      return { keys: [...keys, { ...event.body, removed: null }] }
    case 'publisher-key-removed': {
      const { fingerprint, ...removed } = event.body
      const ends = (one: PublisherKey) => one.removed === null && one.fingerprint === fingerprint
      return { keys: keys.map((one) => (ends(one) ? { ...one, removed } : one)) }
    }
  }
}
