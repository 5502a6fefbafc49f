import { ADDRESS_MAX } from './address.ts'
import type { Box } from './packet.ts'
import {
  type CellIndex,
  CONTINUE,
  cellOf,
  DENY,
  DIMENSIONS,
  GOTO,
  JUMP,
  PERMIT,
  type Program,
  type ProgramChain,
  RETURN,
  TRANSLATE,
} from './program.ts'
import type { Rule } from './rule.ts'

export type Outcome = 'permit' | 'deny' | 'translate'

/** Tells a part of the packets and what becomes of it; true ends the walk. `rule` null: the policy. */
export type Visit = (part: Box, outcome: Outcome, rule: Rule | null) => boolean

/** How many pieces one question may fall into, and how many rules may be looked at for them. */
export const PIECES_MAX = 200_000
export const LOOKS_MAX = 200_000_000
const DEPTH_MAX = 100
/** Chains that send to one another without end. */
const HOPS_MAX = 10_000

type Frame = {
  readonly chain: number
  readonly at: number
  readonly parent: Frame | null
  readonly depth: number
}

const outcomes: Readonly<Record<number, Outcome>> = {
  [PERMIT]: 'permit',
  [DENY]: 'deny',
  [TRANSLATE]: 'translate',
}

/**
 * Takes a set of packets apart until each part meets one rule wholly, by first match, through
 * jumps and returns. `too-much`: not every part was told; what was not told is not known.
 */
export function walk(
  program: Program,
  entry: string,
  box: Box,
  visit: Visit,
): 'done' | 'ended' | 'too-much' {
  const first = program.indexOf.get(entry)
  if (first === undefined) return visit(box, 'permit', null) ? 'ended' : 'done'
  const walker = new Walker(program, first, box, visit)
  return walker.run()
}

/** What is put aside; one walk ends before another begins, so that they share it. */
let boxes = new Int32Array(DIMENSIONS * 2 * 64)

class Walker {
  private readonly program: Program
  private readonly first: number
  private readonly whole: Box
  private readonly visit: Visit
  private readonly now = new Int32Array(DIMENSIONS * 2)
  private readonly places: number[] = []
  private readonly frames: (Frame | null)[] = []
  private pieces = 0
  private looks = 0

  constructor(program: Program, first: number, whole: Box, visit: Visit) {
    this.program = program
    this.first = first
    this.whole = whole
    this.visit = visit
  }

  run(): 'done' | 'ended' | 'too-much' {
    const { cuts } = this.program
    const { source, destination, protocol, sourcePort, destinationPort, state } = this.whole
    const addresses = [...source, ...destination].map((one) => cellOf(cuts, one))
    this.now.set([...addresses, ...protocol, ...sourcePort, ...destinationPort, ...state])
    this.push(this.first, 0, null)
    while (this.frames.length > 0) {
      if (this.pieces > PIECES_MAX || this.looks > LOOKS_MAX) return 'too-much'
      if (this.takeOne()) return 'ended'
    }
    return 'done'
  }

  /** One piece to its end; true when the visitor has heard enough. */
  private takeOne(): boolean {
    const { now } = this
    const top = this.frames.length - 1
    let frame = this.frames.pop() ?? null
    let at = this.places.pop() as number
    let chain = this.places.pop() as number
    now.set(boxes.subarray(top * DIMENSIONS * 2, (top + 1) * DIMENSIONS * 2))
    this.pieces += 1
    let hops = 0
    for (;;) {
      const rows = this.program.chains[chain] as ProgramChain
      const chosen = candidates(rows, now)
      const found = chosen === null ? nextRow(rows, at, now) : nextCandidate(rows, chosen, at, now)
      this.looks += chosen === null ? found - at + 1 : 1 + chosen.length / 16
      let action = rows.otherwise
      if (found < rows.size) {
        at = found + 1
        if (!this.narrow(rows, found, chain, frame)) continue
        action = rows.actions[found] as number
        if (rows.unsure[found] === 1) {
          const sure = this.unsure(action)
          if (sure === CONTINUE) continue
          if (sure === JUMP) this.push(chain, at, frame)
          else action = sure
        }
        if (action === CONTINUE) continue
        if (action <= DENY || action === TRANSLATE) {
          return this.tell(outcomes[action] as Outcome, rows.rules[found] as Rule)
        }
        if (action === JUMP || action === GOTO) {
          const depth = (frame?.depth ?? 0) + 1
          const target = rows.targets[found] as number
          hops += 1
          if (target < 0 || depth > DEPTH_MAX || hops > HOPS_MAX)
            return this.tell(this.notKnown(), rows.rules[found] as Rule)
          if (action === JUMP) frame = { chain, at, parent: frame, depth }
          chain = target
          at = 0
          continue
        }
      } else if (action !== RETURN && frame === null) {
        return this.tell(action === PERMIT ? 'permit' : 'deny', null)
      }
      if (frame === null) {
        const { otherwise } = this.program.chains[this.first] as ProgramChain
        return this.tell(otherwise === DENY ? 'deny' : 'permit', null)
      }
      ;({ chain, at, parent: frame } = frame)
    }
  }

