import { CWE_HISTORY, CWE_RELEASES } from './data/cwe-history.ts'

/** How a weakness may be mapped to a vulnerability, as CWE says since release 4.12. */
export type MappingUse = 'allowed' | 'with-review' | 'discouraged' | 'prohibited' | 'not-said'

export interface Weakness {
  readonly name: string
  readonly isDeprecated: boolean
  readonly use: MappingUse
}

interface Span extends Weakness {
  /** Places in the order of the releases; both count. */
  readonly from: number
  readonly to: number
}

interface History {
  readonly releases: readonly string[]
  /** Milliseconds of the day on which each appeared, in the same order. */
  readonly daysAt: readonly number[]
  readonly places: ReadonlyMap<string, number>
  readonly spans: ReadonlyMap<string, readonly Span[]>
  /** The newest name first. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

const USES: Readonly<Record<string, MappingUse>> = {
  a: 'allowed',
  r: 'with-review',
  d: 'discouraged',
  p: 'prohibited',
}

let read: History | null = null

// Read at the first use: most programs that import the package never judge a weakness.
function history(): History {
  read ??= readHistory()
  return read
}

function readHistory(): History {
  const dated = CWE_RELEASES.trim().split(/\s+/)
  const releases = dated.map((one) => one.split('=')[0] ?? '')
  const daysAt = dated.map((one) => Date.parse(one.split('=')[1] ?? ''))
  const places = new Map(releases.map((release, place) => [release, place]))
  const spans = new Map<string, Span[]>()
  let above = ''
  for (const row of CWE_HISTORY.trim().split('\n')) {
    const [number = '', span = '', marks = '', ...rest] = row.split('|')
    const [first = '', last = first] = span.split('-')
    const name = rest.join('|') || above
    above = name
    const all = spans.get(`CWE-${number}`) ?? []
    all.push({
      from: places.get(first) ?? 0,
      to: last === '' ? releases.length - 1 : (places.get(last) ?? 0),
      name,
      isDeprecated: marks.includes('x'),
      use: USES[marks[0] ?? ''] ?? 'not-said',
    })
    spans.set(`CWE-${number}`, all)
  }
  const names = new Map(
    [...spans].map(([id, all]) => [id, all.map(({ name }) => name).reverse()] as const),
  )
  return { releases, daysAt, places, spans, names }
}

/** The weakness in one release; null where that release does not have it. */
export function weaknessIn(id: string, release: string): Weakness | null {
  const { places, spans } = history()
  const place = places.get(release)
  if (place === undefined) return null
  return spans.get(id)?.find(({ from, to }) => from <= place && place <= to) ?? null
}

/** Every name that the weakness had in any release, the newest first; empty where none has it. */
export function namesOfWeakness(id: string): readonly string[] {
  return history().names.get(id) ?? []
}

export function latestCweRelease(): string {
  return history().releases.at(-1) ?? ''
}

/** The newest release at a moment; null before the first. */
export function cweReleaseAt(at: number): string | null {
  const { releases, daysAt } = history()
  const next = daysAt.findIndex((day) => day > at)
  return (next < 0 ? releases.at(-1) : releases[next - 1]) ?? null
}

/** How a release stands to those that the table knows. */
export function releaseOfCwe(release: string): 'known' | 'later' | 'never' {
  const { places } = history()
  if (places.has(release)) return 'known'
  return isLater(release, latestCweRelease()) ? 'later' : 'never'
}

function isLater(a: string, b: string): boolean {
  const ours = a.split('.').map(Number)
  const theirs = b.split('.').map(Number)
  for (let i = 0; i < 3; i++) {
    const difference = (ours[i] ?? 0) - (theirs[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
