import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CvssVersion, metricsOf } from './metrics.ts'
import { type CvssVector, parseCvssVector } from './parse-vector.ts'
import { type AssetEnvironment, scoreAtAsset } from './score-at-asset.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20_261_123)
const NETWORK_31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'
const LOCAL_31 = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H'
const NETWORK_40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N'

test('a controlled network and a low criticality lower a score, and both are named', () => {
  const found = scored(NETWORK_31, { exposure: 'controlled', criticality: all('low') })
  expect(found).toMatchObject({
    vector: `${NETWORK_31}/IR:L/AR:L/MAV:A`,
    score: 4.7,
  })
  expect(found.published.base).toBe(7.5)
  expect(found.reasons).toEqual([
    'Criticality safety low, environment low, production low: integrity and availability requirement low (IR, AR)',
    'Exposure controlled: reached from neighbouring networks only (MAV:A)',
  ])
})

test('a high criticality raises a score where the impact has room', () => {
  expect(scored(NETWORK_31, { criticality: { ...unknownGrades, production: 'high' } }).score).toBe(
    9.3,
  )
})

test('nothing known leaves the base score, whatever the publisher thought of threats', () => {
  const found = scored(`${NETWORK_31}/E:U/RL:O/RC:C/MAV:P`, {})
  expect(found).toMatchObject({ score: 7.5, vector: NETWORK_31 })
  expect(found.reasons.at(-1)).toMatch(/: E, RL, RC, MAV$/)
})

test('a local attack stays local, and a small exposure is never called local', () => {
  expect(scored(LOCAL_31, { exposure: 'small' }).vector).toBe(LOCAL_31)
  expect(scored(NETWORK_31, { exposure: 'small' }).vector).toBe(`${NETWORK_31}/MAV:A`)
})

test('one unknown grade keeps the requirement from falling', () => {
  const criticality = { safety: 'unknown', environment: 'low', production: 'medium' } as const
  expect(scored(NETWORK_31, { criticality }).vector).toBe(NETWORK_31)
})

test('harm to people is a metric of its own in 4.0, where there is an impact', () => {
  expect(scored(NETWORK_40, { safetyImpact: 'marginal' }).vector).toBe(`${NETWORK_40}/MSA:S`)
  expect(scored(NETWORK_40, { safetyImpact: 'negligible' }).vector).toBe(NETWORK_40)
  expect(scored(NETWORK_31, { safetyImpact: 'critical' }).vector).toBe(NETWORK_31)
})

const gradeOrder = ['low', 'medium', 'unknown', 'high'] as const
const grades = fc.constantFrom(...gradeOrder)
const environments: fc.Arbitrary<AssetEnvironment> = fc.record({
  criticality: fc.record({ safety: grades, environment: grades, production: grades }),
  exposure: fc.constantFrom('small', 'controlled', 'open', 'unknown'),
  safetyImpact: fc.constantFrom('negligible', 'marginal', 'critical', 'catastrophic', 'unknown'),
})
const vectors = fc
  .constantFrom<CvssVersion>('2.0', '3.0', '3.1', '4.0')
  .chain((version) =>
    fc
      .tuple(
        ...[...metricsOf(version)]
          .filter(([, { group }]) => group === 'base')
          .map(([name, { values }]) =>
            fc.constantFrom(...values).map((value) => `${name}:${value}`),
          ),
      )
      .map((parts) => [...(version === '2.0' ? [] : [`CVSS:${version}`]), ...parts].join('/')),
  )

test('what is not known never lowers a score', () => {
  fc.assert(
    fc.property(vectors, environments, (vector, environment) => {
      const blind = { ...environment, exposure: 'unknown' as const, criticality: unknownGrades }
      const found = scoreAtAsset(vectorOf(vector), blind)
      expect(found.score).toBeGreaterThanOrEqual(found.published.base)
      const open = scoreAtAsset(vectorOf(vector), { ...environment, exposure: 'open' })
      const unknown = scoreAtAsset(vectorOf(vector), { ...environment, exposure: 'unknown' })
      expect(unknown.score).toBe(open.score)
    }),
    { seed: SEED, numRuns: 1000 },
  )
})

test('worse facts never give a lower score', () => {
  fc.assert(
    fc.property(vectors, environments, (vector, environment) => {
      const here = scoreAtAsset(vectorOf(vector), environment).score
      const criticality = { ...environment.criticality, safety: 'high' as const }
      for (const worse of [
        { ...environment, exposure: 'open' as const },
        { ...environment, criticality },
        { ...environment, safetyImpact: 'catastrophic' as const },
      ]) {
        expect(scoreAtAsset(vectorOf(vector), worse).score).toBeGreaterThanOrEqual(here)
      }
    }),
    { seed: SEED, numRuns: 1000 },
  )
})

const unknownGrades = { safety: 'unknown', environment: 'unknown', production: 'unknown' } as const

function all(grade: 'low' | 'high') {
  return { safety: grade, environment: grade, production: grade }
}

function scored(vector: string, known: Partial<AssetEnvironment>) {
  return scoreAtAsset(vectorOf(vector), {
    criticality: unknownGrades,
    exposure: 'unknown',
    safetyImpact: 'unknown',
    ...known,
  })
}

function vectorOf(text: string): CvssVector {
  const parsed = parseCvssVector(text)
  if (!parsed.ok) throw new Error(parsed.refusal.why)
  return parsed.value
}
