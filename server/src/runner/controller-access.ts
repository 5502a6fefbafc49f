import { createHash } from 'node:crypto'
import {
  type Asset,
  type ControllerNow,
  type ControllerTarget,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'

export function sha256OfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export async function assetById(platform: Platform, id: string): Promise<Asset | null> {
  const row = await platform.store.readModel('asset', id)
  return row === null ? null : (row.body as unknown as Asset)
}

/** Joins the asset's channel with its credential, for one open step. */
export async function controllerTarget(
  platform: Platform,
  assetId: string,
): Promise<Result<{ readonly asset: Asset; readonly target: ControllerTarget }, Refusal>> {
  const asset = await assetById(platform, assetId)
  if (asset === null) {
    const what = `The inventory has no asset "${assetId}"`
    return refuse(refusalOf('no-such-asset', what, 'Import the inventory'))
  }
  if (asset.maintenance === null) {
    const what = `${asset.tag} has no maintenance channel`
    return refuse(refusalOf('no-channel', what, 'Record its maintenance channel in the inventory'))
  }
  const { host, port, hostKeySha256, credentialId } = asset.maintenance
  const credential = await platform.credentials.get(credentialId)
  if (credential === null) {
    const what = `There is no credential for the maintenance channel of ${asset.tag}`
    return refuse(refusalOf('no-credential', what, 'Record the credential'))
  }
  return accept({ asset, target: { host, port, hostKeySha256, ...credential } })
}

/** Reads the program signature of the controller now; null when it cannot be read. */
export async function readControllerNow(
  platform: Platform,
  assetId: string,
): Promise<ControllerNow> {
  const access = await controllerTarget(platform, assetId)
  if (!access.ok) return null
  const image = await platform.connector.readImage(access.value.target)
  if (!image.ok) return null
  return { programSha256: sha256OfBytes(image.value.program), readAt: platform.now() }
}
