import {
  type AssetDossier,
  assetFacts,
  assetOfDossier,
  type FactField,
  inventoryRefusals,
  type KnownAsset,
  type Refusal,
  refusalOf,
  ruleFact,
  sameValue,
  standing,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { assetWrites, changeInventory, knownAsset } from './change-inventory.ts'
import { noSuchAsset } from './import-inventory.ts'
import { matchAgain } from './match-again.ts'

export type RulingWish = {
  readonly facts: readonly { readonly assetId: string; readonly field: FactField }[]
  readonly source: string
  readonly reason: string
}

/** A person says whose word stands. All of the facts are ruled, or none; the ledger has it once. */
export async function ruleFacts(
  platform: Platform,
  wish: RulingWish,
  acting: Acting,
): Promise<Result<{ readonly leaf: number; readonly ruled: number }, readonly Refusal[]>> {
  const notTheirs = inventoryRefusals(acting.actor, 'Ruling on facts')
  if (notTheirs.length > 0) return refuse(notTheirs)
  const done = await changeInventory(platform, acting, () => decide(platform, wish, acting))
  if (!done.ok) return done
  if (done.value.told) await matchAgain(platform, acting.actor)
  return accept({ leaf: done.value.leaf, ruled: wish.facts.length })
}

async function decide(platform: Platform, wish: RulingWish, acting: Acting) {
  const at = platform.now()
  const { source, reason } = wish
  const ruling = { source, reason, by: acting.actor.personId, at }
  const touched = new Map<string, KnownAsset>()
  const ruled: { assetId: string; tag: string; field: string; value: string }[] = []
  const refusals: Refusal[] = []
  let changes = false
  for (const { assetId, field } of wish.facts) {
    const known = touched.get(assetId) ?? (await knownAsset(platform, assetId))
    if (known === null) {
      refusals.push(...noSuchAsset(assetId))
      continue
    }
    const fact = known.dossier.facts[field]
    const next = fact === undefined ? null : ruleFact(fact, ruling)
    if (fact === undefined || next === null) {
      refusals.push(saysNothing(known, field, source))
      continue
    }
    changes ||= !sameValue(standing(fact).value, standing(next).value)
    const facts = { ...known.dossier.facts, [field]: next }
    const dossier: AssetDossier = { ...known.dossier, facts }
    touched.set(assetId, { asset: assetOfDossier(dossier) ?? known.asset, dossier })
    const value = JSON.stringify(standing(next).value)
    ruled.push({ assetId, tag: known.asset.tag, field, value })
  }
  if (refusals.length > 0) return refuse(refusals)
  const tag = [...new Set(ruled.map((one) => one.tag))].join(', ')
  const field = [...new Set(wish.facts.map((one) => assetFacts[one.field].words))].join(', ')
  const writes = [...touched.values()].map((one) => ({ ...one, changesAsset: true }))
  return accept({
    event: { kind: 'fact-ruled', body: { tag, field, source, reason, facts: ruled } },
    readModels: assetWrites(writes),
    told: changes,
  })
}

function saysNothing({ asset }: KnownAsset, field: FactField, source: string): Refusal {
  const { words } = assetFacts[field]
  const what = `"${source}" says nothing about ${words} of ${asset.tag}`
  return refusalOf('no-such-claim', what, 'Choose one of the sources that stand on the asset page')
}
