import {
  baselinesOf,
  type CompensatingControl,
  type PlantBaseline,
  phasesLeftOpen,
  phaseWords,
  type Refusal,
  renderVirtualPatch,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { proveOnCaptures } from '@holdpoint/suricata'
import type { Platform } from '../platform.ts'
import { allBaselines } from '../read/all-baselines.ts'
import { cannot } from './cannot-check.ts'
import type { CheckOutcome } from './check-control.ts'

/** The rule of a control's sensor on the exploit and on every baseline in which its asset is seen. */
export async function capturesCheck(
  platform: Platform,
  { signature, policy }: CompensatingControl,
): Promise<Result<CheckOutcome, readonly Refusal[]>> {
  if (signature === null) {
    return cannot('Nobody said what the exploit sends', 'Describe the exploit of this control')
  }
  const { address, assetTag } = policy.protects
  const used = baselinesOf(await allBaselines(platform), address)
  if (used.length === 0) {
    const what = `No baseline is kept in which ${assetTag} (${address}) is seen`
    return cannot(what, 'Capture the plant as it is when all is well, and keep it under Baselines')
  }
  const open = phasesLeftOpen(used)
  if (open.length > 0) {
    const words = open.map((phase) => phaseWords[phase]).join(', ')
    const what = `The baselines of ${assetTag} do not cover ${words}`
    return cannot(what, 'Capture it, or say on a baseline why this plant never has it')
  }
  const patch = renderVirtualPatch(signature.facts, { isInline: false })
  if (!patch.ok) return cannot(patch.refusal[0]?.why ?? '', 'Describe the exploit anew')
  const baselines: { name: string; bytes: Uint8Array; packets: number }[] = []
  for (const { name, sha256, packets } of used) {
    const bytes = await platform.vault.readBack(sha256)
    if (!bytes.ok) return cannot(`Baseline "${name}": ${bytes.refusal.kind}`, 'Keep it again')
    baselines.push({ name, bytes: bytes.value, packets })
  }
  const { facts } = signature
  const sensor = platform.ruleSensor
  const proved = await proveOnCaptures({ facts, patch: patch.value, baselines, sensor })
  if (!proved.ok) return cannot(proved.refusal.what, proved.refusal.clearedBy)
  const { verdict, tool, inputs, findings } = proved.value
  const cycle = { what: cycleInWords(used), holds: true }
  return accept({ kind: 'captures', verdict, tool, inputs, findings: [...findings, cycle] })
}

function cycleInWords(used: readonly PlantBaseline[]): string {
  const covers = [...new Set(used.flatMap((one) => one.covers))]
  const never = used.flatMap(({ neverHere }) => neverHere)
  return [
    `The baselines cover ${covers.map((phase) => phaseWords[phase]).join(', ')}`,
    ...never.map(({ phase, why }) => `${phaseWords[phase]} never happens here: ${why}`),
  ].join('; ')
}
