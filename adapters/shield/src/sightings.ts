import type { ModbusRequest, RegisterRange } from './requests.ts'

/** What was asked of one unit by one function, and answered. */
export type Sighting = {
  readonly unit: number
  readonly functionCode: number
  readonly requests: number
  readonly ranges: readonly RegisterRange[]
}

/** A policy's `units`, as they would have to be for what was seen; people decide what belongs there. */
export type ProposedUnit = {
  readonly unit: number
  readonly allow: readonly { readonly function: number; from?: number; to?: number }[]
}

/** Beyond so many ranges a client tries out addresses: it gives no policy to learn. */
const RANGES_MAX = 4096

/** Remembers which functions and addresses the device answered; what it refused is not proposed. */
export class Sightings {
  private readonly seen = new Map<string, { sighting: Sighting }>()
  private ranges = 0
  /** True where more was seen than is kept. */
  overflowed = false

  add(unit: number, { functionCode, ranges }: ModbusRequest): void {
    const key = `${unit}/${functionCode}`
    const known = this.seen.get(key)?.sighting ?? { unit, functionCode, requests: 0, ranges: [] }
    const merged = ranges.reduce(withRange, known.ranges)
    const more = merged.length - known.ranges.length
    if (this.ranges + more > RANGES_MAX) {
      this.overflowed = true
      return
    }
    this.ranges += more
    const requests = known.requests + 1
    this.seen.set(key, { sighting: { ...known, requests, ranges: merged } })
  }

  list(): readonly Sighting[] {
    const all = [...this.seen.values()].map(({ sighting }) => sighting)
    return all.toSorted((a, b) => a.unit - b.unit || a.functionCode - b.functionCode)
  }

  proposal(): readonly ProposedUnit[] {
    const all = this.list()
    return [...new Set(all.map(({ unit }) => unit))].map((unit) => ({
      unit,
      allow: all
        .filter((one) => one.unit === unit)
        .flatMap(({ functionCode, ranges }) =>
          ranges.length === 0
            ? [{ function: functionCode }]
            : ranges.map((range) => ({ function: functionCode, ...range })),
        ),
    }))
  }
}

/** In order, overlapping and neighbouring ranges made one. */
function withRange(all: readonly RegisterRange[], added: RegisterRange): readonly RegisterRange[] {
  if (all.some(({ from, to }) => from <= added.from && added.to <= to)) return all
  const touching = all.filter(({ from, to }) => from <= added.to + 1 && added.from <= to + 1)
  const joined = {
    from: Math.min(added.from, ...touching.map(({ from }) => from)),
    to: Math.max(added.to, ...touching.map(({ to }) => to)),
  }
  const rest = all.filter((one) => !touching.includes(one))
  return [...rest, joined].toSorted((a, b) => a.from - b.from)
}
