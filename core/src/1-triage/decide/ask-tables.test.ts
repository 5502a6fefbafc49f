import { describe, expect, test } from 'vitest'
import { bod2604Table } from '../decision-tables/bod-26-04.ts'
import { readSiteTable } from '../decision-tables/site-table.ts'
import { askTables, ssvcAlone } from './ask-tables.ts'
import { type CaseAnswers, nothingAnswered } from './case-answers.ts'
import { dueBy } from './due-by.ts'

const calm: CaseAnswers = {
  ...{ exploitation: 'none', inKev: 'no', exposure: 'small', automatable: 'no' },
  ...{ technicalImpact: 'partial', serviceUsed: 'no', nearSafetySystem: 'no' },
  ...{ safetyImpact: 'negligible', missionImpact: 'degraded' },
} as CaseAnswers
const withBod = { ...ssvcAlone, bod2604: bod2604Table }
const inKev = { ...calm, inKev: 'yes' } as CaseAnswers

describe('the tables in force', () => {
  test('are asked each, and the more urgent one acts with both shown', () => {
    const { urgency, opinions, tables, reasons } = askTables(withBod, inKev)
    expect(opinions?.map((one) => [one.title, one.outcome, one.urgency, one.withinDays])).toEqual([
      ['SSVC', 'defer', 'defer', null],
      ['CISA BOD 26-04 remediation timelines', '14-days', 'out-of-cycle', 14],
    ])
    expect(urgency).toBe('out-of-cycle')
    expect(tables.map(({ id }) => id)).toContain('cisa:DT_BOD2604')
    for (const { version, sha256 } of tables) {
      expect([version, sha256.length]).toEqual([expect.stringMatching(/^\d/), 64])
    }
    expect(reasons.at(-1)).toContain('the higher acts: out-of-cycle')
  })

  test('set a day where one of them does, counted from the opening of the case', () => {
    const soon = askTables(withBod, { ...inKev, automatable: 'yes', exposure: 'open' })
    expect(dueBy('2028-02-27', soon)).toMatchObject({ on: '2028-03-01', days: 3 })
    expect(dueBy('2028-02-27', askTables(ssvcAlone, inKev))).toBeNull()
  })

  test('leave BOD 26-04 alone where the site does not take it', () => {
    const { urgency, opinions } = askTables(ssvcAlone, inKev)
    expect([urgency, opinions?.length]).toEqual(['defer', 1])
  })

  test('read publicly exposed from the exposure: open is, and what is not known is', () => {
    const days = (exposure: CaseAnswers['exposure']) =>
      askTables(withBod, { ...inKev, automatable: 'yes', technicalImpact: 'partial', exposure })
        .opinions?.[1]?.withinDays
    expect([days('small'), days('controlled'), days('open'), days('unknown')]).toEqual([
      14, 14, 3, 3,
    ])
  })

  test('never grow calm from what is not known', () => {
    expect(askTables(withBod, nothingAnswered).urgency).toBe('immediate')
    expect(askTables(withBod, nothingAnswered).opinions?.[1]?.assumed).toHaveLength(4)
  })

  test('take human impact from the published table and from the published text, the higher acts', () => {
    const given = { ...calm, safetyImpact: 'critical', missionImpact: 'degraded' } as const
    const { humanImpact, acting } = askTables(ssvcAlone, given)
    expect([humanImpact, acting]).toEqual([{ byTable: 'medium', byText: 'high' }, 'high'])
  })

  test('cannot be taken over by a table that calls itself published', () => {
    const rows = ['small', 'controlled', 'open'].map((exposure) => ({ exposure, urgency: 'defer' }))
    const header = ['exposure', 'urgency']
    for (const id of ['ssvc:DT_DP', 'CISA:DT_BOD2604']) {
      const read = readSiteTable({ id, version: '1', title: 'Ours' }, header, rows)
      expect(read).toMatchObject({ ok: false, refusal: [{ kind: 'table-id-taken' }] })
    }
  })
})
