import { describe, expect, test } from 'vitest'
import {
  type Qualification,
  type QualificationRuling,
  qualificationConflicts,
  qualify,
  ruleQualification,
  versionFits,
} from './qualification.ts'

const says = (
  product: string,
  verdict: Qualification['verdict'],
  over: Partial<Qualification> = {},
): Qualification => ({
  product,
  productVersion: null,
  releaseId: 'KB3',
  verdict,
  statedOn: '2026-10-20',
  source: `list of ${product}`,
  ...over,
})
const host = {
  product: 'SIMATIC WinCC',
  productVersion: null,
  software: [
    { name: 'WinCC', version: 'V7.5 SP2' },
    { name: 'FactoryTalk View', version: '13.00' },
  ],
}
const record = (words: readonly Qualification[], rulings: readonly QualificationRuling[] = []) => ({
  words,
  rulings,
})
const standing = (...all: readonly Qualification[]) => qualify('KB3', host, record(all)).standing

describe('vendor qualification', () => {
  test('is not stated where no product on the host ever qualified anything', () => {
    expect(standing()).toBe('not-stated')
    expect(standing(says('Another product', 'approved'))).toBe('not-stated')
  })

  test('is approved only where every product that speaks approves', () => {
    expect(standing(says('wincc', 'approved'))).toBe('approved')
    const silent = says('FactoryTalk View', 'approved', { releaseId: 'KB0' })
    expect(standing(says('WinCC', 'approved'), silent)).toBe('pending')
  })

  test('conflicts where two vendors on one host do not agree', () => {
    const view = says('FactoryTalk View', 'not-approved')
    expect(standing(says('WinCC', 'approved'), view)).toBe('conflict')
    expect(standing(says('WinCC', 'pending'), view)).toBe('not-approved')
  })

  test('hears the later word of one source, and both words of two', () => {
    const before = says('WinCC', 'not-approved', { statedOn: '2026-10-14' })
    expect(standing(before, says('WinCC', 'approved'))).toBe('approved')
    const other = { ...before, source: 'letter of the integrator' }
    expect(standing(other, says('WinCC', 'approved'))).toBe('conflict')
  })

  test('is of a version where the list names one', () => {
    const other = says('WinCC', 'approved', { productVersion: 'V8.0' })
    expect(standing(other)).toBe('pending')
    expect(standing(says('WinCC', 'approved', { productVersion: 'V7.5 SP2' }))).toBe('approved')
  })
})

describe('the version that a word is about', () => {
  test('is the installed one, a range that holds it, another, or not known', () => {
    expect(versionFits(null, null)).toBe('yes')
    expect(versionFits('V7.5 SP2', null)).toBe('unknown')
    expect(versionFits('7.5 SP2', 'V7.5 SP2')).toBe('yes')
    expect(versionFits('V7.4 to V8.0', 'V7.5')).toBe('yes')
    expect(versionFits('>= V8.0', 'V7.5 SP2')).toBe('no')
    expect(versionFits('the current one', 'V7.5 SP2')).toBe('unknown')
  })

  test('is never taken for the installed one where that is not recorded', () => {
    const bare = { ...host, software: [{ name: 'WinCC', version: null }] }
    for (const verdict of ['approved', 'not-approved', 'pending'] as const) {
      const said = qualify(
        'KB3',
        bare,
        record([says('WinCC', verdict, { productVersion: 'V8.0' })]),
      )
      expect(said.standing).toBe('pending')
      expect(said.words.map((one) => one.fits)).toEqual(['unknown'])
    }
  })
})

describe('sources that contradict each other about one product', () => {
  const vendor = says('WinCC', 'approved', { source: 'vendor' })
  const integrator = says('WinCC', 'not-approved', { source: 'integrator' })
  const said = {
    reason: 'The integrator tested an older build',
    by: 'tomas',
    at: '2026-11-01T08:00:00.000Z',
  }
  const rulingFor = (words: readonly Qualification[], stands: Qualification) => {
    const [conflict] = qualificationConflicts(record(words))
    const ruling = conflict === undefined ? null : ruleQualification(conflict, { ...said, stands })
    if (ruling === null) throw new Error('nothing to rule on')
    return ruling
  }

  test('are one conflict, and none where one is only in test', () => {
    expect(qualificationConflicts(record([vendor, integrator]))).toMatchObject([
      { product: 'WinCC', productVersion: null, releaseId: 'KB3' },
    ])
    const testing = says('WinCC', 'pending', { source: 'integrator' })
    expect(qualificationConflicts(record([vendor, testing]))).toEqual([])
    const elsewhere = { ...integrator, productVersion: 'V8.0' }
    expect(qualificationConflicts(record([vendor, elsewhere]))).toMatchObject([
      { productVersion: 'V8.0', words: [vendor, elsewhere] },
    ])
    const other = { ...vendor, productVersion: 'V7.5' }
    expect(qualificationConflicts(record([other, elsewhere]))).toEqual([])
  })

  test('are ruled by a person, and the ruling outlives the same words said again', () => {
    const words = [vendor, integrator]
    const rulings = [rulingFor(words, vendor)]
    expect(qualificationConflicts(record(words, rulings))).toEqual([])
    const only = { ...host, software: [{ name: 'WinCC', version: 'V7.5' }] }
    const qualified = qualify('KB3', only, record(words, rulings))
    expect(qualified.standing).toBe('approved')
    expect(qualified.words.map((one) => one.ruledOut)).toEqual([false, true])
    const again = [vendor, { ...integrator, statedOn: '2026-11-20' }]
    expect(qualificationConflicts(record(again, rulings))).toEqual([])
    const other = [rulingFor(words, integrator)]
    expect(qualify('KB3', only, record(words, other)).standing).toBe('not-approved')
  })

  test('are asked again where a word came that nobody ruled on', () => {
    const rulings = [rulingFor([vendor, integrator], vendor)]
    const third = says('WinCC', 'not-approved', { source: 'laboratory' })
    const narrower = { ...integrator, productVersion: 'V8.0', statedOn: '2026-11-20' }
    const changed = { ...vendor, verdict: 'not-approved' as const, statedOn: '2026-11-20' }
    expect(qualificationConflicts(record([vendor, integrator, third], rulings))).toHaveLength(1)
    expect(qualificationConflicts(record([vendor, narrower], rulings))).toHaveLength(1)
    const only = { ...host, software: [{ name: 'WinCC', version: 'V7.5' }] }
    const all = record([vendor, integrator, changed], rulings)
    expect(qualify('KB3', only, all).standing).toBe('not-approved')
  })

  test('cannot be ruled for a word that nobody said', () => {
    const [conflict] = qualificationConflicts(record([vendor, integrator]))
    const stands = { ...vendor, source: 'a friend' }
    expect(conflict && ruleQualification(conflict, { ...said, stands })).toBeNull()
  })
})
