import type { Random } from './random.ts'

/** A network of the small world: an address and its prefix length, 24 to 32. */
export type Net = { readonly base: number; readonly bits: number; readonly side: 0 | 1 }

/** One rule of a plain first-match list, as the tests write and judge it. */
export type PlainRule = {
  readonly permit: boolean
  readonly protocol: 'tcp' | 'udp' | 'ip'
  readonly from: Net | null
  readonly to: Net | null
  readonly ports: readonly [number, number] | null
}

export type PlainPacket = {
  readonly from: number
  readonly to: number
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
}

/** 16 senders in 10.0.0.0/28, 16 receivers in 10.0.1.0/28, ports 500 to 507. */
export const SIZE = 16
export const PORTS = [500, 501, 502, 503, 504, 505, 506, 507] as const
export const SENDERS = '10.0.0.0/28'
export const RECEIVERS = '10.0.1.0/28'

export function addressOf(side: 0 | 1, host: number): string {
  return `10.0.${side}.${host}`
}

export function aPolicyOf(random: Random, rules: number): readonly PlainRule[] {
  return Array.from({ length: rules }, () => aRule(random))
}

function aRule(random: Random): PlainRule {
  const protocol = random.pick(['tcp', 'udp', 'tcp', 'ip'] as const)
  const low = random.below(PORTS.length)
  const high = low + random.below(PORTS.length - low)
  const ported = protocol !== 'ip' && random.chance(0.8)
  return {
    permit: random.chance(0.55),
    protocol,
    from: random.chance(0.2) ? null : aNet(random, 0),
    to: random.chance(0.2) ? null : aNet(random, 1),
    ports: ported ? [PORTS[low] as number, PORTS[high] as number] : null,
  }
}

function aNet(random: Random, side: 0 | 1): Net {
  const free = random.below(4)
  const base = (random.below(SIZE) >> free) << free
  return { base, bits: 32 - free, side }
}

/** The plainest evaluator there can be: the first rule that matches decides, else denied. */
export function firstMatch(rules: readonly PlainRule[], packet: PlainPacket): boolean {
  for (const rule of rules) {
    if (rule.protocol !== 'ip' && rule.protocol !== packet.protocol) continue
    if (rule.from !== null && !holds(rule.from, packet.from)) continue
    if (rule.to !== null && !holds(rule.to, packet.to)) continue
    if (rule.ports !== null && (packet.port < rule.ports[0] || packet.port > rule.ports[1]))
      continue
    return rule.permit
  }
  return false
}

function holds({ base, bits }: Net, host: number): boolean {
  return host >= base && host < base + 2 ** (32 - bits)
}

export function* everyPacket(): Generator<PlainPacket> {
  for (let from = 0; from < SIZE; from += 1) {
    for (let to = 0; to < SIZE; to += 1) {
      for (const port of PORTS) {
        yield { from, to, protocol: 'tcp', port }
        yield { from, to, protocol: 'udp', port }
      }
    }
  }
}
