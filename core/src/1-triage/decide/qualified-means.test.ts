import { describe, expect, test } from 'vitest'
import type { MissingUpdate, PatchRelease } from '../../plant/patch-release.ts'
import type { CountedWord, QualificationStanding } from '../../plant/qualification.ts'
import { qualificationRefusals, qualificationWarnings } from './qualified-means.ts'

const release: PatchRelease = {
  id: 'KB1',
  vendor: 'Microsoft',
  product: 'Windows Server 2019',
  title: '',
  releasedOn: null,
  securityRelated: 'yes',
  fromVersion: null,
  toVersion: null,
  supersedes: [],
  restart: 'machine',
  reversibility: 'reversible',
  cves: [],
  source: 'a list',
}
const word: CountedWord = {
  product: 'WinCC',
  productVersion: null,
  releaseId: 'KB1',
  verdict: 'not-approved',
  statedOn: '2026-10-20',
  source: 'vendor',
  fits: 'yes',
  ruledOut: false,
}
const update = (standing: QualificationStanding): MissingUpdate => ({
  release,
  qualified: { standing, words: standing === 'not-stated' ? [] : [word] },
  replaces: [],
  newest: { kind: 'newest', id: 'KB1', through: ['KB1'] },
})
const kinds = (...standings: readonly QualificationStanding[]) =>
  qualificationRefusals('patch', standings.map(update)).map((one) => one.kind)

describe('patching as the means', () => {
  test('is refused where vendors say no to every update that is known', () => {
    expect(kinds('not-approved', 'conflict')).toEqual(['not-qualified', 'not-qualified'])
    expect(qualificationRefusals('patch', [update('not-approved')])[0]?.what).toBe(
      'KB1 is not qualified by a vendor of what stands there: WinCC: not approved, vendor, 2026-10-20',
    )
  })

  test('is not refused where one update is not spoken against, or none is known', () => {
    expect(kinds()).toEqual([])
    for (const open of ['approved', 'pending', 'not-stated'] as const) {
      expect(kinds('not-approved', open)).toEqual([])
    }
  })

  test('forbids no other means', () => {
    for (const means of ['mitigate', 'isolate', 'replace', 'accept'] as const) {
      expect(qualificationRefusals(means, [update('not-approved')])).toEqual([])
    }
  })

  test('warns of everything that is not qualified', () => {
    const all = ['approved', 'not-approved', 'conflict', 'pending', 'not-stated'] as const
    expect(qualificationWarnings(all.map(update))).toHaveLength(4)
    expect(qualificationWarnings([update('approved')])).toEqual([])
  })
})
