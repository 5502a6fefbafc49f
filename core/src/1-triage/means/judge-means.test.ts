import { describe, expect, test } from 'vitest'
import { nothingAnswered } from '../decide/case-answers.ts'
import { judgeMeans, type MeansStanding } from './judge-means.ts'
import type { MeansFacts, RemedyHere, UpdateHere } from './means-facts.ts'

const fix: RemedyHere = {
  ...{ vulnerability: 'CVE-2026-1', category: 'vendor_fix' },
  details: 'Update to V3.2.19',
}
const noFix: RemedyHere = { ...fix, category: 'no_fix_planned', details: 'No fix is planned' }
const workaround: RemedyHere = { ...fix, category: 'workaround', details: 'Block TCP 44818' }

function anUpdate(qualification: UpdateHere['qualification']): UpdateHere {
  return { id: 'KB1', restart: 'machine', reversibility: 'unknown', qualification }
}

function theFacts(fields: Partial<MeansFacts> = {}): MeansFacts {
  return {
    ...{ today: '2026-11-23', urgency: 'scheduled', supportEndsOn: null, conduits: null },
    answers: { ...nothingAnswered, nearSafetySystem: 'no', serviceUsed: 'yes' },
    impact: { lineStops: 'yes', toleratedFrom: 'standstill', toleratedMinutes: 30 },
    asset: { tag: 'PLC-101', kind: 'plc', spare: 'programmed' },
    ...{ remedies: [fix], updates: [], reversibility: 'unknown', controls: [] },
    ...fields,
  }
}

function standing(facts: MeansFacts, means: MeansStanding['means']): MeansStanding {
  const found = judgeMeans(facts).standings.find((one) => one.means === means)
  return found ?? expect.fail(`${means} is judged`)
}

describe('whether it can be patched', () => {
  test('is a yes only where something repairs it', () => {
    expect(standing(theFacts(), 'patch')).toMatchObject({
      standing: 'possible',
      because: ['The advisory, vendor fix for CVE-2026-1: Update to V3.2.19'],
    })
    expect(standing(theFacts({ remedies: [] }), 'patch').standing).toBe('unknown')
    expect(standing(theFacts({ remedies: null }), 'patch').standing).toBe('unknown')
    expect(standing(theFacts({ remedies: [workaround] }), 'patch').standing).toBe('unknown')
  })

  test('is a no where the advisory says that nothing will, and says for what', () => {
    const judged = judgeMeans(theFacts({ remedies: [noFix] }))
    expect(judged.unpatchable).toEqual(['no-fix'])
    expect(standing(theFacts({ remedies: [noFix] }), 'patch').standing).toBe('not-possible')
    const other = { ...noFix, vulnerability: 'CVE-2026-2' }
    const some = standing(theFacts({ remedies: [fix, other] }), 'patch')
    expect(some.standing).toBe('possible')
    expect(some.because).toContain('CVE-2026-2 stays: nothing repairs it')
  })

  test('is the word of the vendors of what is installed, for an update of the lists', () => {
    const by = (...all: readonly UpdateHere['qualification'][]) => {
      return standing(theFacts({ remedies: [], updates: all.map(anUpdate) }), 'patch').standing
    }
    expect(by('approved')).toBe('possible')
    expect(by('not-stated')).toBe('possible')
    expect(by('not-approved')).toBe('not-possible')
    expect([by('pending'), by('conflict')]).toEqual(['unknown', 'unknown'])
    expect(by('not-approved', 'approved')).toBe('possible')
  })

  test('is a no where the vendor is gone, and unknown where the end of support is', () => {
    const gone = theFacts({ remedies: [], supportEndsOn: '2026-11-22' })
    expect(judgeMeans(gone).unpatchable).toEqual(['vendor-gone'])
    expect(judgeMeans(gone).proposal.final).toBe('replace')
    const today = theFacts({ remedies: [], supportEndsOn: '2026-11-23' })
    expect(judgeMeans(today).unpatchable).toEqual([])
    expect(judgeMeans(theFacts({ supportEndsOn: '2020-01-01' })).unpatchable).toEqual([])
  })

  test('asks for the outage, the way back, and distance to a safety system', () => {
    const near = { ...theFacts().answers, nearSafetySystem: 'unknown' } as const
    const { asks } = standing(
      theFacts({ answers: near, asset: { tag: 'P', kind: 'plc', spare: 'none' }, impact: null }),
      'patch',
    )
    expect(asks).toEqual([
      'A safety system may be near: not while the process runs',
      'An outage, from a state that operations names',
      'Nothing says that it can be taken back: a programmed spare (recorded: none)',
    ])
    const asset = { tag: 'S', kind: 'sis-controller', spare: 'programmed' } as const
    expect(standing(theFacts({ asset }), 'patch').asks[0]).toContain('stands still')
  })
})

describe('what else can be done', () => {
  test('to mitigate is known only where something is named', () => {
    expect(standing(theFacts(), 'mitigate').standing).toBe('unknown')
    const named = standing(theFacts({ remedies: [workaround] }), 'mitigate')
    expect([named.standing, named.because]).toEqual([
      'possible',
      ['The advisory, workaround for CVE-2026-1: Block TCP 44818'],
    ])
  })

  test('to isolate is possible where nothing uses the service, and not where it is missed', () => {
    const used = (serviceUsed: 'yes' | 'no' | 'unknown', seconds: number | null) =>
      standing(
        theFacts({
          answers: { ...theFacts().answers, serviceUsed },
          conduits: [{ name: 'To control', lossToleratedSeconds: seconds }],
        }),
        'isolate',
      ).standing
    expect(used('no', 5)).toBe('possible')
    expect(used('yes', 5)).toBe('not-possible')
    expect(used('yes', null)).toBe('unknown')
    expect(used('unknown', 5)).toBe('unknown')
  })

  test('to wait is possible only where the tables leave time', () => {
    for (const urgency of ['defer', 'scheduled'] as const) {
      expect(standing(theFacts({ urgency }), 'accept').standing).toBe('possible')
    }
    for (const urgency of ['out-of-cycle', 'immediate'] as const) {
      expect(standing(theFacts({ urgency }), 'accept').standing).toBe('not-possible')
    }
  })
})

describe('what the rules propose', () => {
  const proposed = (fields: Partial<MeansFacts>) => {
    const { final, interim } = judgeMeans(theFacts(fields)).proposal
    return [final, interim]
  }

  test('is the patch, and something until then where it presses and the process has to wait', () => {
    expect(proposed({})).toEqual(['patch', null])
    const both = [fix, workaround]
    expect(proposed({ urgency: 'immediate', remedies: both })).toEqual(['patch', 'mitigate'])
    expect(proposed({ urgency: 'immediate' })).toEqual(['patch', null])
    const calm = { lineStops: 'no', toleratedFrom: 'any', toleratedMinutes: null } as const
    expect(proposed({ urgency: 'immediate', remedies: both, impact: calm })).toEqual([
      'patch',
      null,
    ])
  })

  test('never ends in a patch that is not known to be there', () => {
    expect(proposed({ remedies: [] })).toEqual([null, null])
    expect(proposed({ remedies: [noFix, workaround] })).toEqual(['mitigate', null])
    expect(proposed({ remedies: [noFix], urgency: 'defer' })).toEqual(['accept', null])
    expect(proposed({ remedies: [noFix], urgency: 'immediate' })).toEqual(['replace', null])
  })
})
