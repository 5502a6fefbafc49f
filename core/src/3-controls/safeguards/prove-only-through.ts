import type { NamedService } from '@holdpoint/csaf'
import { formatNetwork, passes, readNetwork } from '@holdpoint/reach'
import type { Asset } from '../../plant/asset.ts'
import type { GuardedNetwork } from '../../plant/guarded-network.ts'
import type { PlantNetwork } from '../../plant/network.ts'
import type { CheckFinding } from '../control.ts'

export type OnlyThroughQuestion = {
  readonly target: Pick<Asset, 'zone' | 'address'>
  /** The vulnerable services; where none is named, every service. */
  readonly services: readonly Pick<NamedService, 'port' | 'transport'>[]
  readonly only: readonly { readonly address: string; readonly why: string }[]
  readonly plant: PlantNetwork
  readonly guarded: GuardedNetwork
}

/**
 * Shows for all packets that from no other zone anything gets to the asset's services but from the
 * senders that are named. A line that was not understood, and a firewall that was not read, count as
 * letting pass: they prove nothing.
 */
export function proveOnlyThrough(question: OnlyThroughQuestion): {
  readonly verdict: 'holds' | 'fails'
  readonly findings: readonly CheckFinding[]
} {
  const { target, plant } = question
  const zones = plant.zones
    .filter(({ id }) => id !== target.zone)
    .toSorted((a, b) => b.level - a.level)
  const findings = zones.flatMap((zone) => fromZone(zone, question))
  if (zones.length === 0) findings.push({ what: 'No other zone is recorded', holds: false })
  return { verdict: findings.every(({ holds }) => holds) ? 'holds' : 'fails', findings }
}

function fromZone(
  zone: PlantNetwork['zones'][number],
  { target, services, only, guarded }: OnlyThroughQuestion,
): CheckFinding[] {
  const to = target.address === null ? `zone:${target.zone}` : `host:${target.address}`
  const named = services.map(({ transport, port }) => `${transport}/${port}`)
  const wanted = named.length === 0 ? ['any'] : [...new Set(named)]
  return wanted.map((service): CheckFinding => {
    const words = `From ${zone.name} over ${service}`
    const answer = passes(guarded.network, { from: `zone:${zone.id}`, to, service })
    if (!answer.ok) return { what: `${words}: ${answer.refusal.why}`, holds: false }
    const { verdict, packets, packetsLeftOut } = answer.value
    if (verdict === 'none') return { what: `${words} no packet gets there`, holds: true }
    if (packetsLeftOut > 0) return { what: `${words}: too many pieces to tell`, holds: false }
    const stray = packets.find(({ source }) => !isWithin(source, only))
    if (stray !== undefined) {
      return { what: `${words} ${formatNetwork(stray.source)} gets there, too`, holds: false }
    }
    return { what: `${words} only who is named gets there`, holds: true }
  })
}

/** Within one of the senders: a range over several of them is told apart by the engine already. */
function isWithin(
  [low, high]: readonly [bigint, bigint],
  only: OnlyThroughQuestion['only'],
): boolean {
  return only.some(({ address }) => {
    const range = readNetwork(address)
    return range !== null && range[0] <= low && high <= range[1]
  })
}
