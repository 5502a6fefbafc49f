import type { SsvcSelection } from './csaf-document.ts'
import { DECISION_POINTS } from './data/ssvc-decision-points.ts'
import { shown } from './fault.ts'
import { CVSS_2, CVSS_3, CVSS_4 } from './schema/cvss-metrics.ts'

/** The base namespaces that SSVC has registered. */
export const REGISTERED_NAMESPACES: readonly string[] = ['cisa', 'cvss', 'ssvc']

interface DecisionPoint {
  readonly name: string
  /** Key and name of each value, in the order that selections must keep. */
  readonly values: readonly (readonly [string, string])[]
}

let made: ReadonlyMap<string, DecisionPoint> | null = null

function decisionPoints(): ReadonlyMap<string, DecisionPoint> {
  made ??= new Map(
    DECISION_POINTS.trim()
      .split('\n')
      .map((row) => {
        const [namespace, key, version, name = '', ...values] = row.split('|')
        const pairs = values.map((pair) => {
          const [value = '', words = ''] = pair.split('=')
          return [value, words] as const
        })
        return [`${namespace}|${key}|${version}`, { name, values: pairs }]
      }),
  )
  return made
}

/** The newest version of a decision point, or null where we know none. */
export function latestVersionOf(base: string, key: string): string | null {
  const start = `${base}|${key}|`
  const found = [...decisionPoints().keys()].filter((one) => one.startsWith(start))
  const versions = found.map((one) => one.slice(start.length))
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? null
}

export interface Selected {
  readonly base: string
  /** An extension of a namespace may rename and leave out, but not add or reorder. */
  readonly isExtended: boolean
  readonly selection: SsvcSelection
}

/** What is wrong with a selection under a registered namespace; null also where none is. */
export function decisionPointFault({ base, isExtended, selection }: Selected): string | null {
  const { key = '', version = '', name, values = [] } = selection
  if (base === 'cvss') return cvssFault(selection)
  if (!REGISTERED_NAMESPACES.includes(base)) return null
  const point = decisionPoints().get(`${base}|${key}|${version}`)
  if (point === undefined) return `${base} has no decision point ${shown(key)} in ${shown(version)}`
  if (!isExtended && name !== undefined && name !== point.name) {
    return `the decision point ${key} is named ${shown(point.name)}, not ${shown(name)}`
  }
  let place = -1
  for (const value of values) {
    const next = point.values.findIndex(([one]) => one === value.key)
    const right = point.values[next]
    if (right === undefined) return `${key} ${version} has no value ${shown(value.key)}`
    if (!isExtended && value.name !== undefined && value.name !== right[1]) {
      return `the value ${right[0]} is named ${shown(right[1])}, not ${shown(value.name)}`
    }
    if (next <= place) return 'has its values in another order than the decision point'
    place = next
  }
  return null
}

const CVSS_LETTERS = new Map<string, Set<string>>()
for (const { key, letters } of [...CVSS_2, ...CVSS_3, ...CVSS_4]) {
  const known = CVSS_LETTERS.get(key) ?? new Set()
  // SSVC shortens what CVSS writes out: `G` for `U:Green`.
  for (const letter of letters.values()) known.add(letter).add(letter.slice(0, 1))
  CVSS_LETTERS.set(key, known)
}

// SSVC tells the metrics of CVSS under many versions of its own. What holds for all of them: a
// metric's values are those that some version of CVSS gives it.
function cvssFault({ key = '', values = [] }: SsvcSelection): string | null {
  const letters = CVSS_LETTERS.get(key)
  const wrong = values.find((value) => letters !== undefined && !letters.has(value.key ?? ''))
  return wrong === undefined ? null : `the metric ${key} has no value ${shown(wrong.key)}`
}
