import { accept, type Result, refuse } from '@holdpoint/std'
import { ANY_IPV4, ANY_IPV6 } from '../../address.ts'
import type { ConfigurationText, NetworkFileFirewall } from '../../network-file.ts'
import { ANY_MATCH, type Chain, type Firewall, type Rule, type Stage } from '../../rule.ts'
import { type ConfigurationRefusal, Doubts, type Place } from '../configuration.ts'
import { rulesOfLine } from './rule-line.ts'
import { wordsOf } from './words.ts'

type Reading = {
  readonly family: 4 | 6
  readonly chains: Map<string, { lines: (readonly Rule[])[]; otherwise: Chain['otherwise'] }>
  readonly doubts: Doubts
  isOpen: boolean
}

/** The lists that a forwarded packet passes, in the kernel's order. */
const passing = [
  ...['raw PREROUTING', 'mangle PREROUTING', 'nat PREROUTING'],
  ...['mangle FORWARD', 'filter FORWARD', 'security FORWARD'],
  ...['mangle POSTROUTING', 'nat POSTROUTING'],
]
const builtIn = /^(?:PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)$/

/**
 * Reads what `iptables-save` and `ip6tables-save` print (iptables 1.8). A family whose rules are
 * not given may pass whole.
 */
export function readIptables(wish: NetworkFileFirewall): Result<Firewall, ConfigurationRefusal> {
  const doubts = new Doubts(wish)
  const readings: Reading[] = []
  for (const configuration of wish.configurations) {
    const family = familyOf(configuration)
    const known = readings.find((one) => one.family === family)
    const reading: Reading = known ?? { family, chains: new Map(), doubts, isOpen: false }
    if (known === undefined) readings.push(reading)
    const refusal = readText(configuration, reading)
    if (refusal !== null) return refuse(refusal)
  }
  return accept(firewallOf(wish, readings, doubts))
}

function familyOf({ text }: ConfigurationText): 4 | 6 {
  const head = /^#.*ip6tables/m.test(text)
  const addresses = /(?:^|\s)-[sd] [0-9a-f]*:[0-9a-f:]*/im.test(text)
  return head || addresses || /-p (?:ipv6-icmp|icmpv6)\b/.test(text) ? 6 : 4
}

function readText(
  { file, text }: ConfigurationText,
  reading: Reading,
): ConfigurationRefusal | null {
  let table: string | null = null
  let committed = true
  const lines = text.split(/\r?\n/)
  if (!lines.some((line) => /^\*\w+\s*$/.test(line))) {
    return { file, line: null, why: 'not what iptables-save prints: no table begins with *' }
  }
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim()
    const place = { file, line: at + 1 }
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('*')) {
      table = line.slice(1).trim()
      committed = false
    } else if (line === 'COMMIT') {
      table = null
      committed = true
    } else if (table === null) {
      open(reading, place, 'a line outside of a table')
    } else {
      readLine(line, table, place, reading)
    }
  }
  // The kernel loads a table by its COMMIT alone.
  if (!committed) open(reading, { file, line: lines.length }, 'a table without COMMIT')
  return null
}

function open(reading: Reading, place: Place, what: string): void {
  reading.isOpen = true
  reading.doubts.add(place, `${what}; everything counts as may permit`)
}

function readLine(line: string, table: string, place: Place, reading: Reading): void {
  if (line.startsWith(':')) {
    const [, name = '', policy = ''] = /^:(\S+)\s+(\S+)/.exec(line) ?? []
    if (name === '' || !['ACCEPT', 'DROP', '-'].includes(policy)) {
      open(reading, place, 'a chain that is not read')
      return
    }
    const otherwise = !builtIn.test(name) ? 'return' : policy === 'DROP' ? 'deny' : 'permit'
    const key = keyOf(reading.family, table, name)
    if (reading.chains.has(key)) {
      open(reading, place, `the chain ${name} a second time`)
      return
    }
    reading.chains.set(key, { lines: [], otherwise })
    return
  }
  // `[packets:bytes]` stands before a rule where counters were saved.
  const words = wordsOf(line.replace(/^\[\d+:\d+\]\s*/, ''))
  const name = words?.[1]
  const isInsert = words?.[0] === '-I'
  if (words === null || (words[0] !== '-A' && !isInsert) || name === undefined) {
    open(reading, place, 'a line that is not read')
    return
  }
  const chain = reading.chains.get(keyOf(reading.family, table, name))
  if (chain === undefined) {
    open(reading, place, `a rule of ${name}, which is not listed`)
    return
  }
  const prefix = `ipv${reading.family} ${table}`
  const isNumbered = isInsert && /^\d+$/.test(words[2] ?? '')
  const [, packets] = /^\[(\d+):\d+\]/.exec(line) ?? []
  const read = rulesOfLine(words.slice(isNumbered ? 3 : 2), {
    ...{ family: reading.family, prefix, place },
    name: `${table} ${name} line ${place.line}`,
    has: (target) => reading.chains.has(`${prefix} ${target}`),
  })
  const rules =
    packets === undefined ? read : read.map((one) => ({ ...one, counted: Number(packets) }))
  if (!isInsert) chain.lines.push(rules)
  else chain.lines.splice(isNumbered ? Number(words[2]) - 1 : 0, 0, rules)
}

function keyOf(family: 4 | 6, table: string, chain: string): string {
  return `ipv${family} ${table} ${chain}`
}

function firewallOf(
  wish: NetworkFileFirewall,
  readings: readonly Reading[],
  doubts: Doubts,
): Firewall {
  const chains = new Map<string, Chain>()
  const stages: Stage[] = []
  const isOpen = readings.some((one) => one.isOpen)
  const file = wish.configurations[0]?.file ?? ''
  for (const { family, chains: read } of readings) {
    for (const [key, { lines, otherwise }] of read) {
      const rules = lines.flat()
      const others: Rule = {
        match: { ...ANY_MATCH, sources: [family === 4 ? ANY_IPV6 : ANY_IPV4] },
        ...{ action: { kind: 'permit' }, unsure: [], file, line: 0 },
        name: `IPv${family} rules see no other family`,
      }
      chains.set(key, {
        ...{ name: key, otherwise },
        rules: otherwise === 'return' ? rules : [others, ...rules],
      })
    }
    for (const list of passing) {
      const chain = `ipv${family} ${list}`
      if (chains.has(chain)) stages.push({ kind: kindOf(list), chain })
    }
  }
  for (const family of [4, 6] as const) {
    if (readings.some((one) => one.family === family)) continue
    const name = `IPv${family}: no rules were given`
    chains.set(name, { name, otherwise: 'permit', rules: [notGiven(family, file, name)] })
    stages.push({ kind: 'filter', chain: name })
  }
  return {
    ...{ id: wish.id, dialect: 'iptables', chains, interfaces: [] },
    stagesBetween: () => (isOpen ? [] : stages),
    assumptions: doubts.all,
    mayDenyMore: isOpen,
  }
}

function kindOf(list: string): Stage['kind'] {
  if (list === 'nat PREROUTING') return 'translate-destination'
  return list === 'nat POSTROUTING' ? 'translate-source' : 'filter'
}

function notGiven(family: 4 | 6, file: string, name: string): Rule {
  return {
    match: { ...ANY_MATCH, sources: [family === 4 ? ANY_IPV4 : ANY_IPV6] },
    ...{ action: { kind: 'permit' }, unsure: ['its rules were not given'], name, file, line: 0 },
  }
}
