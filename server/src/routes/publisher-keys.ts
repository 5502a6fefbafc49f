import * as contract from '@holdpoint/api'
import { accept } from '@holdpoint/std'
import { addPublisherKey, removePublisherKey } from '../act/publisher-keys.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { publisherKeysView } from '../read/publisher-keys-view.ts'

export function registerPublisherKeys(register: Register, platform: Platform): void {
  register(contract.listPublisherKeys, async () => accept(await publisherKeysView(platform)))
  register(contract.addPublisherKey, ({ body, person, idempotencyKey }) =>
    addPublisherKey(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.removePublisherKey, ({ params, body, person, idempotencyKey }) =>
    removePublisherKey(
      platform,
      { fingerprint: params.id, ...body },
      { actor: actorOf(person), commandId: idempotencyKey },
    ),
  )
}
