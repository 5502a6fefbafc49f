import { type CvssScore, type CvssSeverity, scoreVector, severityOf } from './cvss.ts'
import { metricsOf, notDefined } from './metrics.ts'
import { type CvssVector, withMetrics } from './parse-vector.ts'

type Grade = 'low' | 'medium' | 'high' | 'unknown'

/** What a site knows of one asset; `unknown` never lowers a score. */
export interface AssetEnvironment {
  readonly criticality: {
    readonly safety: Grade
    readonly environment: Grade
    readonly production: Grade
  }
  /** How far the vulnerable service can be reached, as SSVC names it. */
  readonly exposure: 'small' | 'controlled' | 'open' | 'unknown'
  /** What an attack would do to people, by the grades of IEC 61508. */
  readonly safetyImpact: 'negligible' | 'marginal' | 'critical' | 'catastrophic' | 'unknown'
}

/** A published score, and what it comes to at one asset, with the inputs in words. */
export interface ScoreAtAsset {
  readonly published: CvssScore
  readonly vector: string
  readonly score: number
  readonly severity: CvssSeverity
  readonly reasons: readonly string[]
}

interface Setting {
  readonly metrics: readonly (readonly [name: string, value: string])[]
  readonly lowers: boolean
  readonly reason: string
}

/**
 * The score with the environmental metrics of one asset. What the publisher said of threat and
 * environment is left out: the one speaks of the day of publication, the other of no plant of ours.
 */
export function scoreAtAsset(vector: CvssVector, environment: AssetEnvironment): ScoreAtAsset {
  const settings = [
    requirements(vector, environment.criticality),
    attackVector(vector, environment.exposure),
    safety(vector, environment.safetyImpact),
  ].filter((setting) => setting !== null)
  const known = settings
    .flatMap(({ metrics }) => metrics)
    .filter(([name]) => metricsOf(vector.version).has(name))
  const left = publishedOther(vector)
  const blank = left.map((name) => [name, notDefined(vector.version)] as const)
  const here = withMetrics(vector, new Map([...blank, ...known]))
  const shown = withoutBlank(here)
  const reasons = settings.map(({ reason }) => reason)
  if (left.length > 0) {
    reasons.push(
      `Left out of the published vector, as not about this asset today: ${left.join(', ')}`,
    )
  }
  const published = scoreVector(vector)
  const base = baseOf(vector)
  let { score } = scoreVector(shown)
  // The equations of 2.0 and 3.1 can give less than the base score although nothing was lowered.
  if (score < base && !settings.some(({ lowers }) => lowers)) score = base
  const severity = severityOf(score, vector.version)
  return { published, vector: shown.text, score, severity, reasons }
}

const GRADES = ['low', 'medium', 'high'] as const
const LETTERS = { low: 'L', medium: 'M', high: 'H' } as const

/** Whoever runs a plant needs integrity and availability as much as the asset is critical. */
function requirements(
  { version }: CvssVector,
  criticality: AssetEnvironment['criticality'],
): Setting {
  const { safety, environment, production } = criticality
  const grades = [safety, environment, production]
  const said = `safety ${safety}, environment ${environment}, production ${production}`
  const highest = GRADES.findLast((grade) => grades.includes(grade))
  if (highest === undefined || (highest !== 'high' && grades.includes('unknown'))) {
    const reason = `Criticality ${said}: requirements stay undefined, since unknown lowers nothing`
    return { metrics: [], lowers: false, reason }
  }
  const letter = LETTERS[highest]
  return {
    metrics: [
      ['IR', letter],
      ['AR', letter],
    ],
    // A requirement that is not defined counts as medium, in 4.0 as high.
    lowers: highest === 'low' || (highest === 'medium' && version === '4.0'),
    reason: `Criticality ${said}: integrity and availability requirement ${highest} (IR, AR)`,
  }
}

// SSVC's "small" may still be a highly controlled network, so nothing is ever called local here.
function attackVector(
  { version, metrics }: CvssVector,
  exposure: AssetEnvironment['exposure'],
): Setting {
  const base = metrics.get('AV') ?? ''
  if (exposure === 'unknown') {
    return {
      metrics: [],
      lowers: false,
      reason: 'Exposure unknown: the attack vector stays as published',
    }
  }
  if (version === '2.0') {
    return {
      metrics: [],
      lowers: false,
      reason: 'CVSS 2.0 has no attack vector of its own for an asset',
    }
  }
  if (exposure === 'open' || base !== 'N') {
    return {
      metrics: [],
      lowers: false,
      reason: `Exposure ${exposure}: attack vector ${base} stays as published`,
    }
  }
  return {
    metrics: [['MAV', 'A']],
    lowers: true,
    reason: `Exposure ${exposure}: reached from neighbouring networks only (MAV:A)`,
  }
}

/** CVSS v4.0 section 4.2.2: harm to people of grade marginal or worse is an impact of its own. */
function safety(
  { version, metrics }: CvssVector,
  impact: AssetEnvironment['safetyImpact'],
): Setting | null {
  if (version !== '4.0' || impact === 'unknown' || impact === 'negligible') return null
  const harms = (names: readonly string[]) => names.some((name) => metrics.get(name) !== 'N')
  const found: (readonly [string, string])[] = []
  if (harms(['VI', 'SI'])) found.push(['MSI', 'S'])
  if (harms(['VA', 'SA'])) found.push(['MSA', 'S'])
  if (found.length === 0) return null
  const names = found.map(([name]) => `${name}:S`).join(', ')
  return {
    metrics: found,
    lowers: false,
    reason: `Safety impact ${impact}: it reaches people (${names})`,
  }
}

function publishedOther({ version, metrics }: CvssVector): readonly string[] {
  const table = metricsOf(version)
  return [...metrics]
    .filter(([name, value]) => {
      const group = table.get(name)?.group
      return (group === 'threat' || group === 'environmental') && value !== notDefined(version)
    })
    .map(([name]) => name)
}

function baseOf(vector: CvssVector): number {
  const blank = publishedOther(vector).map((name) => [name, notDefined(vector.version)] as const)
  return scoreVector(withMetrics(vector, new Map(blank))).base
}

function withoutBlank(vector: CvssVector): CvssVector {
  const said = [...vector.metrics].filter(([, value]) => value !== notDefined(vector.version))
  return withMetrics({ ...vector, metrics: new Map(said) }, new Map())
}
