import { SYSTEM, type TriageCase } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { plantGuard } from '../read/plant-guard.ts'
import { actOnCase } from './act-on-case.ts'

/** What every decided case was last held against, by this program. */
let reviewed = ''

/**
 * Where zones or configurations changed, or one turned too old, asks of every decided case what the
 * way in comes to now. Worse than the decision knew: the case is open again. A case whose way in is
 * as it was refuses, and nothing is written.
 */
export async function reviewExposure(platform: Platform): Promise<number> {
  const { digest } = await plantGuard(platform)
  if (digest === reviewed) return 0
  let opened = 0
  for (const { id, body, version } of await platform.store.listModels('case')) {
    if ((body as unknown as TriageCase).state !== 'decided') continue
    const commandId = `review-exposure:${id}:${version}:${digest}`
    const act = { actor: SYSTEM, commandId, id, command: { kind: 'review-exposure' } } as const
    if ((await actOnCase(platform, act)).ok) opened += 1
  }
  reviewed = digest
  return opened
}
