import { type CompensatingControl, type ControlProof, proofsOf } from '@holdpoint/core'
import type { Platform } from '../platform.ts'

/** The controls that are recorded for a case. */
export async function controlsOfCase(
  platform: Platform,
  caseId: string,
): Promise<readonly CompensatingControl[]> {
  const rows = await platform.store.listModels('control')
  return rows
    .map((row) => row.body as unknown as CompensatingControl)
    .filter((one) => one.caseId === caseId)
}

/** What the controls stage can prove of them. */
export async function proofsOfCase(
  platform: Platform,
  caseId: string,
): Promise<readonly ControlProof[]> {
  return (await controlsOfCase(platform, caseId)).flatMap(proofsOf)
}
