import { u16be } from '../big-endian.ts'

export function macText(bytes: Buffer, at: number): string {
  return bytes.toString('hex', at, at + 6).replace(/(..)(?!$)/g, '$1:')
}

export function ipv4Text(bytes: Buffer, at: number): string {
  return `${bytes[at] ?? 0}.${bytes[at + 1] ?? 0}.${bytes[at + 2] ?? 0}.${bytes[at + 3] ?? 0}`
}

/** RFC 5952: lower case, no leading zeros, the longest run of zeros as `::`. */
export function ipv6Text(bytes: Buffer, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => u16be(bytes, at + i * 2))
  let best = { from: -1, length: 1 }
  for (let from = 0; from < 8; from++) {
    let length = 0
    while (from + length < 8 && groups[from + length] === 0) length++
    if (length > best.length) best = { from, length }
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (best.from < 0) return hex(groups)
  return `${hex(groups.slice(0, best.from))}::${hex(groups.slice(best.from + best.length))}`
}
