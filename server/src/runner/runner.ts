import { type Step, type StoredEffect, SYSTEM } from '@holdpoint/core'
import { actOnChange, loadChange } from '../act/act-on-change.ts'
import type { HeldLease, Platform } from '../platform.ts'
import { controllerTarget, readControllerNow } from './controller-access.ts'
import { performStep } from './perform-step.ts'

export type Runner = { stop(): Promise<void> }

const IDLE_LOOK_MS = 2_000

/**
 * Sends what people released. One server holds the lease; a new holder finds what an earlier one
 * left `sent` and reports it as unknown, for nobody can know whether it acted.
 */
export function startRunner(platform: Platform): Runner {
  let stopped = false
  let woken = false
  let endNap: () => void = () => {}
  const wake = () => {
    woken = true
    endNap()
  }
  const unsubscribe = platform.store.subscribe(wake)
  const loop = (async () => {
    while (!stopped) {
      const lease = await platform.runnerLease.acquire().catch(() => null)
      if (lease === null) {
        await nap()
        continue
      }
      let lost = false
      void lease.lost.then(() => {
        lost = true
        wake()
      })
      try {
        await settleOrphans(platform)
        while (!stopped && !lost) {
          const worked = await runOne(platform, lease)
          if (!worked) await nap()
        }
      } catch (error) {
        platform.log(`runner: ${error instanceof Error ? error.message : String(error)}`)
        await nap()
      } finally {
        await lease.release().catch(() => {})
      }
    }
  })()

  /** Until something is committed; also if that was while we looked at what came before it. */
  async function nap(): Promise<void> {
    if (!stopped && !woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE_LOOK_MS)
        endNap = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    woken = false
  }

  return {
    async stop() {
      stopped = true
      unsubscribe()
      wake()
      await loop
    },
  }
}

/** What was sent before we held the lease: its outcome is unknown; the controller is asked. */
async function settleOrphans(platform: Platform): Promise<void> {
  for (const effect of await platform.store.effectsIn('sent')) {
    const { changeId, stepId, effectId } = effect
    await actOnChange(platform, {
      id: changeId,
      actor: SYSTEM,
      commandId: `report-lost:${effectId}`,
      command: {
        kind: 'report-step',
        stepId,
        effectId,
        outcome: 'unknown',
        detail: 'the server stopped before an answer was recorded',
        backup: null,
      },
    })
  }
  for (const effect of await platform.store.effectsIn('unknown'))
    await recallEffect(platform, effect)
}

/** Asks the controller what it remembers; settles only on a clear answer, and never acts. */
export async function recallEffect(platform: Platform, effect: StoredEffect): Promise<string> {
  const { state } = await loadChange(platform, effect.changeId)
  const assetId = state?.plan?.assetId
  if (assetId === undefined) return 'the change has no plan'
  const step = findStep(state?.plan ?? null, effect.stepId)
  const access = await controllerTarget(platform, assetId)
  if (!access.ok) return access.refusal.what
  if (step !== null && !step.actsOnPlant) {
    return settle(platform, effect, 'failed', 'a reading that was lost; it did not act')
  }
  const recalled = await platform.connector.recall(access.value.target, effect.effectId)
  if (!recalled.ok) return `the controller could not be asked: ${recalled.refusal.kind}`
  switch (recalled.value) {
    case 'done':
      return settle(platform, effect, 'done', 'the controller remembers that it did it')
    case 'failed':
      return settle(platform, effect, 'failed', 'the controller remembers that it failed')
    case 'never-seen':
      return settle(platform, effect, 'failed', 'the controller never received it')
    default:
      return 'the controller began and has not ended; look at it'
  }
}

function findStep(
  plan: { readonly steps: readonly Step[]; readonly rollback: readonly Step[] } | null,
  stepId: string,
): Step | null {
  const steps = plan === null ? [] : [...plan.steps, ...plan.rollback]
  return steps.find((step) => step.id === stepId) ?? null
}

async function settle(
  platform: Platform,
  effect: StoredEffect,
  outcome: 'done' | 'failed',
  basis: string,
): Promise<string> {
  const settled = await actOnChange(platform, {
    id: effect.changeId,
    actor: SYSTEM,
    commandId: `settle:${effect.effectId}`,
    command: { kind: 'settle-step', stepId: effect.stepId, outcome, basis },
  })
  return settled.ok ? basis : (settled.refusal[0]?.what ?? 'not settled')
}

/** Claims, sends and reports one effect; false when there is none. */
async function runOne(platform: Platform, lease: HeldLease): Promise<boolean> {
  const [effect] = await platform.store.effectsIn('intended')
  if (effect === undefined) return false
  const { changeId, stepId, effectId } = effect
  const before = await loadChange(platform, changeId)
  const plan = before.state?.plan ?? null
  const step = findStep(plan, stepId)
  if (plan === null || step === null) throw new Error(`effect ${effectId} has no step`)
  const controller = await readControllerNow(platform, plan.assetId)
  const claimed = await actOnChange(platform, {
    id: changeId,
    actor: SYSTEM,
    commandId: `send:${effectId}`,
    command: { kind: 'send-step', stepId, effectId },
    controller,
  })
  if (!claimed.ok && claimed.refusal.some((one) => one.kind === 'store-unavailable')) {
    // It may have been committed as sent: give up the lease, so that it is found as an orphan.
    throw new Error('the database did not answer while a step was claimed')
  }
  if (!claimed.ok) {
    platform.log(`step ${stepId} was not sent: ${claimed.refusal[0]?.what ?? 'refused'}`)
    return false
  }
  if (claimed.value.repeated) throw new Error(`effect ${effectId} was claimed before`)
  if (claimed.value.state.run.steps[stepId]?.status !== 'sent') return true
  // From here on the ledger holds "sent": a crash before the report leaves the outcome unknown.
  const backup = claimed.value.state.run.backup
  const { stillHeld } = lease
  const performed = await performStep({ platform, plan, step, effectId, backup, stillHeld })
  await report(platform, effect, performed)
  return true
}

async function report(
  platform: Platform,
  effect: StoredEffect,
  performed: Awaited<ReturnType<typeof performStep>>,
): Promise<void> {
  const { changeId, stepId, effectId } = effect
  const reported = await actOnChange(platform, {
    id: changeId,
    actor: SYSTEM,
    commandId: `report:${effectId}`,
    command: { kind: 'report-step', stepId, effectId, ...performed },
  })
  if (!reported.ok) throw new Error(`report of ${effectId}: ${reported.refusal[0]?.what ?? ''}`)
}
