import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CvssScore, cvss, scoreVector } from './cvss.ts'
import { type CvssVersion, metricsOf } from './metrics.ts'
import { parseCvssVector, withMetrics } from './parse-vector.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20_261_123)
const BASE_31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const BASE_40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

describe('cvss', () => {
  test('base, temporal and environmental scores of 3.x are always there', () => {
    expect(scored(BASE_31)).toMatchObject({ base: 9.8, temporal: 9.8, environmental: 9.8 })
    expect(scored(`${BASE_31}/E:U/RL:O/RC:U/AR:L/MAV:P`)).toMatchObject({
      base: 9.8,
      severity: 'CRITICAL',
      temporal: 7.8,
      environmental: 5.2,
      score: 5.2,
      scoreSeverity: 'MEDIUM',
    })
  })

  test('of 2.0 they are there where a metric was given', () => {
    const base = scored('AV:N/AC:L/Au:N/C:C/I:C/A:C')
    expect(base).toMatchObject({ version: '2.0', base: 10, severity: 'HIGH' })
    expect(Object.keys(base)).not.toContain('temporal')
    expect(scored('AV:N/AC:L/Au:N/C:C/I:C/A:C/E:ND/TD:N')).toMatchObject({ environmental: 0 })
  })

  test('low requirements never make a score of 2.0 negative', () => {
    expect(scored('AV:L/AC:H/Au:M/C:P/I:N/A:N/CR:L/CDP:N').environmental).toBe(0)
  })

  test('the modified impact of 3.0 and 3.1 bends differently where the scope changes', () => {
    const rest = 'AV:A/AC:H/PR:L/UI:N/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H'
    const [old, young] = [scored(`CVSS:3.0/${rest}`), scored(`CVSS:3.1/${rest}`)]
    expect(old.base).toBe(young.base)
    expect([old.environmental, young.environmental]).toEqual([8, 8.1])
  })

  test('a score of 4.0 says by name what it was made from', () => {
    expect(scored(`${BASE_40}/E:U/CR:L/IR:L/AR:L`)).toMatchObject({
      nomenclature: 'CVSS-BTE',
      scores: { 'CVSS-B': 9.3, 'CVSS-BT': 8.1 },
    })
    expect(scored(`${BASE_40}/E:X/S:P/U:Red`)).toMatchObject({ base: 9.3, nomenclature: 'CVSS-B' })
    expect(scored(`${BASE_40}/MSI:S`).base).toBeGreaterThan(9.3)
  })

  test.each([
    ['', 'unknown-version', '', 0],
    ['CVSS:5.0/AV:N', 'unknown-version', '', 5],
    ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'unknown-metric', 'PR', 10],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', 'missing-metric', 'A', 40],
    ['CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'repeated-metric', 'AV', 14],
    ['CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'unknown-value', 'AV', 9],
    ['CVSS:3.1/av:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'unknown-metric', 'av', 9],
    [`${BASE_31}/`, 'malformed-part', '', 45],
    [`${BASE_31} `, 'unknown-value', 'A', 41],
    [`${BASE_31}/E:A`, 'unknown-value', 'E', 45],
    ['CVSS:3.1/AV:N:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'malformed-part', '', 9],
    ['CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'out-of-order', 'AV', 14],
    [BASE_40.replace('SI:N', 'SI:S'), 'unknown-value', 'SI', 54],
    [`${BASE_40}/__proto__:N`, 'unknown-metric', '__proto__', 64],
    ['/'.repeat(400), 'too-long', '', 300],
  ])('%s is refused as %s %s', (vector, kind, metric, at) => {
    const found = cvss(vector)
    expect(found.ok).toBe(false)
    expect(!found.ok && found.refusal).toMatchObject({ kind, metric, at })
  })

  test('metrics of 2.0 and 3.x may come in any order', () => {
    expect(scored('CVSS:3.0/A:N/I:L/C:L/S:U/UI:N/PR:H/AC:L/AV:N').base).toBe(3.8)
  })
})

// Computed once by a second program of ours: the maximal vectors one by one, as section 8.2 words it.
test.each([
  ['AV:L/AC:L/AT:P/PR:N/UI:A/VC:L/VI:H/VA:L/SC:L/SI:H/SA:N/CR:X/IR:X/MPR:N/MSA:X', 6.9],
  [
    'AV:N/AC:L/AT:P/PR:N/UI:A/VC:H/VI:N/VA:N/SC:N/SI:L/SA:N/CR:L/MAV:N/MAT:X/MVC:L/MVI:L/MSA:H',
    4.8,
  ],
  [
    'AV:A/AC:H/AT:P/PR:H/UI:N/VC:L/VI:L/VA:L/SC:N/SI:L/SA:H/E:P/IR:M/AR:M/MAV:L/MAC:L/MVC:H/MVA:H',
    5.5,
  ],
  ['AV:A/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:H/SC:L/SI:H/SA:L/CR:X/MAC:X/MVC:H/MSC:X', 9.3],
  ['AV:N/AC:H/AT:P/PR:H/UI:P/VC:H/VI:H/VA:N/SC:H/SI:L/SA:L/MVC:H/MVI:X/MSI:H', 8.6],
  [
    'AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:H/SI:L/SA:L/CR:M/IR:M/MAV:X/MAT:X/MPR:N/MVC:X/MSI:H',
    9.6,
  ],
  ['AV:P/AC:H/AT:N/PR:N/UI:A/VC:N/VI:L/VA:N/SC:L/SI:L/SA:N/IR:M/AR:X/MAV:P/MPR:L/MVI:X', 1],
])('v4.0 %s has its score, threat and environment included', (metrics, score) => {
  expect(scored(`CVSS:4.0/${metrics}`).base).toBe(score)
})

test.each([
  [
    '3.0/AV:A/AC:L/PR:H/UI:N/S:U/C:N/I:L/A:H/RL:X/RC:R/CR:M/IR:M/AR:M/MAV:L/MUI:N/MS:U',
    [5.2, 5, 4.9],
  ],
  [
    '3.0/AV:A/AC:H/PR:L/UI:R/S:C/C:H/I:H/A:L/E:P/RL:O/IR:M/AR:M/MAV:N/MAC:H/MPR:L/MUI:X/MS:X/MC:L/MI:L',
    [7.5, 6.7, 5],
  ],
  ['3.1/AV:A/AC:H/PR:N/UI:R/S:C/C:L/I:N/A:N/MPR:X/MUI:R/MS:X/MC:X/MI:X/MA:X', [2.9, 2.9, 2.9]],
  ['3.0/AV:P/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:N/MAC:H/MPR:L/MUI:R/MS:U/MI:X/MA:X', [5.5, 5.5, 5.5]],
  [
    '3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:H/A:L/E:F/RL:T/AR:M/MAV:P/MAC:X/MPR:L/MUI:R/MS:U/MC:L/MI:L/MA:L',
    [8.8, 8.2, 3.7],
  ],
])('v%s has its three scores', (metrics, scores) => {
  const { base, temporal, environmental } = scored(`CVSS:${metrics}`)
  expect([base, temporal, environmental]).toEqual(scores)
})

describe.each<CvssVersion>(['2.0', '3.0', '3.1', '4.0'])('any vector of %s', (version) => {
  const vectors = fc
    .tuple(
      ...[...metricsOf(version)].map(([name, { group, values }]) =>
        fc
          .constantFrom(...(group === 'base' ? values : [...values, '']))
          .map((value) => (value === '' ? '' : `${name}:${value}`)),
      ),
    )
    .map((parts) => {
      const prefix = version === '2.0' ? [] : [`CVSS:${version}`]
      return [...prefix, ...parts.filter((part) => part !== '')].join('/')
    })

  test('has scores between 0 and 10 with one place', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const { base, temporal, environmental, score } = scored(vector)
        for (const each of [base, temporal ?? 0, environmental ?? 0, score]) {
          expect(each).toBeGreaterThanOrEqual(0)
          expect(each).toBeLessThanOrEqual(10)
          expect(String(each)).toMatch(/^\d+(\.\d)?$/)
        }
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('is read again from what it is written as', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const parsed = parseCvssVector(vector)
        expect(parsed.ok && withMetrics(parsed.value, new Map())).toEqual(parsed.ok && parsed.value)
        expect(parsed.ok && scoreVector(parsed.value)).toEqual(scored(vector))
      }),
      { seed: SEED, numRuns: 200 },
    )
  })
})

test('a v4.0 vector never scores higher for a step towards less severe', () => {
  const ladders = [...metricsOf('4.0')].filter(([, { group }]) => group === 'base')
  fc.assert(
    fc.property(
      fc.tuple(...ladders.map(([, { values }]) => fc.nat({ max: values.length - 1 }))),
      fc.nat({ max: ladders.length - 1 }),
      (places, at) => {
        const vectorOf = (steps: readonly number[]) =>
          `CVSS:4.0/${ladders.map(([name, { values }], i) => `${name}:${values[steps[i] ?? 0]}`).join('/')}`
        const worse = places.with(at, Math.max((places[at] ?? 0) - 1, 0))
        expect(scored(vectorOf(worse)).base).toBeGreaterThanOrEqual(scored(vectorOf(places)).base)
      },
    ),
    { seed: SEED, numRuns: 1000 },
  )
})

function scored(vector: string): CvssScore {
  const found = cvss(vector)
  if (!found.ok) throw new Error(`${vector}: ${found.refusal.why}`)
  return found.value
}
