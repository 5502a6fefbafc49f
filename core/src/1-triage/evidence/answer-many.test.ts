import { describe, expect, test } from 'vitest'
import type { TriageCase } from '../triage-case.ts'
import { type AnswerForMany, answerHere, askedOfMany } from './answer-many.ts'
import type { CaseEvidence } from './case-evidence.ts'

const recorded = (answers: Readonly<Record<string, string>>): CaseEvidence => ({
  lines: [],
  answers: Object.entries(answers).map(([item, value]) => ({
    ...{ item: item as 'exposure', value, because: 'it is recorded', source: 'list', asOf: null },
  })),
})

const context = (said: Extract<AnswerForMany, { question: 'context' }>['said']): AnswerForMany => ({
  ...{ question: 'context', said, evidence: 'walked the line' },
})

const unanswered = { impact: null }

describe('one answer for many cases', () => {
  test('what the records of a case answer stands there, the rest is what was said', () => {
    const said = context({ exploitation: 'none', automatable: 'no', serviceUsed: 'yes' })
    const evidence = recorded({ exposure: 'open', inKev: 'no' })
    expect(answerHere(said, unanswered, evidence)).toEqual({
      ok: true,
      value: {
        kind: 'answer-context',
        answer: {
          ...{ exploitation: 'none', automatable: 'no', serviceUsed: 'yes' },
          ...{ exposure: 'open', inKev: 'no' },
        },
        evidence: 'walked the line',
      },
    })
  })

  test('a case of which neither speaks is not answered, not even in part', () => {
    const answered = answerHere(context({ exploitation: 'none' }), unanswered, recorded({}))
    expect(answered.ok).toBe(false)
    if (answered.ok) return
    expect(answered.refusal.map(({ kind }) => kind)).toEqual(['not-said', 'not-said', 'not-said'])
    expect(answered.refusal[0]?.what).toContain('Exposure: nothing recorded answers it here')
  })

  test('an item left undefined counts as left out', () => {
    const said = {
      question: 'placement',
      said: { safetyImpact: undefined },
      evidence: 'x',
    } as const
    const evidence = recorded({ missionImpact: 'degraded', nearSafetySystem: 'no' })
    expect(answerHere(said, unanswered, evidence)).toMatchObject({
      refusal: [{ kind: 'not-said' }],
    })
  })

  test('an impact is confirmed in the words of each case, and never where there is none', () => {
    const confirm = { question: 'confirm-impact', evidence: '' } as const
    expect(answerHere(confirm, unanswered, recorded({}))).toMatchObject({
      refusal: [{ kind: 'nothing-to-confirm' }],
    })
    const said = {
      ifItFails: 'The dosing stops',
      lineStops: 'yes',
      toleratedFrom: 'standstill',
      toleratedMinutes: 30,
    } as const
    const impact = { ...said, evidence: 'drawing 4', by: [], at: '2026-01-01T00:00:00.000Z' }
    expect(answerHere(confirm, { impact }, recorded({}))).toEqual({
      ok: true,
      value: { kind: 'answer-impact', answer: said, evidence: 'drawing 4' },
    })
  })
})

describe('what is asked of many cases', () => {
  const finding = { verdict: 'affected', cves: [], reasons: [] }
  const aCase = (assetTag: string, exposure: string | null) => ({
    case: {
      ...{ finding: { ...finding, assetTag }, context: null, placement: null, impact: null },
    } as unknown as TriageCase,
    evidence: recorded(exposure === null ? {} : { exposure }),
  })

  test('each value with the assets where it is recorded, and those of which nobody knows', () => {
    const { items } = askedOfMany([aCase('A', 'open'), aCase('B', null), aCase('C', 'open')])
    const exposure = items.find(({ item }) => item === 'exposure')
    expect(exposure).toMatchObject({
      ...{ recorded: [{ value: 'open', assetTags: ['A', 'C'] }], silent: ['B'], answered: [] },
    })
    expect(items.find(({ item }) => item === 'inKev')?.isOfSources).toBe(true)
  })
})
