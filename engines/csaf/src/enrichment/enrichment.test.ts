import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../../test/builders/seed.ts'
import { readCveRecord } from './read-cve-record.ts'
import { readEpss } from './read-epss.ts'
import { readKev } from './read-kev.ts'

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

const kev = (over: Record<string, unknown> = {}) => ({
  catalogVersion: '2026.11.01',
  dateReleased: '2026-11-01T12:00:00Z',
  vulnerabilities: [
    {
      cveID: 'CVE-2023-3595',
      vulnerabilityName: 'Out-of-bounds write',
      dateAdded: '2026-10-30',
      dueDate: '2026-11-20',
      knownRansomwareCampaignUse: 'Known',
      ...over,
    },
  ],
})

const record = (options: unknown, shortName = 'CISA-ADP') => ({
  dataType: 'CVE_RECORD',
  cveMetadata: { cveId: 'CVE-2023-3595', state: 'PUBLISHED' },
  containers: {
    cna: { title: 'A title' },
    adp: [
      {
        providerMetadata: { shortName },
        metrics: [
          { other: { type: 'ssvc', content: { options, timestamp: '2026-01-02T03:04:05Z' } } },
        ],
      },
    ],
  },
})

describe('the KEV catalogue', () => {
  test('is read with its version, day and use by ransomware', () => {
    expect(readKev(bytes(kev()))).toMatchObject({
      ok: true,
      value: {
        version: '2026.11.01',
        entries: [{ cve: 'CVE-2023-3595', addedOn: '2026-10-30', ransomware: 'known' }],
      },
    })
  })

  test.each([
    [{ cveID: 'CVE-1' }, '$.vulnerabilities[0].cveID', 'is no CVE number'],
    [{ dateAdded: 'soon' }, '$.vulnerabilities[0].dateAdded', 'must be a day such as 2026-12-24'],
  ])('with a wrong entry is refused where it is wrong', (over, where, words) => {
    const refusal = { kind: 'wrong-shape', where, words }
    expect(readKev(bytes(kev(over)))).toEqual({ ok: false, refusal })
  })

  test('without an entry is refused: an empty list would say that nothing is exploited', () => {
    expect(readKev(bytes({ ...kev(), vulnerabilities: [] })).ok).toBe(false)
  })
})

describe('EPSS', () => {
  test('is read with the day and the model of its comment, where it has one', () => {
    const text =
      '#model_version:v2025.03.14,score_date:2026-08-16T00:00:00+0000\ncve,epss,percentile\nCVE-2023-3595,0.94,0.99\n'
    expect(readEpss(bytes(text))).toMatchObject({
      ok: true,
      value: { scoredOn: '2026-08-16', model: 'v2025.03.14', scores: [{ probability: 0.94 }] },
    })
    expect(readEpss(bytes('cve,epss,percentile\nCVE-2023-3595,0.94,0.99'))).toMatchObject({
      value: { scoredOn: null },
    })
  })

  test.each([
    ['cve,score\nCVE-2023-3595,1', 'line 1'],
    ['cve,epss,percentile\nCVE-2023-3595,1.2,0.5', 'line 2'],
    ['cve,epss,percentile\nCVE-2023-3595,0.2,0.5\nCVE-X,0,0', 'line 3'],
    ['cve,epss,percentile\n', 'line 1'],
  ])('that is wrong is refused by its line', (text, where) => {
    expect(readEpss(bytes(text))).toMatchObject({ ok: false, refusal: { where } })
  })
})

describe('a CVE record', () => {
  test('gives the points of CISA, however they are spelled', () => {
    const options = [
      { Exploitation: 'PoC' },
      { Automatable: 'Yes' },
      { 'Technical Impact': 'Total' },
    ]
    expect(readCveRecord(bytes(record(options)))).toMatchObject({
      value: { points: { exploitation: 'poc', automatable: 'yes', technicalImpact: 'total' } },
    })
  })

  test('says nothing where a word is unknown or another container speaks', () => {
    expect(readCveRecord(bytes(record([{ Exploitation: 'maybe' }])))).toMatchObject({
      value: { points: { exploitation: null, automatable: null } },
    })
    expect(readCveRecord(bytes(record([{ Exploitation: 'active' }], 'Somebody')))).toMatchObject({
      value: { points: null },
    })
  })
})

test(`no bytes make a reader throw (seed ${SEED})`, () => {
  const json = fc.json().map((text) => bytes(text))
  const wrapped = fc.jsonValue().map((value) => bytes(record(value)))
  const any = fc.oneof(fc.uint8Array({ maxLength: 200 }), json, wrapped)
  const property = fc.property(any, (input) => {
    for (const read of [readKev, readEpss, readCveRecord])
      expect(read(input).ok).toBeTypeOf('boolean')
  })
  fc.assert(property, { seed: SEED })
})
