import type { KillOrder } from './crash-points.ts'
import type { Intention, RoundEnd } from './crash-round.ts'
import { playRound, type RoundResult } from './crash-rounds.ts'
import type { CrashSite } from './crash-site.ts'

export type CampaignResult = {
  /** One line for the log: what ended how, and which points were covered. */
  readonly line: string
  readonly breaches: readonly string[]
  readonly uncovered: readonly string[]
}

const intentions: readonly Intention[] = ['install', 'roll-back', 'install', 'roll-back', 'hold']
const KILLS_EACH = 5
const SKIP_MAX = 20

/**
 * Rounds of whole runs, each with some kills. Two runs without a kill tell the effect points; while
 * some are not covered a life ends at one of them, and later lives end at any.
 */
export async function campaign(
  site: CrashSite,
  given: { readonly rounds: number; readonly seed: number; readonly tell: (line: string) => void },
): Promise<CampaignResult> {
  const { rounds, seed, tell } = given
  const random = randomFrom(seed)
  const covered = new Set<string>()
  const ends: Record<RoundEnd, number> = { done: 0, 'rolled back': 0, held: 0 }
  const breaches: string[] = []
  const note = (name: string, result: RoundResult) => {
    for (const point of result.killed) covered.add(point)
    breaches.push(...result.breaches.map((one) => `${name} (${result.killed}): ${one}`))
  }

  const known = new Set<string>()
  for (const intention of ['install', 'roll-back'] as const) {
    const name = `quiet_${intention.replace('-', '_')}`
    const result = await playRound(site, { name, intention, order: () => null })
    for (const point of result.passed) known.add(point)
    note(name, result)
  }
  for (let round = 0; round < rounds; round += 1) {
    const intention = intentions[round % intentions.length] ?? 'install'
    const order = (life: number, killed: readonly string[]): KillOrder | null => {
      if (life === KILLS_EACH) return null
      const done = new Set([...covered, ...killed])
      const allCovered = [...known].every((point) => done.has(point))
      // Some rounds dies anywhere: also where the same effect comes later or again.
      const anywhere = allCovered || round % 8 === 7
      return anywhere
        ? { skip: Math.floor(random() * SKIP_MAX), covered: [] }
        : { skip: 0, covered: [...done] }
    }
    const name = `round_${round}`
    const result = await playRound(site, { name, intention, order })
    ends[result.end] += 1
    note(name, result)
    tell(`${name}: ${intention}, ${result.end}; killed ${result.killed.join(', ')}`)
  }
  const uncovered = [...known].filter((point) => !covered.has(point))
  const { done, held } = ends
  const line =
    `crash rounds ${rounds}: done ${done}, rolled back ${ends['rolled back']}, held ${held}; ` +
    `effect points covered ${known.size - uncovered.length}/${known.size} (seed ${seed})`
  return { line, breaches, uncovered }
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
