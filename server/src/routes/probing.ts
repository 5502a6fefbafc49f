import * as contract from '@holdpoint/api'
import {
  type Asset,
  decideProbing,
  identityDifferences,
  type Probing,
  probeRefusals,
} from '@holdpoint/core'
import { accept, refuse } from '@holdpoint/std'
import { actOnProbing, probe, probingFacts, probingNow } from '../act/act-on-probing.ts'
import { noSuchAsset } from '../act/import-inventory.ts'
import {
  keepProbeCredential,
  lacksSecret,
  noProbeCredential,
  probeSecret,
} from '../act/probe-credential.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { assetById } from '../runner/controller-access.ts'

/** A release with which nothing is wrong but perhaps who gives it, and for what. */
const ANY_RELEASE = { kind: 'release-probe', processState: 'any', freeConnections: 1 } as const

export function registerProbing(register: Register, platform: Platform): void {
  register(contract.readProbing, async () => {
    const probing = await probingNow(platform)
    return accept({ policy: probing?.policy ?? { zones: [], knownSafe: [] } })
  })
  register(contract.setProbing, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const command = { kind: 'set-policy', policy: body } as const
    const acted = await actOnProbing(platform, { ...acting, command, asset: null })
    if (!acted.ok) return acted
    return accept({ leaf: acted.value.leaf, policy: acted.value.state.policy })
  })
  register(contract.readProbe, async ({ params, person }) => {
    const asset = await assetById(platform, params.id)
    if (asset === null) return refuse(noSuchAsset(params.id))
    const probing = await probingNow(platform)
    const facts = probingFacts(platform, actorOf(person), asset)
    const released = decideProbing(probing, ANY_RELEASE, facts)
    const { identity } = asset
    const lacking = lacksSecret(asset, await probeSecret(platform, asset))
    const unkept = lacking ? [noProbeCredential(asset)] : []
    return accept({
      target: identity === null ? null : `${identity.protocol} ${identity.host}:${identity.port}`,
      planned: identity === null ? [] : platform.identityProbe.planned(identity),
      release: probing?.releases[asset.id] ?? null,
      refusals: [...probeRefusals(probing, facts), ...unkept],
      releaseRefusals: released.ok ? [] : released.refusal,
      connectionsHeld: facts.connectionsHeld,
      newest: answerOf(probing, asset),
    })
  })
  register(contract.releaseProbe, async ({ params, body, person, idempotencyKey }) => {
    const asset = await assetById(platform, params.id)
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const command = { kind: 'release-probe', ...body } as const
    const acted = await actOnProbing(platform, { ...acting, command, asset })
    if (!acted.ok) return acted
    const { leaf, state } = acted.value
    return accept({ leaf, release: state.releases[params.id] ?? null })
  })
  register(contract.setProbeCredential, async ({ params, body, person, idempotencyKey }) => {
    const asset = await assetById(platform, params.id)
    if (asset === null) return refuse(noSuchAsset(params.id))
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const secret = { authentication: body.authentication, privacy: body.privacy ?? null }
    return keepProbeCredential(platform, acting, { asset, secret })
  })
  register(contract.probeAsset, async ({ params, person, idempotencyKey }) => {
    const asset = await assetById(platform, params.id)
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const acted = await probe(platform, acting, asset)
    if (!acted.ok) return acted
    const { leaf, state } = acted.value
    return accept({ leaf, answer: asset === null ? null : answerOf(state, asset) })
  })
}

function answerOf(probing: Probing | null, asset: Asset): contract.ProbeAnswer | null {
  const outcome = probing?.outcomes[asset.id]
  if (outcome === undefined) return null
  // What ended before endings were kept has none.
  const { at, identity, why, refusal = null } = outcome
  const differences = identity === null ? [] : identityDifferences(asset, identity)
  return { at, identity, why, refusal, differences }
}
