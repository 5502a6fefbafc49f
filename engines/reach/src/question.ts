import { accept, type Result, refuse } from '@holdpoint/std'
import { ANY_ADDRESS, readAddress } from './address.ts'
import { complement, type Interval, type Intervals, normal, part } from './interval.ts'
import { type Network, splitFamilies } from './network.ts'
import { ANY_PORT, ANY_PROTOCOL, ICMP, ICMPV6, TCP, UDP } from './packet.ts'

export type Question = { readonly from: string; readonly to: string; readonly service: string }

/** One end of a question: a zone and the addresses in it. */
export type End = { readonly zone: string | null; readonly space: Intervals<bigint> }

export type ServiceBox = {
  readonly protocol: Interval<number>
  readonly destinationPort: Interval<number>
}

export type QuestionRefusal = { readonly where: 'from' | 'to' | 'service'; readonly why: string }

/** `zone:ID`, `host:ADDRESS` or the name of a listed host, `any`. Ends that lie in no zone have none. */
export function readEnd(
  network: Network,
  text: string,
  where: 'from' | 'to',
): Result<readonly End[], QuestionRefusal> {
  if (text === 'any') return accept(network.zones.map(({ id, space }) => ({ zone: id, space })))
  const [, kind, name = ''] = /^(zone|host):(.+)$/.exec(text) ?? []
  if (kind === 'zone') {
    const zone = network.zoneOf.get(name)
    if (zone !== undefined) return accept([{ zone: zone.id, space: zone.space }])
    const ids = network.zones.map(({ id }) => id).join(', ')
    return refuse({ where, why: `no zone has the id "${name}"; there are ${ids}` })
  }
  if (kind !== 'host')
    return refuse({ where, why: `"${text}" is not zone:ID, host:ADDRESS or any` })
  const listed = network.hosts.get(name)
  const address = readAddress(name)
  if (listed === undefined && address === null) {
    return refuse({ where, why: `"${name}" is no address and no host of the network` })
  }
  const addresses = listed ?? [address as bigint]
  return accept(
    addresses.map((one) => {
      // A translated address lies nowhere: who answers it is found on the way.
      const isNamed = where === 'to' && part([one, one], network.namedTranslated).length > 0
      return { zone: isNamed ? null : zoneOf(network, one), space: [[one, one]] }
    }),
  )
}

/** The zone of an address: the one with the smallest network around it. */
export function zoneOf({ stretches }: Network, address: bigint): string | null {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((stretches[middle]?.from ?? 0n) <= address) low = middle
    else high = middle - 1
  }
  return stretches[low]?.zone ?? null
}

/** `tcp/502`, `udp/161-162`, `tcp`, `icmp`, `icmp/8`, `protocol/89` or `any`. */
export function readService(text: string): Result<readonly ServiceBox[], QuestionRefusal> {
  const refused = (why: string) => refuse({ where: 'service' as const, why })
  if (text === 'any') return accept([{ protocol: ANY_PROTOCOL, destinationPort: ANY_PORT }])
  const [, name = '', from, to] = /^([a-z0-9]+)(?:\/(\d{1,5})(?:-(\d{1,5}))?)?$/.exec(text) ?? []
  const ports: Interval<number> | null =
    from === undefined ? null : [Number(from), Number(to ?? from)]
  if (ports !== null && (ports[1] > 65_535 || ports[0] > ports[1])) {
    return refused(`"${text}" names no port from 0 to 65535`)
  }
  const whole = (protocol: number, destinationPort = ports ?? ANY_PORT) =>
    accept([{ protocol: [protocol, protocol] as const, destinationPort }])
  switch (name) {
    case 'tcp':
      return whole(TCP)
    case 'udp':
      return whole(UDP)
    case 'icmp':
    case 'icmpv6': {
      if (ports !== null && ports[1] > 255) return refused(`"${text}" names no ICMP type`)
      const types: Interval<number> =
        ports === null ? ANY_PORT : [ports[0] * 256, ports[1] * 256 + 255]
      return whole(name === 'icmp' ? ICMP : ICMPV6, types)
    }
    case 'protocol': {
      if (ports === null || ports[1] > 255) return refused(`"${text}" names no protocol 0 to 255`)
      return accept([{ protocol: ports, destinationPort: ANY_PORT }])
    }
    default:
      return refused(`"${text}" is not a service such as tcp/502, udp/161, icmp/8 or any`)
  }
}

/** What no zone of the network holds. */
export function outsideOf(network: Network): Intervals<bigint> {
  const named = normal(network.zones.flatMap(({ space }) => [...space]))
  return splitFamilies(complement(named, ANY_ADDRESS))
}
