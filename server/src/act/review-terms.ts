import { SYSTEM } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { actOnCase, TERM_MODEL } from './act-on-case.ts'

/**
 * Opens every case again whose day has passed: nobody renewed what repairs nothing, or the asset
 * was not replaced. A case whose day has not come refuses, and nothing is written.
 */
export async function reviewTerms(platform: Platform): Promise<number> {
  let opened = 0
  for (const { id, version } of await platform.store.listModels(TERM_MODEL)) {
    const commandId = `review-term:${id}:${version}`
    const act = { actor: SYSTEM, commandId, id, command: { kind: 'review-term' } } as const
    if ((await actOnCase(platform, act)).ok) opened += 1
  }
  return opened
}
