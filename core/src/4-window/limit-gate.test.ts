import { describe, expect, test } from 'vitest'
import { aChange, facts } from '../../../test/builders/a-change.ts'
import { aPlan } from '../../../test/builders/a-plan.ts'
import { operator } from '../../../test/builders/people.ts'
import { decideChange } from '../campaign/decide-change.ts'
import { type LimitNow, limitStanding, type OperatingLimit } from '../plant/operating-limit.ts'
import { limitsThatCount } from './limit-gate.ts'

const level: OperatingLimit = {
  ...{ id: 'limit-1', words: 'The tank stays between', reason: 'the valve is by hand' },
  measured: { assetId: 'a', signal: 'LT-101', unit: '%', low: 40, high: 80 },
  ...{ personId: 'engineer', enteredAt: '2026-11-23T00:00:00.000Z' },
}
const words: OperatingLimit = { ...level, id: 'limit-2', words: 'No start-up', measured: null }

function reads(value: number | null, limit = level): LimitNow {
  const readAt = '2026-11-23T10:00:00.000Z'
  return { limit, reading: value === null ? null : { value, readAt } }
}

describe('a limit', () => {
  test('is kept at its bounds, broken beyond, and never kept by silence', () => {
    const standings = [40, 80, 39.9, 80.1].map((value) => limitStanding(reads(value)))
    expect(standings).toEqual(['kept', 'kept', 'broken', 'broken'])
    expect(limitStanding(reads(null))).toBe('not-read')
    expect(limitStanding(reads(Number.NaN))).toBe('not-read')
    expect(limitStanding(reads(50, words))).toBe('in-words')
  })

  test('that the board signed counts, read or not, and so does one that was entered since', () => {
    const plan = aPlan({ operatingLimits: [level] })
    const counting = limitsThatCount(plan, [reads(null, words)])
    expect(counting.map(({ limit }) => limit.id)).toEqual(['limit-2', 'limit-1'])
    expect(limitsThatCount(plan, [reads(50)])).toEqual([reads(50)])
    expect(limitsThatCount(null, [])).toEqual([])
  })
})

describe('releasing the plant to the work', () => {
  const scheduled = aChange('scheduled')
  const kinds = (limits: readonly LimitNow[], limitsConfirmed: readonly string[] = []) => {
    const said = { processState: 'tank at 60 %', permit: 'P-1', limitsConfirmed }
    const known = { ...facts(operator), limits }
    const decided = decideChange(scheduled, { kind: 'release', ...said }, known)
    return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
  }

  test('is refused while a limit is broken, whoever confirms it', () => {
    expect(kinds([reads(60)])).toEqual([])
    expect(kinds([reads(90)], ['limit-1'])).toEqual(['limit-broken'])
  })

  test('takes the word of the operator for each limit that no signal shows', () => {
    const limits = [reads(null), reads(null, words)]
    expect(kinds(limits)).toEqual(['limit-not-confirmed', 'limit-not-confirmed'])
    expect(kinds(limits, ['limit-2'])).toEqual(['limit-not-confirmed'])
    expect(kinds(limits, ['limit-1', 'limit-2'])).toEqual([])
  })

  test('keeps what each limit was then', () => {
    const said = { processState: 'tank at 60 %', permit: 'P-1' }
    const known = { ...facts(operator), limits: [reads(60)] }
    const decided = decideChange(scheduled, { kind: 'release', ...said }, known)
    expect(decided.ok && decided.value[0]?.body).toMatchObject({ limits: [reads(60)] })
  })
})

describe('a broken limit', () => {
  const inWindow = aChange('released')
  const kinds = (stepId: string) => {
    const command = { kind: 'start-step', stepId, effectId: 'e1' } as const
    const known = { ...facts(operator), limits: [reads(90)] }
    const decided = decideChange(inWindow, command, known)
    return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
  }

  test('stops a step that acts on the plant, and no other', () => {
    const { plan } = inWindow
    const [acting] = plan?.steps.filter((one) => one.actsOnPlant) ?? []
    const [looking] = plan?.steps.filter((one) => !one.actsOnPlant) ?? []
    expect(kinds(acting?.id ?? '')).toContain('limit-broken')
    expect(kinds(looking?.id ?? '')).not.toContain('limit-broken')
  })

  test('never stops the way back', () => {
    for (const state of ['transferred', 'activated'] as const) {
      const change = aChange(state)
      const command = { kind: 'release-rollback', reason: 'x' } as const
      const bare = decideChange(change, command, facts(operator))
      const limited = decideChange(change, command, { ...facts(operator), limits: [reads(90)] })
      expect(limited).toEqual(bare)
    }
  })
})
