import type { AnyRoute, ChangeActed } from '@holdpoint/api'
import { type Asset, type Change, type Refusal, refusalOf, VERIFIED_SOURCE } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Asked } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { changeView } from '../read/change-view.ts'
import { actorOf } from '../read/people-names.ts'
import { controllerTarget } from '../runner/controller-access.ts'
import { bootedVersion, readFirmwareTwoWays } from '../runner/perform-step.ts'
import { loadCase } from './act-on-case.ts'
import { actOnChange, loadChange } from './act-on-change.ts'
import { findAdvisory, matchAssets } from './match-plant.ts'

type AskedChange = Pick<Asked<AnyRoute>, 'person' | 'idempotencyKey'> & {
  readonly params: { readonly id: string }
}

/** Re-reads by two ways, records both, and matches the finding again with what really runs. */
export async function verifyFirmware(
  platform: Platform,
  asked: AskedChange,
): Promise<Result<ChangeActed, readonly Refusal[]>> {
  const { id } = asked.params
  const { state } = await loadChange(platform, id)
  if (state?.plan === undefined || state.plan === null) {
    return refuse([refusalOf('no-plan', 'The change has no plan', 'Write the plan')])
  }
  const access = await controllerTarget(platform, state.plan.assetId)
  if (!access.ok) return refuse([access.refusal])
  const { claimed, status } = await readFirmwareTwoWays({ platform, ...access.value })
  const booted = status === null ? null : bootedVersion(status)
  const slot = status === null ? null : status.slots[status.bootSlot]
  const reading = {
    claimed,
    booted,
    bootedSha256: slot?.sha256 ?? null,
    confirmed: status?.confirmed ?? false,
  }
  const actor = actorOf(asked.person)
  const verified = await actOnChange(platform, {
    id,
    actor,
    commandId: asked.idempotencyKey,
    command: { kind: 'verify-firmware', reading },
  })
  if (!verified.ok) return verified
  let leaf = verified.value.leaf
  if (booted !== null) {
    const line = slot?.line ?? null
    const rematch = await rematchWith(platform, {
      change: state,
      asset: access.value.asset,
      booted,
      line,
    })
    const commandId = `${asked.idempotencyKey}:rematch`
    const command = { kind: 'rematch', rematch } as const
    const matched = await actOnChange(platform, { id, actor, commandId, command })
    if (!matched.ok) return matched
    leaf = matched.value.leaf
  }
  const view = await changeView(platform, id, asked.person)
  if (view === null) throw new Error('a change that was acted on is there')
  return accept({ leaf, view })
}

/** The worst verdict over the product entries of the case's advisory, with the firmware as read. */
async function rematchWith(
  platform: Platform,
  given: {
    readonly change: Change
    readonly asset: Asset
    readonly booted: string
    readonly line: 'signed' | 'unsigned' | null
  },
) {
  const { change, asset, booted, line } = given
  const found = await loadCase(platform, change.caseId)
  const advisoryId = found.state?.finding.advisoryId ?? ''
  const advisory = await findAdvisory(platform, advisoryId)
  if (advisory === null) {
    const reasons = ['the advisory is no longer stored']
    return { verdict: 'review', reasons, firmware: booted } as const
  }
  const asRead: Asset = {
    ...asset,
    ...{ firmware: booted, firmwareLine: line ?? asset.firmwareLine },
    source: `${VERIFIED_SOURCE}${asset.tag}`,
  }
  const matches = matchAssets([asRead], [advisory])
  const worst = (['affected', 'review'] as const).find((verdict) =>
    matches.some((one) => one.verdict === verdict),
  )
  const verdict = worst ?? 'not-affected'
  const reasons = matches.filter((one) => one.verdict === verdict).flatMap((one) => one.reasons)
  return { verdict, reasons: [...new Set(reasons)], firmware: booted } as const
}
