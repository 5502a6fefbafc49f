import { type DomainEvent, decideCase, evolveCase } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { afterCase, answered, opens } from '../../../test/builders/a-case.ts'
import { facts } from '../../../test/builders/a-change.ts'
import { lead } from '../../../test/builders/people.ts'
import { InMemoryEventStore } from '../../../test/contracts/event-store-in-memory.ts'
import type { Platform } from '../platform.ts'
import { caseAggregate, loadCase } from './act-on-case.ts'
import { reviewTerms } from './review-terms.ts'

const decidedAt = '2026-12-01T12:00:00.000Z'

/** A case that is mitigated until a day; the clock of the site stands where it is put. */
async function mitigatedUntil(until: string) {
  const store = new InMemoryEventStore()
  const ready = afterCase(null, opens(), ...answered)
  const command = { kind: 'decide-case', means: 'mitigate', until, reason: 'no fix' } as const
  const decision = decideCase(ready, command, { ...facts(lead), now: decidedAt })
  if (!decision.ok) throw new Error(decision.refusal[0]?.what ?? 'the case is decided')
  const { finding } = ready
  const opened = { kind: 'case-opened', body: { id: 'case-1', finding, at: decidedAt } }
  const events = [opened, ...decision.value] as unknown as DomainEvent[]
  const after = decision.value.reduce(evolveCase, ready)
  const beside = { id: 'case-1', before: ready, after, events: decision.value, at: decidedAt }
  await store.append({
    ...{ commandId: 'made', by: 'lead', at: decidedAt, rules: 'test' },
    ...{ effects: [], effectMoves: [] },
    writes: [{ stream: 'case/case-1', expectedVersion: 0, events }],
    readModels: caseAggregate.beside(beside).readModels,
  })
  const at = { now: decidedAt }
  const site = { timeZone: 'Europe/Dublin' }
  const platform = { store, site, now: () => at.now } as unknown as Platform
  return { platform, at }
}

test('a case is open again, once, when the last day has passed at the site', async () => {
  const { platform, at } = await mitigatedUntil('2027-03-27')
  at.now = '2027-03-27T23:59:59.000Z'
  expect(await reviewTerms(platform)).toBe(0)
  // The night in which the clocks of the site go forward.
  at.now = '2027-03-28T00:00:00.000Z'
  expect(await reviewTerms(platform)).toBe(1)
  const { state, events } = await loadCase(platform, 'case-1')
  expect([state?.state, state?.decision?.means]).toEqual(['open', 'mitigate'])
  expect(state?.reopenedBecause).toContain('2027-03-27')
  expect(await reviewTerms(platform)).toBe(0)
  expect((await loadCase(platform, 'case-1')).events).toHaveLength(events.length)
})
