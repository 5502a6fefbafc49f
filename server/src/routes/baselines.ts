import * as contract from '@holdpoint/api'
import { phasesLeftOpen } from '@holdpoint/core'
import { accept } from '@holdpoint/std'
import { addBaseline, retireBaseline } from '../act/add-baseline.ts'
import { recheckControls } from '../act/recheck-controls.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { allBaselines } from '../read/all-baselines.ts'
import { actorOf, peopleNames } from '../read/people-names.ts'

export function registerBaselines(register: Register, platform: Platform): void {
  register(contract.listBaselines, async () => {
    const [baselines, nameOf] = await Promise.all([allBaselines(platform), peopleNames(platform)])
    return accept({
      baselines: baselines.map((one) => ({ ...one, addedByName: nameOf(one.addedBy) })),
      leftOpen: phasesLeftOpen(baselines.filter(({ retired }) => retired === null)),
    })
  })
  register(contract.addBaseline, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const acted = await addBaseline(platform, body, acting)
    if (!acted.ok) return acted
    await recheckControls(platform, { because: 'baseline' })
    return accept({ leaf: acted.value.leaf, baseline: acted.value.state })
  })
  register(contract.retireBaseline, async ({ body, params, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const wish = { id: params.id, reason: body.reason }
    const acted = await retireBaseline(platform, wish, acting)
    if (!acted.ok) return acted
    return accept({ leaf: acted.value.leaf, baseline: acted.value.state })
  })
}