  /** What a rule that is not understood does: CONTINUE as if it were not there, JUMP both ways. */
  private unsure(action: number): number {
    if (this.program.bound === 'most') {
      if (action === PERMIT) return PERMIT
      return action === DENY || action === CONTINUE ? CONTINUE : JUMP
    }
    return action === PERMIT || action === CONTINUE ? CONTINUE : DENY
  }

  private notKnown(): Outcome {
    return this.program.bound === 'most' ? 'permit' : 'deny'
  }

  /**
   * Leaves in `now` what the row matches and puts aside the rest: beside the row for the next
   * rule, in another interval of it for the same one. False where nothing is matched.
   */
  private narrow(rows: ProgramChain, row: number, chain: number, frame: Frame | null): boolean {
    const { now } = this
    for (let side = 0; side < DIMENSIONS; side += 1) {
      const list = rows.lists[side]?.[row] ?? null
      if (
        list !== null &&
        intervalAt(list, now[side * 2] as number, now[side * 2 + 1] as number) < 0
      ) {
        return false
      }
    }
    for (let side = 0; side < DIMENSIONS; side += 1) {
      const list = rows.lists[side]?.[row] ?? null
      const from = now[side * 2] as number
      const to = now[side * 2 + 1] as number
      let low = (rows.low[side] as Int32Array)[row] as number
      let high = (rows.high[side] as Int32Array)[row] as number
      let after = row + 1
      if (list !== null) {
        const at = intervalAt(list, from, to)
        low = list[at] as number
        high = list[at + 1] as number
        after = row
      }
      if (from < low) this.aside(side, { from, to: low - 1 }, { chain, at: row + 1, frame })
      if (to > high) this.aside(side, { from: high + 1, to }, { chain, at: after, frame })
      now[side * 2] = Math.max(from, low)
      now[side * 2 + 1] = Math.min(to, high)
    }
    return true
  }

  private aside(
    side: number,
    { from, to }: { readonly from: number; readonly to: number },
    {
      chain,
      at,
      frame,
    }: { readonly chain: number; readonly at: number; readonly frame: Frame | null },
  ): void {
    const { now } = this
    const low = now[side * 2] as number
    const high = now[side * 2 + 1] as number
    now[side * 2] = from
    now[side * 2 + 1] = to
    this.push(chain, at, frame)
    now[side * 2] = low
    now[side * 2 + 1] = high
  }

  private push(chain: number, at: number, frame: Frame | null): void {
    const top = this.frames.length * DIMENSIONS * 2
    if (top + DIMENSIONS * 2 > boxes.length) {
      const larger = new Int32Array(boxes.length * 2)
      larger.set(boxes)
      boxes = larger
    }
    boxes.set(this.now, top)
    this.places.push(chain, at)
    this.frames.push(frame)
  }

  private tell(outcome: Outcome, rule: Rule | null): boolean {
    return this.visit(this.part(), outcome, rule)
  }

  /** `now` in addresses again, no wider than what was asked. */
  private part(): Box {
    const { now, whole } = this
    const pair = (side: number): readonly [number, number] => [
      now[side * 2] as number,
      now[side * 2 + 1] as number,
    ]
    return {
      source: this.addresses(pair(0), whole.source),
      destination: this.addresses(pair(1), whole.destination),
      protocol: pair(2),
      sourcePort: pair(3),
      destinationPort: pair(4),
      state: pair(5),
    }
  }

