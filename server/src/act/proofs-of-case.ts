import { type CompensatingControl, type ControlProof, proofsOf } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { allControls } from '../read/all-controls.ts'

/** The controls that are recorded for a case. */
export async function controlsOfCase(
  platform: Platform,
  caseId: string,
): Promise<readonly CompensatingControl[]> {
  return (await allControls(platform)).filter((one) => one.caseId === caseId)
}

/** What the controls stage can prove of them. */
export async function proofsOfCase(
  platform: Platform,
  caseId: string,
): Promise<readonly ControlProof[]> {
  const now = platform.now()
  return (await controlsOfCase(platform, caseId)).flatMap((control) => proofsOf(control, now))
}
