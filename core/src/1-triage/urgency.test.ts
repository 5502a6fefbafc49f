import { describe, expect, test } from 'vitest'
import { assumedWhenUnknown, decideUrgency, ssvcRules, type UrgencyFacts } from './urgency.ts'

const calm: UrgencyFacts = {
  exploitation: 'none',
  exposure: 'small',
  automatable: 'no',
  safetyImpact: 'negligible',
  missionImpact: 'degraded',
}

const unknown: UrgencyFacts = {
  exploitation: 'unknown',
  exposure: 'unknown',
  automatable: 'unknown',
  safetyImpact: 'unknown',
  missionImpact: 'unknown',
}

describe('how soon', () => {
  test('the calmest facts defer, the worst act at once', () => {
    expect(decideUrgency(calm).urgency).toBe('defer')
    const worst = { exploitation: 'active', exposure: 'open', automatable: 'yes' } as const
    const impact = { safetyImpact: 'catastrophic', missionImpact: 'mission-failure' } as const
    expect(decideUrgency({ ...worst, ...impact }).urgency).toBe('immediate')
  })

  test('what nobody knows is assumed as the published guidance says, and never as calm', () => {
    expect(decideUrgency(unknown).urgency).toBe(decideUrgency(assumedWhenUnknown).urgency)
    expect(decideUrgency(unknown).urgency).not.toBe('defer')
    for (const key of Object.keys(calm) as (keyof UrgencyFacts)[]) {
      const { reasons } = decideUrgency({ ...calm, [key]: 'unknown' })
      expect(reasons.join('\n'), key).toContain('is unknown and counts as')
    }
  })

  test('where published table and text differ, the higher one acts and both are shown', () => {
    const differ = { ...calm, safetyImpact: 'marginal' } as const
    const { humanImpact, acting, reasons } = decideUrgency(differ)
    expect(humanImpact).toEqual({ byTable: 'low', byText: 'medium' })
    expect(acting).toBe('medium')
    expect(reasons.join('\n')).toContain('low by the published table, medium by the published text')
  })

  test('says which single other answer would change it, and to what', () => {
    const { wouldChangeIt } = decideUrgency(calm)
    expect(wouldChangeIt).toContain('Exploitation active: scheduled')
    for (const words of wouldChangeIt) expect(words).not.toMatch(/: defer$/)
  })

  test('names its tables by id, version and digest', () => {
    const { tables } = decideUrgency(calm)
    expect(tables).toHaveLength(3)
    for (const { id, version, sha256 } of tables) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(ssvcRules()).toContain(`${id.replaceAll(' ', '-')}@${version}:${sha256.slice(0, 16)}`)
    }
  })
})
