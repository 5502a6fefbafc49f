import type {
  ActReceipt,
  Asset,
  ChangePlan,
  ConnectorRefusal,
  ControllerAct,
  ControllerTarget,
  FirmwareStatus,
  SealedBackup,
  Step,
  StepOutcome,
} from '@holdpoint/core'
import { type Result, unreachable } from '@holdpoint/std'
import { probeSecret } from '../act/probe-credential.ts'
import type { Platform } from '../platform.ts'
import { packBackup, unpackBackup } from './backup-container.ts'
import { controllerTarget, sha256OfBytes } from './controller-access.ts'

export type Performed = {
  readonly outcome: StepOutcome
  readonly detail: string
  readonly backup: SealedBackup | null
}

type Work = {
  readonly platform: Platform
  readonly plan: ChangePlan
  readonly step: Step
  readonly effectId: string
  readonly backup: SealedBackup | null
  /** Another server may have taken over while we prepared: its word on this effect then counts. */
  readonly stillHeld: () => Promise<boolean>
  readonly asset: Asset
  readonly target: ControllerTarget
}

const failed = (detail: string): Performed => ({ outcome: 'failed', detail, backup: null })
const done = (detail: string): Performed => ({ outcome: 'done', detail, backup: null })

/** Does one step, once. Every answer of the plant becomes an outcome; none is retried here. */
export async function performStep(given: Omit<Work, 'asset' | 'target'>): Promise<Performed> {
  const access = await controllerTarget(given.platform, given.plan.assetId)
  if (!access.ok) return failed(access.refusal.what)
  const work: Work = { ...given, ...access.value }
  const { act } = work.step
  switch (act.kind) {
    case 'take-backup':
      return takeBackup(work)
    case 'put-firmware':
      return putFirmware(work, act.imageSha256)
    case 'restore-program':
      return restoreProgram(work)
    case 'read-firmware':
      return readFirmware(work, act.expected)
    case 'activate-firmware':
    case 'confirm-firmware':
      return send(work, { kind: act.kind, effectId: work.effectId })
    case 'roll-back-firmware':
      return rollBackFirmware(work)
    case 'set-mode':
      return send(work, { kind: 'set-mode', effectId: work.effectId, mode: act.mode })
    case 'by-hand':
      return failed('this step is done by hand')
    default:
      return unreachable(act)
  }
}

async function takeBackup(work: Work): Promise<Performed> {
  const { platform, target, asset } = work
  const image = await platform.connector.readImage(target)
  if (!image.ok) return failed(connectorWords(image.refusal))
  const takenAt = platform.now()
  const sealed = await platform.vault.seal(packBackup(asset.tag, image.value))
  if (!sealed.ok) return failed(`the vault refused the backup: ${sealed.refusal.kind}`)
  const readBack = await platform.vault.readBack(sealed.value.sha256)
  if (!readBack.ok) return failed(`the backup could not be read back: ${readBack.refusal.kind}`)
  const backup: SealedBackup = {
    sha256: sealed.value.sha256,
    sizeBytes: sealed.value.sizeBytes,
    programSha256: sha256OfBytes(image.value.program),
    firmware: bootedVersion(image.value.firmware) ?? 'unknown',
    takenAt,
    readBackAt: platform.now(),
  }
  const detail = `sealed as ${backup.sha256.slice(0, 12)}, ${backup.sizeBytes} bytes, read back`
  return { outcome: 'done', detail, backup }
}

async function putFirmware(work: Work, imageSha256: string): Promise<Performed> {
  const image = await work.platform.vault.readBack(imageSha256)
  if (!image.ok) return failed(`the patch file is not intact: ${image.refusal.kind}`)
  const { effectId } = work
  return send(work, { kind: 'put-firmware', effectId, image: image.value })
}

async function restoreProgram(work: Work): Promise<Performed> {
  if (work.backup === null) return failed('there is no backup to restore')
  const sealed = await work.platform.vault.readBack(work.backup.sha256)
  if (!sealed.ok) return failed(`the backup is not intact: ${sealed.refusal.kind}`)
  const unpacked = unpackBackup(sealed.value)
  if (!unpacked.ok) return failed(unpacked.refusal)
  const { effectId } = work
  return send(work, { kind: 'restore-program', effectId, ...unpacked.value })
}

/**
 * To a controller "back" means its other slot. Where the restart into the new image never arrived,
 * that slot holds the new image, and going back would boot it: so look first.
 */
async function rollBackFirmware(work: Work): Promise<Performed> {
  const { claimed, status } = await readFirmwareTwoWays(work)
  if (status === null) return failed('what the controller runs cannot be read; nothing was sent')
  const before = work.backup?.firmware ?? null
  const booted = bootedVersion(status)
  // A device that says it runs the new image is sent back, whatever its boot slot holds.
  const runsBefore = before !== null && booted === before && (claimed ?? booted) === before
  if (runsBefore) return done(`it runs ${before} already; nothing was sent`)
  return send(work, { kind: 'roll-back-firmware', effectId: work.effectId })
}

/** Two ways: what the device says over its own protocol, and what its boot slot holds. */
async function readFirmware(work: Work, expected: string): Promise<Performed> {
  const reading = await readFirmwareTwoWays(work)
  const { claimed, status } = reading
  const booted = status === null ? null : bootedVersion(status)
  const detail = `says ${claimed ?? 'nothing'}, boot slot holds ${booted ?? 'unknown'}, ${
    status?.mode ?? 'mode unknown'
  }`
  const right = claimed === expected && booted === expected && status?.mode === 'run'
  return right ? done(detail) : failed(`${detail}; expected ${expected} and run`)
}

export async function readFirmwareTwoWays(given: {
  readonly platform: Platform
  readonly asset: Asset
  readonly target: ControllerTarget
}): Promise<{ readonly claimed: string | null; readonly status: FirmwareStatus | null }> {
  const { platform, asset, target } = given
  const secret = await probeSecret(platform, asset)
  const identity =
    asset.identity === null ? null : await platform.identityProbe.identify(asset.identity, secret)
  const status = await platform.connector.readFirmwareStatus(target)
  return {
    claimed: identity?.ok === true ? identity.value.firmware : null,
    status: status.ok ? status.value : null,
  }
}

export function bootedVersion(status: FirmwareStatus): string | null {
  return status.slots[status.bootSlot]?.version ?? null
}

async function send(work: Work, act: ControllerAct): Promise<Performed> {
  const result: Result<ActReceipt, ConnectorRefusal> = await work.platform.connector.act(
    work.target,
    act,
    work.stillHeld,
  )
  if (result.ok) return done(result.value.detail)
  const detail = connectorWords(result.refusal)
  return result.refusal.kind === 'outcome-unknown'
    ? { outcome: 'unknown', detail, backup: null }
    : failed(detail)
}

function connectorWords(refusal: ConnectorRefusal): string {
  switch (refusal.kind) {
    case 'connector-unreachable':
      return `${refusal.target} cannot be reached: ${refusal.why}`
    case 'host-key-changed':
      return `${refusal.target} offers another host key: ${refusal.offered}`
    case 'controller-refused':
      return `the controller refused: ${refusal.why}`
    case 'send-withdrawn':
      return `not sent to ${refusal.target}: another server took over before the command left`
    case 'outcome-unknown':
      return `no answer came back: ${refusal.why}`
    default:
      return unreachable(refusal)
  }
}
