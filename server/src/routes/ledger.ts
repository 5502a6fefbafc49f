import * as contract from '@holdpoint/api'
import { eventWords } from '@holdpoint/core'
import { accept } from '@holdpoint/std'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { peopleNames } from '../read/people-names.ts'

export function registerLedger(register: Register, platform: Platform): void {
  register(contract.readLedger, async ({ query }) => {
    const { size } = await platform.store.head()
    const end = Math.min(query.before ?? size, size)
    const from = Math.max(0, end - query.limit)
    const events = await platform.store.readLedger(from, end - from)
    const nameOf = await peopleNames(platform)
    return accept({
      size,
      checkpoint: await platform.ledger.newest(),
      verifierKey: platform.ledger.verifierKey,
      entries: [...events].reverse().map((event) => ({
        leaf: event.leafIndex,
        at: event.at,
        by: event.by,
        byName: nameOf(event.by),
        stream: event.stream,
        version: event.version,
        kind: event.kind,
        words: eventWords(event),
      })),
    })
  })
  register(contract.exportLedger, async () => {
    const files = await platform.ledger.exportFiles()
    return accept({
      files: files.map(({ path, bytes }) => ({
        path,
        contentBase64: Buffer.from(bytes).toString('base64'),
      })),
    })
  })
}
