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

const PASSED_MAX = 40

/**
 * Rounds of whole runs, each with some kills. Two runs without a kill tell the effect points; while
 * some are not covered most lives end at one of them, the others anywhere.
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
  const knownOf = new Map<Intention, readonly string[]>()
  const uncovered = () => [...known].filter((point) => !covered.has(point))
  for (const intention of ['install', 'roll-back'] as const) {
    const name = `quiet_${intention.replace('-', '_')}`
    const result = await playRound(site, { name, intention, order: () => null })
    for (const point of result.passed) known.add(point)
    knownOf.set(intention, result.passed)
    note(name, result)
  }
  let kills = 0
  for (let round = 0; round < rounds; round += 1) {
    const left = uncovered().length
    // Also where the same effect comes a second time, or where only a crash leads to it.
    const intention = intentionOf(round, (one) => {
      return uncovered().filter((point) => knownOf.get(one)?.includes(point)).length
    })
    const anywhere = left === 0 || round % 8 === 7 || intention === 'hold'
    const killsMax = anywhere ? 2 : killsOf(left, rounds - round)
    const order = (life: number, killed: readonly string[]): KillOrder | null => {
      if (life === killsMax) return null
      if (anywhere) return { kind: 'after', count: Math.floor(random() * PASSED_MAX) }
      return { kind: 'at', points: uncovered().filter((point) => !killed.includes(point)) }
    }
    const name = `round_${round}`
    const result = await playRound(site, { name, intention, order })
    ends[result.end] += 1
    note(name, result)
    kills += result.killed.length
    tell(`${name}: ${intention}, ${result.end}; killed ${result.killed.join(', ')}`)
  }
  const { done, held } = ends
  const line =
    `crash rounds ${rounds}: done ${done}, rolled back ${ends['rolled back']}, held ${held}; ` +
    `${kills} kills, effect points covered ${known.size - uncovered().length}/${known.size} ` +
    `(seed ${seed})`
  return { line, breaches, uncovered: uncovered() }
}

/** In turns; the other one where this one has little left to cover. */
function intentionOf(round: number, leftOf: (one: Intention) => number): Intention {
  if (round % 10 === 4) return 'hold'
  const [turn, other] = round % 2 === 0 ? INSTALL_FIRST : ROLL_BACK_FIRST
  return leftOf(turn) < 4 && leftOf(other) > leftOf(turn) ? other : turn
}

const INSTALL_FIRST = ['install', 'roll-back'] as const
const ROLL_BACK_FIRST = ['roll-back', 'install'] as const

/** So many that the points are covered some rounds before the end; a run has room for eight. */
function killsOf(uncovered: number, roundsLeft: number): number {
  const fair = Math.ceil(uncovered / Math.max(1, roundsLeft * 0.5))
  return Math.min(8, Math.max(3, fair))
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
