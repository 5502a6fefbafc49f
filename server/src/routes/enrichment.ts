import * as contract from '@holdpoint/api'
import { accept } from '@holdpoint/std'
import { importEnrichment } from '../act/import-enrichment.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { enrichmentView } from '../read/enrichment-view.ts'
import { actorOf } from '../read/people-names.ts'

export function registerEnrichment(register: Register, platform: Platform): void {
  register(contract.readEnrichment, async () => accept(await enrichmentView(platform)))
  register(contract.importEnrichment, ({ body, person, idempotencyKey }) =>
    importEnrichment(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
}
