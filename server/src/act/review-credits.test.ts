import { type ControlProof, type DomainEvent, decideCase, evolveCase } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { afterCase, answered, decided, opens } from '../../../test/builders/a-case.ts'
import { facts } from '../../../test/builders/a-change.ts'
import { lead } from '../../../test/builders/people.ts'
import { InMemoryEventStore } from '../../../test/contracts/event-store-in-memory.ts'
import type { Platform } from '../platform.ts'
import { caseAggregate, loadCase } from './act-on-case.ts'
import { reviewCredits } from './review-credits.ts'

const now = '2026-12-01T00:00:00.000Z'

/** A decision that rests on a proof which nothing in the product can make yet. */
async function restingOn(proofs: readonly ControlProof[]): Promise<Platform> {
  const store = new InMemoryEventStore()
  const ready = afterCase(null, opens(), ...answered)
  const given = { ...facts(lead), now, proofs }
  const open = ready.context === null ? null : { ...ready.context, exposure: 'open' as const }
  const before = { ...ready, context: open }
  const decision = decideCase(before, decided.command, given)
  if (!decision.ok) throw new Error('the case is decided')
  const opened = { kind: 'case-opened', body: { id: 'case-1', finding: ready.finding, at: now } }
  const answer = { kind: 'context-answered', body: open }
  const events = [opened, answer, ...decision.value] as unknown as DomainEvent[]
  const after = decision.value.reduce(evolveCase, before)
  const beside = { id: 'case-1', before, after, events: decision.value, at: now }
  await store.append({
    ...{ commandId: 'made', by: 'lead', at: now, rules: 'test', effects: [], effectMoves: [] },
    writes: [{ stream: 'case/case-1', expectedVersion: 0, events }],
    readModels: caseAggregate.beside(beside).readModels,
  })
  return { store, now: () => now } as unknown as Platform
}

const proof = {
  ...{ controlId: 'fw', check: 'reach 1', at: '2026-11-30T00:00:00.000Z', exposure: 'controlled' },
  ...{ until: '2026-12-30T00:00:00.000Z', verdict: 'holds' },
} as unknown as ControlProof

describe('decisions that rest on verified controls', () => {
  test('are open again, once, when the controls stage proves them no more', async () => {
    const platform = await restingOn([proof])
    expect((await loadCase(platform, 'case-1')).state?.state).toBe('decided')
    expect(await reviewCredits(platform)).toBe(1)
    const { state, events } = await loadCase(platform, 'case-1')
    expect([state?.state, state?.decision === null]).toEqual(['open', false])
    expect(state?.reopenedBecause).toBe('Control fw: there is no proof of it any more')
    expect(await reviewCredits(platform)).toBe(0)
    expect((await loadCase(platform, 'case-1')).events).toHaveLength(events.length)
  })

  test('that rest on none are left alone', async () => {
    const platform = await restingOn([])
    expect(await reviewCredits(platform)).toBe(0)
    expect((await loadCase(platform, 'case-1')).state?.state).toBe('decided')
  })
})
