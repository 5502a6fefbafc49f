import {
  assetOfDossier,
  type DeviceIdentity,
  hear,
  type Refusal,
  type StatedFacts,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { assetWrites, changeInventory, knownAsset } from './change-inventory.ts'
import { noSuchAsset } from './import-inventory.ts'
import { matchAgain } from './match-again.ts'

/**
 * What a device said when it was asked is one more source: it fills in what nobody recorded, and
 * stands beside what somebody did. Names of vendor and product are written too differently to say
 * that they contradict.
 */
export async function hearProbe(
  platform: Platform,
  acting: Acting,
  heard: { readonly assetId: string; readonly identity: DeviceIdentity },
): Promise<Result<null, readonly Refusal[]>> {
  const { assetId, identity } = heard
  const { orderNumber, series, serial, firmware, protocol } = identity
  const facts: StatedFacts = { orderNumber, series, serial, firmware }
  const source = `active probe, ${protocol}`
  const done = await changeInventory(platform, acting, async () => {
    const known = await knownAsset(platform, assetId)
    if (known === null) return refuse(noSuchAsset(assetId))
    const said = { source, origin: 'probe', at: platform.now(), facts } as const
    const { dossier, changes } = hear(known.dossier, said)
    const asset = assetOfDossier(dossier) ?? known.asset
    const count = (effect: string) => changes.filter((one) => one.effect === effect).length
    const changed = count('set') + count('changed')
    const body = {
      assetId,
      tag: asset.tag,
      source,
      changed,
      agrees: count('agrees'),
      conflicts: count('conflict'),
    }
    return accept({
      event: { kind: 'probe-heard', body },
      readModels: assetWrites([{ asset, dossier, changesAsset: changed > 0 }]),
      told: changed > 0,
    })
  })
  if (!done.ok) return done
  if (done.value.told) await matchAgain(platform, acting.actor)
  return accept(null)
}
