/** A small generator of numbers that a seed replays (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Rules of a plant's firewall: networks of 64 zones on each side, hosts in them, services. */
export function randomRules(count, next) {
  const pick = (all) => all[Math.floor(next() * all.length)]
  const below = (size) => Math.floor(next() * size)
  return Array.from({ length: count }, () => {
    const low = pick([502, 20000, 44818, 102, 443, 3389, 1024 + below(40_000)])
    const end = (side) => {
      const bits = pick([16, 24, 24, 28, 32, 32, 32])
      const address = (10 * 256 + side) * 65_536 + below(64) * 256 + below(256)
      const size = 2 ** (32 - bits)
      return { base: Math.floor(address / size) * size, bits }
    }
    return {
      permit: next() < 0.6,
      protocol: next() < 0.8 ? 'tcp' : 'udp',
      from: end(0),
      to: end(1),
      ports: [low, Math.min(65_535, low + pick([0, 0, 0, 1, 15, 1000]))],
    }
  })
}

export const dotted = (value) =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')

/** The rules as iptables-save prints them. */
export function asIptables(rules) {
  const lines = rules.map(({ permit, protocol, from, to, ports }) => {
    const end = ({ base, bits }) => `${dotted(base)}/${bits}`
    const range = ports[0] === ports[1] ? `${ports[0]}` : `${ports[0]}:${ports[1]}`
    const verdict = permit ? 'ACCEPT' : 'DROP'
    return `-A FORWARD -s ${end(from)} -d ${end(to)} -p ${protocol} -m ${protocol} --dport ${range} -j ${verdict}`
  })
  return ['*filter', ':FORWARD DROP [0:0]', ...lines, 'COMMIT', ''].join('\n')
}
