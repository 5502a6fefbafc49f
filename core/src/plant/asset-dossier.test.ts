import { describe, expect, test } from 'vitest'
import {
  type AssetDossier,
  emptyDossier,
  hear,
  openConflicts,
  ruleFact,
  standingFacts,
} from './asset-dossier.ts'
import type { FactOrigin, StatedFacts } from './asset-fact.ts'
import type { Instant } from './instant.ts'

const day = (number: number) =>
  `2026-03-${String(number).padStart(2, '0')}T00:00:00.000Z` as Instant

type Word = { source: string; on: number; facts: StatedFacts; origin?: FactOrigin }

function heard(dossier: AssetDossier, ...words: readonly Word[]): AssetDossier {
  let now = dossier
  for (const { source, on, facts, origin = 'import' } of words) {
    now = hear(now, { source, origin, at: day(on), facts }).dossier
  }
  return now
}

function ruled(dossier: AssetDossier, source: string): AssetDossier {
  const fact = dossier.facts.firmware
  if (fact === undefined) throw new Error('no firmware')
  const ruling = { source, reason: 'read on the device', by: 'person-tomas', at: day(20) }
  const next = ruleFact(fact, ruling)
  if (next === null) throw new Error(`${source} says nothing`)
  return { ...dossier, facts: { ...dossier.facts, firmware: next } }
}

describe('what sources say of one fact', () => {
  const two = heard(
    emptyDossier('PLC-7'),
    { source: 'works list', on: 1, facts: { firmware: 'V1' } },
    { source: 'monitoring', on: 2, facts: { firmware: 'V2' } },
  )

  test('a second source does not overwrite the first; both stand side by side', () => {
    expect(standingFacts(two).firmware).toBe('V1')
    expect(two.facts.firmware?.claims.map((one) => one.value)).toEqual(['V1', 'V2'])
    expect(openConflicts(two)).toEqual(['firmware'])
  })

  test('a source may change its own word', () => {
    const after = heard(two, { source: 'works list', on: 3, facts: { firmware: 'V2' } })
    expect(standingFacts(after).firmware).toBe('V2')
    expect(openConflicts(after)).toEqual([])
  })

  test('a ruling is remembered: the same word of the loser raises nothing, a new one does', () => {
    const decided = ruled(two, 'monitoring')
    expect(standingFacts(decided).firmware).toBe('V2')
    expect(openConflicts(decided)).toEqual([])
    const again = hear(decided, {
      source: 'works list',
      origin: 'import',
      at: day(21),
      facts: { firmware: 'V1' },
    })
    expect(again.changes.map((one) => one.effect)).toEqual(['ruled'])
    expect(openConflicts(again.dossier)).toEqual([])
    const other = heard(again.dossier, { source: 'works list', on: 22, facts: { firmware: 'V3' } })
    expect(openConflicts(other)).toEqual(['firmware'])
    expect(standingFacts(other).firmware).toBe('V2')
  })

  test('a third source that says what was ruled out is a new word', () => {
    const third = heard(ruled(two, 'monitoring'), {
      source: 'site walk',
      on: 23,
      facts: { firmware: 'V1' },
    })
    expect(openConflicts(third)).toEqual(['firmware'])
  })

  test('what the device itself was seen to run stands over every list, older ones are no conflict', () => {
    const verified = heard(two, {
      source: 'verified reading of CH-1',
      origin: 'verified',
      on: 10,
      facts: { firmware: 'V4' },
    })
    expect(standingFacts(verified).firmware).toBe('V4')
    expect(openConflicts(verified)).toEqual([])
    const later = heard(verified, { source: 'works list', on: 11, facts: { firmware: 'V1' } })
    expect(standingFacts(later).firmware).toBe('V4')
    expect(openConflicts(later)).toEqual(['firmware'])
  })

  test('what is not said takes nothing away, and an older export undoes nothing', () => {
    const silent = heard(two, { source: 'works list', on: 5, facts: { firmware: null } })
    expect(standingFacts(silent).firmware).toBe('V1')
    const old = heard(
      emptyDossier('PLC-7'),
      { source: 'monitoring', on: 9, facts: { firmware: 'V9' } },
      { source: 'monitoring', on: 4, facts: { firmware: 'V4' } },
    )
    expect(standingFacts(old).firmware).toBe('V9')
  })

  test('the same in other spelling is no conflict, a version in other letters is one', () => {
    const says = (source: string, facts: StatedFacts) => ({ source, on: 1, facts })
    const both = heard(
      emptyDossier('PLC-7'),
      says('a', { vendor: 'Rockwell Automation', orderNumber: '6ES7 516-3AN02', firmware: 'V2.1' }),
      says('b', {
        vendor: 'ROCKWELL AUTOMATION, Inc.',
        orderNumber: '6es75163an02',
        firmware: '2.1',
      }),
    )
    expect(openConflicts(both)).toEqual(['firmware'])
    expect(standingFacts(both).vendor).toBe('Rockwell Automation')
  })

  test('lists that differ in the order of their keys are the same', () => {
    const one = { services: [{ port: 502, protocol: 'modbus-tcp' }] }
    const other = { services: [{ protocol: 'modbus-tcp', port: 502 }] }
    const both = heard(
      emptyDossier('PLC-7'),
      { source: 'a', on: 1, facts: one },
      { source: 'b', on: 2, facts: other },
    )
    expect(openConflicts(both)).toEqual([])
  })
})
