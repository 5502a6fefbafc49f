import { describe, expect, test } from 'vitest'
import { facts } from '../../../test/builders/a-change.ts'
import { aBaseline, aBaselineWish } from '../../../test/builders/a-control.ts'
import { engineer, operator } from '../../../test/builders/people.ts'
import { baselinesOf, decideBaseline, evolveBaseline, phasesLeftOpen } from './baseline.ts'

function kindsOf(decided: ReturnType<typeof decideBaseline>) {
  return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
}

describe('a baseline of the plant', () => {
  test('is kept with what it covers, by those who make controls, and used until it is retired', () => {
    const added = decideBaseline(null, aBaselineWish, facts(engineer))
    if (!added.ok) throw new Error(added.refusal[0]?.what)
    const [event] = added.value
    const kept = evolveBaseline(null, event ?? expect.fail('an event'))
    expect([kept.addedBy, kept.retired]).toEqual(['engineer', null])
    expect(baselinesOf([kept], '10.10.1.11')).toEqual([kept])
    expect(baselinesOf([kept], '10.10.1.99')).toEqual([])
    const over = decideBaseline(
      kept,
      { kind: 'retire-baseline', reason: ' new firmware ' },
      facts(engineer),
    )
    if (!over.ok) throw new Error(over.refusal[0]?.what)
    const retired = evolveBaseline(kept, over.value[0] ?? expect.fail('an event'))
    expect(retired.retired).toMatchObject({ by: 'engineer', reason: 'new firmware' })
    expect(baselinesOf([retired], '10.10.1.11')).toEqual([])
    const again = { kind: 'retire-baseline', reason: 'x' } as const
    expect(kindsOf(decideBaseline(retired, again, facts(engineer)))).toEqual(['no-baseline'])
    expect(kindsOf(decideBaseline(kept, { ...again, reason: ' ' }, facts(operator)))).toEqual([
      'not-your-role',
      'empty-text',
    ])
  })

  test('is refused empty, twice, without a phase, and with a phase that both is and never is', () => {
    const wrong = { ...aBaselineWish, packets: 0, covers: [] }
    expect(kindsOf(decideBaseline(aBaseline(), wrong, facts(operator)))).toEqual([
      ...['not-your-role', 'baseline-exists', 'empty-capture', 'no-phase'],
    ])
    for (const neverHere of [
      [{ phase: 'steady', why: 'it never is' }],
      [{ phase: 'batch', why: ' ' }],
    ] as const) {
      const decided = decideBaseline(null, { ...aBaselineWish, neverHere }, facts(engineer))
      expect(kindsOf(decided)).toEqual(['no-phase'])
    }
  })

  test('leaves open what none of them covers and the plant is not said to be without', () => {
    expect(phasesLeftOpen([])).toEqual(['steady', 'start-up', 'batch', 'failover'])
    const steady = aBaseline({ covers: ['steady', 'failover'], neverHere: [] })
    expect(phasesLeftOpen([steady])).toEqual(['start-up', 'batch'])
    const flowing = { phase: 'batch', why: 'Water flows all day' } as const
    const start = aBaseline({ covers: ['start-up'], neverHere: [flowing] })
    expect(phasesLeftOpen([steady, start])).toEqual([])
  })
})
