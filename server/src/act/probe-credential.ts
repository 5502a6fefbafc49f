import {
  type Asset,
  holds,
  notYourRole,
  type ProbeSecret,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { record } from './record.ts'

const engineers = ['control-systems-engineer'] as const

const credentialIdOf = (asset: Asset) => `probe:${asset.id}`

/** The words of the SNMP user that asks this asset; null where there is no such user, or none are kept. */
export async function probeSecret(platform: Platform, asset: Asset): Promise<ProbeSecret | null> {
  const user = asset.identity?.snmpUser
  if (user === undefined) return null
  const kept = await platform.credentials.get(credentialIdOf(asset))
  // Words that were kept for another user are not those of this one.
  if (kept === null || kept.username !== user.name) return null
  return { authentication: kept.password, privacy: kept.privacy ?? null }
}

export function lacksSecret(asset: Asset, secret: ProbeSecret | null): boolean {
  const user = asset.identity?.snmpUser
  if (user === undefined) return false
  return secret === null || (user.privacy !== 'none' && secret.privacy === null)
}

export function noProbeCredential(asset: Asset): Refusal {
  const what = `The words of the SNMP user of ${asset.tag} are not kept`
  return refusalOf('no-credential', what, 'Keep them', 'control-systems-engineer')
}

export async function keepProbeCredential(
  platform: Platform,
  acting: Acting,
  given: { readonly asset: Asset; readonly secret: ProbeSecret },
): Promise<Result<{ readonly leaf: number; readonly credentialId: string }, readonly Refusal[]>> {
  const { asset, secret } = given
  const { actor, commandId } = acting
  if (!holds(actor, engineers)) return refuse([notYourRole(engineers, 'Recording a credential')])
  const user = asset.identity?.snmpUser
  if (user === undefined) {
    const what = `${asset.tag} is not asked as an SNMP user`
    const clearedBy = 'Record the user in its identity channel'
    return refuse([refusalOf('no-channel', what, clearedBy, engineers[0])])
  }
  if (lacksSecret(asset, secret)) {
    const what = `The messages of ${user.name} are sealed: the words of privacy are missing`
    return refuse([refusalOf('no-credential', what, 'Give both', engineers[0])])
  }
  const credentialId = credentialIdOf(asset)
  const { authentication: password, privacy } = secret
  const sealed = privacy === null ? {} : { privacy }
  await platform.credentials.put(credentialId, { username: user.name, password, ...sealed })
  const recorded = await record(platform, {
    actor,
    commandId,
    stream: `asset/${asset.id}`,
    event: { kind: 'credential-recorded', body: { assetId: asset.id, credentialId } },
    readModels: [],
  })
  return recorded.ok ? accept({ leaf: recorded.value, credentialId }) : recorded
}
