import { SYSTEM } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { actOnCase, CREDIT_MODEL } from './act-on-case.ts'

/**
 * Opens every case again whose decision rests on a control that is no longer proved. A case whose
 * controls hold refuses, and nothing is written; a second server that looks finds it done.
 */
export async function reviewCredits(platform: Platform): Promise<number> {
  let opened = 0
  for (const { id, version } of await platform.store.listModels(CREDIT_MODEL)) {
    const commandId = `review-credits:${id}:${version}`
    const act = { actor: SYSTEM, commandId, id, command: { kind: 'review-credits' } } as const
    if ((await actOnCase(platform, act)).ok) opened += 1
  }
  return opened
}
