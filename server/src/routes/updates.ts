import * as contract from '@holdpoint/api'
import { accept, refuse } from '@holdpoint/std'
import { hearReleases } from '../act/hear-releases.ts'
import { noSuchAsset } from '../act/import-inventory.ts'
import { importUpdates, previewUpdates } from '../act/import-updates.ts'
import { linkUpdateFile } from '../act/link-update-file.ts'
import { ruleQualification } from '../act/rule-qualification.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { assetUpdates, updatesView } from '../read/updates-view.ts'

export function registerUpdates(register: Register, platform: Platform): void {
  register(contract.listUpdates, async () => accept(await updatesView(platform)))
  register(contract.previewUpdates, ({ body }) => previewUpdates(platform, body))
  register(contract.importUpdates, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const imported = await importUpdates(platform, body, acting)
    if (imported.ok) await hearReleases(platform)
    return imported
  })
  register(contract.ruleOnQualification, ({ body, person, idempotencyKey }) =>
    ruleQualification(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.linkUpdateFile, ({ body, person, idempotencyKey }) =>
    linkUpdateFile(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.listAssetUpdates, async ({ params }) => {
    const found = await assetUpdates(platform, params.id)
    return found === null ? refuse(noSuchAsset(params.id)) : accept(found)
  })
}
