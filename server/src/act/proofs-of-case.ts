import {
  type CompensatingControl,
  type ControlProof,
  proofsOf,
  safeguardProofs,
} from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { allControls } from '../read/all-controls.ts'
import { allSafeguards } from '../read/all-safeguards.ts'

/** The controls that are recorded for a case. */
export async function controlsOfCase(
  platform: Platform,
  caseId: string,
): Promise<readonly CompensatingControl[]> {
  return (await allControls(platform)).filter((one) => one.caseId === caseId)
}

/** What the controls stage can prove of them, and of what else is claimed for the case. */
export async function proofsOfCase(
  platform: Platform,
  caseId: string,
): Promise<readonly ControlProof[]> {
  const now = platform.now()
  const controls = await controlsOfCase(platform, caseId)
  const safeguards = (await allSafeguards(platform)).filter((one) => one.caseId === caseId)
  return [
    ...controls.flatMap((control) => proofsOf(control, now)),
    ...safeguards.flatMap((safeguard) => safeguardProofs(safeguard, now)),
  ]
}
