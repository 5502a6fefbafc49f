import { cross, type Flow, flowOf } from './crossing.ts'
import { type Box, REPLY } from './packet.ts'
import type { Bound } from './program.ts'
import type { Verdict } from './reach.ts'
import type { Arrived } from './travel.ts'

const CHECKED_MAX = 64

/**
 * Whether the answers to what arrived come back the way it came. Of many sets the first are looked
 * at; more than that, or a translation on the way, leaves `some`.
 */
export function repliesPass(arrived: readonly Arrived[]): Verdict | null {
  if (arrived.length === 0) return null
  let passes = 0
  let whole = arrived.length <= CHECKED_MAX
  for (const { flow, way } of arrived.slice(0, CHECKED_MAX)) {
    if (isTranslated(flow)) {
      passes += 1
      whole = false
      continue
    }
    const back = replyTo(flow.now)
    const some = (way ?? [])
      .toReversed()
      .reduce<readonly Flow[]>(
        (flows, { firewall, inside, outside }) =>
          step(firewall.crossing, outside, inside, 'most', flows).flows,
        [flowOf(back)],
      )
    if (some.length > 0) passes += 1
    let lost = some.length === 0
    let flows: readonly Flow[] = [flowOf(back)]
    for (const { firewall, inside, outside } of (way ?? []).toReversed()) {
      const one = step(firewall.crossing, outside, inside, 'least', flows)
      lost ||= one.lost
      flows = one.flows
    }
    if (lost) whole = false
  }
  return passes === 0 ? 'none' : whole ? 'all' : 'some'
}

function step(
  crossing: Parameters<typeof cross>[0],
  inside: string,
  outside: string,
  bound: Bound,
  flows: readonly Flow[],
) {
  return cross(crossing, { inside, outside, bound }, flows)
}

function isTranslated({ sent, now }: Flow): boolean {
  return sent.source[0] !== now.source[0] || sent.destination[0] !== now.destination[0]
}

function replyTo(box: Box): Box {
  const isIcmp = box.protocol[0] === 1 || box.protocol[0] === 58
  return {
    source: box.destination,
    destination: box.source,
    protocol: box.protocol,
    sourcePort: isIcmp ? box.sourcePort : box.destinationPort,
    destinationPort: isIcmp ? [0, 65_535] : box.sourcePort,
    state: REPLY,
  }
}
