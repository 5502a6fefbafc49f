import type { Interval } from './interval.ts'

/**
 * One order for both families: IPv6 addresses are 0 … 2^128-1, IPv4 addresses follow them. Neither
 * is ever mistaken for the other, and "any address" is one interval.
 */
const V4_BASE = 1n << 128n
export const ADDRESS_MAX = V4_BASE + 0xffff_ffffn
export const ANY_ADDRESS: Interval<bigint> = [0n, ADDRESS_MAX]
export const ANY_IPV4: Interval<bigint> = [V4_BASE, ADDRESS_MAX]
export const ANY_IPV6: Interval<bigint> = [0n, V4_BASE - 1n]

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)

export function isIpv4(address: bigint): boolean {
  return address >= V4_BASE
}

/** An IPv4 or IPv6 address in the words of RFC 4291 §2.2; null for anything else. */
export function readAddress(text: string): bigint | null {
  if (IPV4.test(text)) return V4_BASE + BigInt(numberOfIpv4(text))
  return text.includes(':') ? ipv6Of(text) : null
}

function numberOfIpv4(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function ipv6Of(text: string): bigint | null {
  const [head = '', tail, more] = text.split('::')
  if (more !== undefined) return null
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  if (before === null || after === null) return null
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...before, ...Array<number>(missing).fill(0), ...after]
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
}

function groupsOf(text: string): number[] | null {
  if (text === '') return []
  const out: number[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    if (at === parts.length - 1 && IPV4.test(part)) {
      const value = numberOfIpv4(part)
      out.push(Math.floor(value / 65_536), value % 65_536)
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      out.push(Number.parseInt(part, 16))
    } else {
      return null
    }
  }
  return out
}

/** An address, a network (`10.0.0.0/8`, host bits are ignored) or a range (`a-b`); else null. */
export function readNetwork(text: string): Interval<bigint> | null {
  const dash = text.indexOf('-')
  if (dash > 0) {
    const low = readAddress(text.slice(0, dash))
    const high = readAddress(text.slice(dash + 1))
    if (low === null || high === null || low > high || isIpv4(low) !== isIpv4(high)) return null
    return [low, high]
  }
  const slash = text.indexOf('/')
  const address = readAddress(slash < 0 ? text : text.slice(0, slash))
  if (address === null) return null
  if (slash < 0) return [address, address]
  const length = text.slice(slash + 1)
  if (!/^\d{1,3}$/.test(length)) {
    const mask = readAddress(length)
    return mask === null ? null : networkOfMask(address, mask)
  }
  return networkOf(address, Number(length))
}

/** The network of an address by its prefix length; null where the length is too great. */
export function networkOf(address: bigint, prefix: number): Interval<bigint> | null {
  const bits = isIpv4(address) ? 32 : 128
  if (prefix > bits) return null
  const size = 1n << BigInt(bits - prefix)
  const base = isIpv4(address) ? V4_BASE : 0n
  const low = base + ((address - base) / size) * size
  return [low, low + size - 1n]
}

/** The network of a dotted mask such as 255.255.255.0; null where its ones are not in one piece. */
export function networkOfMask(address: bigint, mask: bigint): Interval<bigint> | null {
  if (!isIpv4(address) || !isIpv4(mask)) return null
  const ones = Number(mask - V4_BASE)
  const zeros = ~ones >>> 0
  if ((zeros & (zeros + 1)) !== 0) return null
  return networkOf(address, 32 - Math.round(Math.log2(zeros + 1)))
}

/**
 * The addresses of an IPv4 address and a wildcard whose ones are "any" (Cisco). One in pieces gives
 * several networks; null where there would be more than `most`.
 */
export function networksOfWildcard(
  address: bigint,
  wildcard: bigint,
  most = 1024,
): readonly Interval<bigint>[] | null {
  if (!isIpv4(address) || !isIpv4(wildcard)) return null
  const loose = Number(wildcard - V4_BASE)
  const fixed = Number(address - V4_BASE) & ~loose
  let tail = 0
  while (tail < 32 && ((loose >>> tail) & 1) === 1) tail += 1
  const bits: number[] = []
  for (let bit = tail; bit < 32; bit += 1) if (((loose >>> bit) & 1) === 1) bits.push(bit)
  if (2 ** bits.length > most) return null
  const size = 2n ** BigInt(tail)
  const out: Interval<bigint>[] = []
  for (let pick = 0; pick < 2 ** bits.length; pick += 1) {
    let low = fixed >>> 0
    bits.forEach((bit, at) => {
      if (((pick >>> at) & 1) === 1) low = (low | (1 << bit)) >>> 0
    })
    const start = V4_BASE + BigInt(low)
    out.push([start, start + size - 1n])
  }
  return out
}

/** The address in words: dotted for IPv4, RFC 5952 for IPv6. */
export function formatAddress(address: bigint): string {
  if (isIpv4(address)) {
    const value = Number(address - V4_BASE)
    return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
  }
  const groups = Array.from({ length: 8 }, (_, at) =>
    Number((address >> BigInt(112 - 16 * at)) & 0xffffn),
  )
  const { start, length } = longestZeros(groups)
  const words = groups.map((group) => group.toString(16))
  if (length < 2) return words.join(':')
  return `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  groups.forEach((group, at) => {
    if (group !== 0) start = at + 1
    else if (at - start + 1 > best.length) best = { start, length: at - start + 1 }
  })
  return best
}

/** An interval in words: an address, a network where it is one, else `low-high`. */
export function formatNetwork([low, high]: Interval<bigint>): string {
  if (low === ANY_ADDRESS[0] && high === ANY_ADDRESS[1]) return 'any'
  if (low === high) return formatAddress(low)
  if (isIpv4(low) !== isIpv4(high)) {
    const v6 = formatNetwork([low, V4_BASE - 1n])
    return `${v6},${formatNetwork([V4_BASE, high])}`
  }
  const size = high - low + 1n
  const base = isIpv4(low) ? V4_BASE : 0n
  const isNetwork = (size & (size - 1n)) === 0n && (low - base) % size === 0n
  if (!isNetwork) return `${formatAddress(low)}-${formatAddress(high)}`
  const bits = isIpv4(low) ? 32 : 128
  return `${formatAddress(low)}/${bits - (size.toString(2).length - 1)}`
}
