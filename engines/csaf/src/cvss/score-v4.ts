import { invariant } from '@holdpoint/std'
import { MACROVECTOR_TENTHS } from './data/macrovectors.ts'
import { notDefined } from './metrics.ts'
import type { CvssVector } from './parse-vector.ts'

/** How many steps each value lies below the most severe one of its metric. */
const STEPS: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
}

/** Omitted threat and requirement metrics count as the worst case (v4.0 sections 3.1 and 4.1). */
const WORST: Readonly<Record<string, string>> = { E: 'A', CR: 'H', IR: 'H', AR: 'H' }

/** One set of metrics whose severity falls in levels; EQ3 and EQ6 fall together. */
interface EquivalenceSet {
  readonly metrics: readonly string[]
  readonly levels: readonly {
    /** Where the level stands in the macrovector's digits. */
    readonly digits: string
    /** The digits of the levels that come next; of two, the higher score counts. */
    readonly next: readonly string[]
    /** Steps of the most severe vectors of this level; all of a level have the same sum. */
    readonly top: number
    /** Steps from there to the least severe vector of the level, as CVSS v4.0 counts them. */
    readonly depth: number
  }[]
}

/** CVSS v4.0 section 8: equivalence sets, highest severity vectors and depths of the levels. */
const SETS: readonly EquivalenceSet[] = [
  {
    metrics: ['AV', 'PR', 'UI'],
    levels: [
      { digits: '0', next: ['1'], top: 0, depth: 1 },
      { digits: '1', next: ['2'], top: 1, depth: 4 },
      { digits: '2', next: [], top: 3, depth: 5 },
    ],
  },
  {
    metrics: ['AC', 'AT'],
    levels: [
      { digits: '0', next: ['1'], top: 0, depth: 1 },
      { digits: '1', next: [], top: 1, depth: 2 },
    ],
  },
  {
    metrics: ['VC', 'VI', 'VA', 'CR', 'IR', 'AR'],
    levels: [
      { digits: '00', next: ['01', '10'], top: 0, depth: 7 },
      { digits: '01', next: ['11'], top: 3, depth: 6 },
      { digits: '10', next: ['11'], top: 1, depth: 8 },
      { digits: '11', next: ['21'], top: 3, depth: 8 },
      { digits: '21', next: [], top: 3, depth: 10 },
    ],
  },
  {
    metrics: ['SC', 'SI', 'SA'],
    levels: [
      { digits: '0', next: ['1'], top: 1, depth: 6 },
      { digits: '1', next: ['2'], top: 3, depth: 5 },
      { digits: '2', next: [], top: 6, depth: 4 },
    ],
  },
  {
    metrics: [],
    levels: [
      { digits: '0', next: ['1'], top: 0, depth: 1 },
      { digits: '1', next: ['2'], top: 0, depth: 1 },
      { digits: '2', next: [], top: 0, depth: 1 },
    ],
  },
]

/** Divisible by every depth, so that no share of a step is lost. */
const SHARES = 840

type ValueOf = (metric: string) => string

/**
 * The score by CVSS v4.0 section 8.2, in whole numbers throughout: the macrovector's own score
 * less the mean of how far the vector lies below the top of each of its levels.
 */
export function scoreV4({ metrics }: CvssVector): number {
  const value: ValueOf = (metric) => {
    const changed = metrics.get(`M${metric}`) ?? 'X'
    const given = changed === 'X' ? (metrics.get(metric) ?? 'X') : changed
    return given === notDefined('4.0') ? (WORST[metric] ?? given) : given
  }
  const impacts = ['VC', 'VI', 'VA', 'SC', 'SI', 'SA']
  if (impacts.every((metric) => value(metric) === 'N')) return 0

  const digits = macrovector(value)
  const own = tenthsOf(digits)
  let lowered = 0
  let sets = 0
  SETS.forEach((set, at) => {
    const level = set.levels.find((one) => one.digits === digits[at])
    invariant(level !== undefined, `a macrovector has no level ${digits[at]} in set ${at}`)
    if (level.next.length === 0) return
    const lower = Math.max(...level.next.map((next) => tenthsOf(digits.with(at, next))))
    const steps = set.metrics.reduce((sum, metric) => sum + stepsOf(metric, value(metric)), 0)
    lowered += (own - lower) * (steps - level.top) * (SHARES / level.depth)
    sets++
  })
  const whole = SHARES * Math.max(sets, 1)
  const tenths = Math.floor((2 * (own * whole - lowered) + whole) / (2 * whole))
  return Math.min(Math.max(tenths, 0), 100) / 10
}

/** The digits of EQ1, EQ2, EQ3 with EQ6, EQ4 and EQ5 (v4.0 tables 24 to 29). */
function macrovector(value: ValueOf): string[] {
  const is = (metric: string, wanted: string) => value(metric) === wanted
  const open = [is('AV', 'N'), is('PR', 'N'), is('UI', 'N')]
  const eq1 = open.every(Boolean) ? '0' : open.some(Boolean) && !is('AV', 'P') ? '1' : '2'
  const eq2 = is('AC', 'L') && is('AT', 'N') ? '0' : '1'
  const high = [is('VC', 'H'), is('VI', 'H'), is('VA', 'H')]
  const eq3 = high[0] && high[1] ? '0' : high.some(Boolean) ? '1' : '2'
  const needed = ['CR', 'IR', 'AR'].some((metric, at) => high[at] && is(metric, 'H'))
  const safety = is('SI', 'S') || is('SA', 'S')
  const reaching = is('SC', 'H') || is('SI', 'H') || is('SA', 'H')
  const eq4 = safety ? '0' : reaching ? '1' : '2'
  return [eq1, eq2, `${eq3}${needed ? '0' : '1'}`, eq4, String('APU'.indexOf(value('E')))]
}

function tenthsOf([eq1, eq2, eq3and6, eq4, eq5]: readonly string[]): number {
  const row = MACROVECTOR_TENTHS[`${eq1}${eq2}${eq3and6}`]
  const tenths = row?.[Number(eq4) * 3 + Number(eq5)]
  invariant(tenths !== undefined, `no score for the macrovector ${eq1}${eq2}${eq3and6}${eq4}${eq5}`)
  return tenths
}

function stepsOf(metric: string, value: string): number {
  const steps = STEPS[metric]?.indexOf(value) ?? -1
  invariant(steps >= 0, `${metric}:${value} passed the parser but has no place in its metric`)
  return steps
}
