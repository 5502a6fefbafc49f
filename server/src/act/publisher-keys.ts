import type { KeyAdded } from '@holdpoint/api'
import {
  decidePublisherKeys,
  evolvePublisherKeys,
  type Facts,
  keysInForce,
  type PublisherKey,
  type PublisherKeyCommand,
  type PublisherKeyEvent,
  type PublisherKeys,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { readPublisherKey, type SignatureChecker, signatureChecker } from '@holdpoint/feeds'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  load,
  nothingBeside,
} from './act-on-stream.ts'

const STREAM = 'publisher-keys'
const CHECKED_AT_A_TIME = 100

const keysAggregate: Aggregate<PublisherKeys, PublisherKeyCommand, PublisherKeyEvent, Facts> = {
  stream: (id) => id,
  evolve: evolvePublisherKeys,
  decide: decidePublisherKeys,
  beside: ({ after }) => ({
    ...nothingBeside,
    readModels: [{ kind: STREAM, id: 'newest', body: asJson(after) }],
  }),
}

/** Every key that was ever kept here. */
export async function publisherKeys(platform: Platform): Promise<readonly PublisherKey[]> {
  return (await load(platform, keysAggregate, STREAM)).state?.keys ?? []
}

/** Checks by the keys that are kept at this moment. */
export async function checkerNow(platform: Platform): Promise<SignatureChecker> {
  return signatureChecker(keysInForce({ keys: await publisherKeys(platform) }))
}

type Added = { readonly armored: string; readonly fingerprint?: string | undefined }

/** A key of a publisher; what came signed by it before is checked now. */
export async function addPublisherKey(
  platform: Platform,
  { armored, fingerprint }: Added,
  acting: Acting,
): Promise<Result<KeyAdded, readonly Refusal[]>> {
  const key = await readPublisherKey(armored)
  if (!key.ok) {
    const what = `The key file ${key.refusal}`
    return refuse([refusalOf('malformed-request', what, 'Give the public key in armour')])
  }
  const acted = await actOnKeys(platform, acting, {
    kind: 'add-publisher-key',
    key: key.value,
    told: fingerprint === undefined || fingerprint === '' ? null : fingerprint,
  })
  if (!acted.ok) return acted
  const checked = await checkUnknown(platform, acted.value.leaf)
  return accept({ leaf: acted.value.leaf, fingerprint: key.value.fingerprint, ...checked })
}

export async function removePublisherKey(
  platform: Platform,
  given: { readonly fingerprint: string; readonly reason: string },
  acting: Acting,
): Promise<Result<{ readonly leaf: number }, readonly Refusal[]>> {
  const acted = await actOnKeys(platform, acting, { kind: 'remove-publisher-key', ...given })
  return acted.ok ? accept({ leaf: acted.value.leaf }) : acted
}

function actOnKeys(
  platform: Platform,
  acting: Acting,
  command: PublisherKeyCommand,
): Promise<Result<Acted<PublisherKeys>, readonly Refusal[]>> {
  const facts = { now: platform.now(), actor: acting.actor }
  return actOnStream(platform, keysAggregate, { ...acting, id: STREAM, command, facts })
}

/** What came signed by a key that was not kept then. A bad one is stored already: it is shown as bad. */
async function checkUnknown(platform: Platform, leaf: number) {
  const check = await checkerNow(platform)
  let [recognised, bad] = [0, 0]
  let after = { advisoryId: '', sha256: '' }
  for (;;) {
    const part = await platform.signatures.unknown(after, CHECKED_AT_A_TIME)
    const last = part.at(-1)
    if (last === undefined) return { recognised, bad }
    after = last
    const records = await Promise.all(
      part.map(async ({ advisoryId, sha256, asc, bytes }) => {
        const verdict = await check(bytes, asc)
        if (verdict.kind === 'signed') recognised += 1
        if (verdict.kind === 'bad') bad += 1
        return { advisoryId, sha256, asc, verdict }
      }),
    )
    await platform.signatures.put(`key:${leaf}`, records)
  }
}