  private addresses(
    [from, to]: readonly [number, number],
    [low, high]: readonly [bigint, bigint],
  ): readonly [bigint, bigint] {
    const { cuts } = this.program
    const start = cuts[from] as bigint
    const end = to + 1 < cuts.length ? (cuts[to + 1] as bigint) - 1n : ADDRESS_MAX
    return [start > low ? start : low, end < high ? end : high]
  }
}

/** The rows that can matter to a box that lies in one bucket of an index; null where none is. */
function candidates(rows: ProgramChain, box: Int32Array): Int32Array | null {
  if (rows.index === null) return null
  const { source, destination } = rows.index
  const bySource = bucketOf(source, box[0] as number, box[1] as number)
  const byDestination = bucketOf(destination, box[2] as number, box[3] as number)
  if (bySource === null || byDestination === null) return bySource ?? byDestination
  return bySource.length < byDestination.length ? bySource : byDestination
}

function bucketOf({ width, rows }: CellIndex, low: number, high: number): Int32Array | null {
  const at = Math.floor(low / width)
  return at === Math.floor(high / width) ? (rows[at] ?? null) : null
}

function nextCandidate(
  rows: ProgramChain,
  chosen: Int32Array,
  at: number,
  box: Int32Array,
): number {
  let low = 0
  let high = at === 0 ? 0 : chosen.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((chosen[middle] as number) < at) low = middle + 1
    else high = middle
  }
  const touches = toucher(rows, box)
  for (let index = low; index < chosen.length; index += 1) {
    const row = chosen[index] as number
    if (touches(row)) return row
  }
  return rows.size
}

/** The next row from `at` on that the box touches by its outermost bounds; `size` where none does. */
function nextRow(rows: ProgramChain, at: number, box: Int32Array): number {
  const touches = toucher(rows, box)
  for (let row = at; row < rows.size; row += 1) if (touches(row)) return row
  return rows.size
}

function toucher(rows: ProgramChain, box: Int32Array): (row: number) => boolean {
  // By place: taking a list apart by its pattern walks an iterator, and this is asked most of all.
  const { low, high } = rows
  const sourceLow = low[0] as Int32Array
  const sourceHigh = high[0] as Int32Array
  const destinationLow = low[1] as Int32Array
  const destinationHigh = high[1] as Int32Array
  const protocolLow = low[2] as Int32Array
  const protocolHigh = high[2] as Int32Array
  const fromLow = low[3] as Int32Array
  const fromHigh = high[3] as Int32Array
  const toLow = low[4] as Int32Array
  const toHigh = high[4] as Int32Array
  const stateLow = low[5] as Int32Array
  const stateHigh = high[5] as Int32Array
  const s0 = box[0] as number
  const s1 = box[1] as number
  const d0 = box[2] as number
  const d1 = box[3] as number
  const p0 = box[4] as number
  const p1 = box[5] as number
  const f0 = box[6] as number
  const f1 = box[7] as number
  const t0 = box[8] as number
  const t1 = box[9] as number
  const c0 = box[10] as number
  const c1 = box[11] as number
  return (row) =>
    (destinationLow[row] as number) <= d1 &&
    (destinationHigh[row] as number) >= d0 &&
    (sourceLow[row] as number) <= s1 &&
    (sourceHigh[row] as number) >= s0 &&
    (toLow[row] as number) <= t1 &&
    (toHigh[row] as number) >= t0 &&
    (protocolLow[row] as number) <= p1 &&
    (protocolHigh[row] as number) >= p0 &&
    (fromLow[row] as number) <= f1 &&
    (fromHigh[row] as number) >= f0 &&
    (stateLow[row] as number) <= c1 &&
    (stateHigh[row] as number) >= c0
}

/** Where in pairs of low and high the first interval stands that touches `from`…`to`; -1 for none. */
function intervalAt(list: Int32Array, from: number, to: number): number {
  let low = 0
  let high = list.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle * 2 + 1] as number) < from) low = middle + 1
    else high = middle
  }
  return low < list.length / 2 && (list[low * 2] as number) <= to ? low * 2 : -1
}
