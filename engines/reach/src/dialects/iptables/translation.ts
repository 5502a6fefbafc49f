import { ANY_IPV4, ANY_IPV6, isIpv4, readNetwork } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import { ANY_PORT } from '../../packet.ts'
import type { Translation } from '../../rule.ts'
import type { Draft } from '../draft.ts'
import { readPorts } from '../names.ts'

/** DNAT, SNAT, MASQUERADE, REDIRECT and NETMAP by their options; null where one is not read. */
export function translationOf(
  target: string,
  words: readonly string[],
  draft: Draft,
): Translation | null {
  const options = optionsOf(words)
  if (options === null) return null
  const any: Interval<bigint> = isIpv4(draft.sources[0]?.[0] ?? 0n) ? ANY_IPV4 : ANY_IPV6
  switch (target) {
    case 'MASQUERADE':
      return { end: 'source', addresses: any, ports: ANY_PORT, pairwise: false }
    case 'REDIRECT': {
      const ports = options.get('--to-ports')
      const read = ports === undefined ? null : readPorts(ports)
      if (ports !== undefined && read === null) return null
      return { end: 'destination', addresses: any, ports: read, pairwise: false }
    }
    case 'NETMAP': {
      const addresses = readNetwork(options.get('--to') ?? '')
      const [from, more] = draft.destinations
      if (addresses === null || from === undefined || more !== undefined) return null
      if (from[1] - from[0] !== addresses[1] - addresses[0]) return null
      return { end: 'destination', addresses, ports: null, pairwise: true }
    }
    case 'DNAT':
      return placeOf('destination', options.get('--to-destination'))
    case 'SNAT':
      return placeOf('source', options.get('--to-source'))
    default:
      return null
  }
}

const withoutValue = new Set(['--random', '--random-fully', '--persistent'])

function optionsOf(words: readonly string[]): ReadonlyMap<string, string> | null {
  const out = new Map<string, string>()
  for (let at = 0; at < words.length; at += 1) {
    const option = words[at] as string
    if (withoutValue.has(option)) continue
    const value = words[at + 1]
    if (!option.startsWith('--') || value === undefined || out.has(option)) return null
    out.set(option, value)
    at += 1
  }
  return out
}

/** `10.0.0.1`, `10.0.0.1-10.0.0.9:80`, `:80`, `[2001:db8::1]:80`. */
function placeOf(end: 'source' | 'destination', text: string | undefined): Translation | null {
  const [, bracketed, plain, port] =
    /^(?:\[([^\]]*)\]|([0-9.]*(?:-[0-9.]+)?|[0-9a-f:]+))(?::(\d+(?:-\d+)?))?$/i.exec(text ?? '') ??
    []
  const address = bracketed ?? plain
  if (address === undefined) return null
  const addresses = address === '' ? null : readNetwork(address)
  const ports = port === undefined ? null : readPorts(port)
  if ((address !== '' && addresses === null) || (port !== undefined && ports === null)) return null
  return { end, addresses, ports: ports ?? (end === 'source' ? ANY_PORT : null), pairwise: false }
}
