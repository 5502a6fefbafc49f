import { accept, type Result } from '@holdpoint/std'
import type { Network } from './network.ts'
import { ANY_PORT, ANY_PROTOCOL, type Box, OPENING } from './packet.ts'
import type { Question, QuestionRefusal } from './question.ts'
import { asked, readEnds } from './reach.ts'
import type { Assumption } from './rule.ts'
import { subtract } from './subtract.ts'

/** What changed between two zones: packets that open connections, with one of each as a witness. */
export type ZoneChange = {
  readonly from: string
  readonly to: string
  readonly allowed: readonly Box[]
  readonly denied: readonly Box[]
  /** Too many pieces to tell which packets changed: they may have. */
  readonly isUnknown: boolean
}

export type Changes = {
  readonly changes: readonly ZoneChange[]
  readonly assumptions: readonly Assumption[]
}

/**
 * Which packets one network lets pass and the other does not, for each pair of zones that both
 * have. What was not understood counts as may permit on both sides, and is listed.
 */
export function changesBetween(before: Network, after: Network): Changes {
  const changes: ZoneChange[] = []
  const assumptions: Assumption[] = []
  const both = after.zones.filter(({ id }) => before.zoneOf.has(id)).map(({ id }) => id)
  for (const from of both) {
    for (const to of both) {
      if (from === to) continue
      const [old, now] = [before, after].map((network) => passing(network, from, to))
      if (old === undefined || now === undefined) continue
      assumptions.push(...old.assumptions, ...now.assumptions)
      const allowed = subtract(now.boxes, old.boxes)
      const denied = subtract(old.boxes, now.boxes)
      const isUnknown = allowed === null || denied === null
      if (!isUnknown && allowed.length === 0 && denied.length === 0) continue
      changes.push({ from, to, allowed: allowed ?? [], denied: denied ?? [], isUnknown })
    }
  }
  const seen = new Map(assumptions.map((one) => [JSON.stringify(Object.values(one)), one]))
  return { changes, assumptions: [...seen.values()] }
}

function passing(network: Network, from: string, to: string) {
  const end = (id: string) => [{ zone: id, space: network.zoneOf.get(id)?.space ?? [] }]
  const services = [{ protocol: ANY_PROTOCOL, destinationPort: ANY_PORT }]
  const found = asked(network, { from: end(from), to: end(to), services }, OPENING)
  return { boxes: found.arrived.map(({ flow }) => flow.sent), assumptions: found.assumptions }
}

/** The packets of one question that the second network newly lets pass, and newly refuses. */
export type QuestionChanges = {
  readonly allowed: readonly Box[]
  readonly denied: readonly Box[]
  /** Too many pieces to tell which packets changed: they may have. */
  readonly isUnknown: boolean
}

/** The same for one question: packets that open connections. */
export function changesOf(
  before: Network,
  after: Network,
  question: Question,
): Result<QuestionChanges, QuestionRefusal> {
  const sets: (readonly Box[])[] = []
  for (const network of [before, after]) {
    const ends = readEnds(network, question)
    if (!ends.ok) return ends
    const found = asked(network, ends.value, OPENING)
    sets.push(found.arrived.map(({ flow }) => flow.sent))
  }
  const [old = [], now = []] = sets
  const [allowed, denied] = [subtract(now, old), subtract(old, now)]
  const isUnknown = allowed === null || denied === null
  return accept({ allowed: allowed ?? [], denied: denied ?? [], isUnknown })
}
