import {
  type Asset,
  holds,
  networkFaults,
  notYourRole,
  type PlantNetwork,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { type KeptNetwork, NETWORK_MODEL } from '../read/plant-guard.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'
import { reviewExposure } from './review-exposure.ts'

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** All or nothing: a list with one fault is refused with every fault named by its path. */
export async function importNetwork(
  platform: Platform,
  wish: { readonly network: PlantNetwork; readonly source: string },
  acting: Acting,
): Promise<Result<number, readonly Refusal[]>> {
  if (!holds(acting.actor, importers)) {
    return refuse([notYourRole(importers, 'Importing zones and conduits')])
  }
  const rows = await platform.store.listModels('asset')
  const faults = networkFaults(
    wish.network,
    rows.map((row) => row.body as unknown as Asset),
  )
  if (faults.length > 0) {
    return refuse(
      faults.map(({ path, words }) =>
        refusalOf('network-fault', `${path}: ${words}`, 'Correct the list and import it again'),
      ),
    )
  }
  const { network, source } = wish
  const body = {
    source,
    digest: canonicalDigest(asJson(network)),
    zones: network.zones.length,
    conduits: network.conduits.length,
  }
  const kept: KeptNetwork = { network, source, at: platform.now() }
  const leaf = await record(platform, {
    ...acting,
    stream: 'network',
    event: { kind: 'network-imported', body },
    readModels: [{ ...NETWORK_MODEL, body: asJson(kept) }],
  })
  if (leaf.ok) await reviewExposure(platform)
  return leaf
}
