import type { PublisherKeysView, ShownSignature, SignatureCounts } from '@holdpoint/api'
import { type PublisherKey, type SignatureVerdict, signatureInWords } from '@holdpoint/core'
import { publisherKeys } from '../act/publisher-keys.ts'
import type { Platform } from '../platform.ts'
import { peopleNames } from './people-names.ts'

export async function publisherKeysView(platform: Platform): Promise<PublisherKeysView> {
  const [keys, heads, records, nameOf] = await Promise.all([
    publisherKeys(platform),
    platform.advisories.heads(),
    platform.signatures.all(),
    peopleNames(platform),
  ])
  const known = new Map(records.map((one) => [keyOf(one), one.verdict]))
  const verdicts = heads.map((head) => known.get(keyOf(head)) ?? null)
  const signedBy = ({ fingerprint }: PublisherKey) =>
    verdicts.filter((one) => one?.kind === 'signed' && one.fingerprint === fingerprint).length
  const shown = keys.map((key) => {
    const { fingerprint, userIds, expiresAt, isCompared, addedAt, removed } = key
    return {
      ...{ fingerprint, userIds, expiresAt, isCompared, addedAt, signed: signedBy(key) },
      addedByName: nameOf(key.addedBy),
      removed:
        removed === null
          ? null
          : { reason: removed.reason, byName: nameOf(removed.personId), at: removed.at },
    }
  })
  const inForce = shown.filter((one) => one.removed === null)
  const ended = shown.filter((one) => one.removed !== null)
  return { keys: [...inForce, ...ended], counts: countsOf(verdicts), advisories: heads.length }
}

/** Of one revision; a key that was removed since is said with it. */
export async function shownSignature(
  platform: Platform,
  of: { readonly advisoryId: string; readonly sha256: string },
): Promise<ShownSignature> {
  const records = await platform.signatures.all()
  const verdict = records.find((one) => keyOf(one) === keyOf(of))?.verdict ?? null
  if (verdict === null) {
    return { kind: 'unchecked', words: 'Came before signatures were checked here', detail: null }
  }
  const { kind } = verdict
  const words = signatureInWords(verdict)
  if (verdict.kind === 'unsigned' || verdict.kind === 'key-unknown') {
    return { kind, words, detail: null }
  }
  const { fingerprint } = verdict
  const own = (await publisherKeys(platform)).filter((one) => one.fingerprint === fingerprint)
  const removed = own.at(-1)?.removed ?? null
  const since = removed === null ? '' : `; the key was removed on ${removed.at.slice(0, 10)}`
  return { kind, words, detail: fingerprint === '' ? null : `Key ${fingerprint}${since}` }
}

function countsOf(verdicts: readonly (SignatureVerdict | null)[]): SignatureCounts {
  const count = (kind: SignatureVerdict['kind']) =>
    verdicts.filter((one) => one?.kind === kind).length
  return {
    signed: count('signed'),
    'key-unknown': count('key-unknown'),
    unsigned: count('unsigned'),
    bad: count('bad'),
    unchecked: verdicts.filter((one) => one === null).length,
  }
}

function keyOf({ advisoryId, sha256 }: { readonly advisoryId: string; readonly sha256: string }) {
  return JSON.stringify([advisoryId, sha256])
}
