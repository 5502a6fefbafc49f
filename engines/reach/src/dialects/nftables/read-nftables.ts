import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { ANY_IPV4, ANY_IPV6 } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import type { NetworkFileFirewall } from '../../network-file.ts'
import type { Chain, Firewall, Rule, Stage } from '../../rule.ts'
import { ANY_MATCH } from '../../rule.ts'
import { type ConfigurationRefusal, Doubts, type Place } from '../configuration.ts'
import { field, isObject, type JsonObject, listOf, textOf } from './json.ts'
import { placesOf } from './places.ts'
import { rulesOf } from './rules.ts'

type BaseChain = {
  readonly key: string
  readonly type: string
  readonly hook: string
  readonly priority: number
}

type Reading = {
  readonly chains: Map<
    string,
    { readonly family: string; rules: Rule[]; otherwise: Chain['otherwise'] }
  >
  readonly bases: BaseChain[]
  readonly sets: Map<string, readonly JsonValue[] | null>
  readonly doubts: Doubts
  /** Something may let any packet pass. */
  isOpen: boolean
  mayDenyMore: boolean
}

/**
 * Reads what `nft -j list ruleset` prints (libnftables-json(5), nftables 1.0.6). Conditions and
 * statements that are not known leave their rule unsure.
 */
export function readNftables(wish: NetworkFileFirewall): Result<Firewall, ConfigurationRefusal> {
  const reading: Reading = {
    ...{ chains: new Map(), bases: [], sets: new Map(), doubts: new Doubts(wish) },
    ...{ isOpen: false, mayDenyMore: false },
  }
  for (const { file, text } of wish.configurations) {
    const objects = objectsOf(text)
    if (objects === null) {
      return refuse({ file, line: null, why: 'not what "nft -j list ruleset" prints' })
    }
    const lines = placesOf(text)
    const placed = objects.map((object, at) => ({ object, place: { file, line: lines[at] ?? 1 } }))
    // Sets and chains first: a rule may name one that is listed behind it.
    for (const { object, place } of placed) readDeclaration(object, place, reading)
    for (const { object, place } of placed) readRule(object, place, reading)
  }
  return accept(firewallOf(wish, reading))
}

function objectsOf(text: string): readonly JsonValue[] | null {
  try {
    const list = field(JSON.parse(text) as JsonValue, 'nftables')
    return Array.isArray(list) ? (list as readonly JsonValue[]) : null
  } catch {
    return null
  }
}

const harmless = new Set([
  ...['metainfo', 'rule', 'counter', 'quota', 'limit'],
  ...['ct helper', 'ct timeout', 'ct expectation', 'secmark'],
])

function readDeclaration(object: JsonValue, place: Place, reading: Reading): void {
  const [kind = ''] = isObject(object) ? Object.keys(object) : []
  const body = field(object, kind)
  if (harmless.has(kind)) return
  if (kind === 'table' && isObject(body)) {
    // A dormant table filters nothing.
    if (body.flags !== undefined && listOf(body.flags).includes('dormant')) {
      open(reading, place, 'a dormant table: its chains do not filter')
    }
    return
  }
  if (kind === 'chain' && isObject(body)) {
    readChain(body, place, reading)
    return
  }
  if ((kind === 'set' || kind === 'map') && isObject(body)) {
    readSet(body, reading)
    return
  }
  if (kind === 'flowtable') {
    reading.doubts.add(place, 'a flow table: established flows may pass its chains by')
    return
  }
  open(reading, place, `"${kind}" is not read here`)
}

function open(reading: Reading, place: Place, what: string): void {
  reading.isOpen = true
  reading.doubts.add(place, `${what}; everything counts as may permit`)
}

function readChain(body: JsonObject, place: Place, reading: Reading): void {
  const key = keyOf(body, 'name')
  if (key === null) {
    open(reading, place, 'a chain without family, table or name')
    return
  }
  const family = textOf(body.family) ?? ''
  const hook = textOf(body.hook)
  const policy = textOf(body.policy)
  const otherwise = hook === null ? 'return' : policy === 'drop' ? 'deny' : 'permit'
  if (reading.chains.has(key)) {
    open(reading, place, `the chain ${key} a second time`)
    return
  }
  reading.chains.set(key, { family, rules: [], otherwise })
  if (hook === null) return
  if (family === 'bridge' || family === 'netdev' || hook === 'ingress' || hook === 'egress') {
    reading.mayDenyMore = true
    reading.doubts.add(place, `${family} ${hook}: what it drops beside is not read here`)
    return
  }
  const priority = Number(body.prio ?? 0)
  reading.bases.push({ key, type: textOf(body.type) ?? 'filter', hook, priority })
}

function readSet(body: JsonObject, reading: Reading): void {
  const key = keyOf(body, 'name')
  if (key === null) return
  const flags = listOf(body.flags)
  // The packets themselves, or time, change what is in it.
  const changes =
    flags.includes('timeout') || flags.includes('dynamic') || body.timeout !== undefined
  reading.sets.set(key, changes ? null : listOf(body.elem))
}

function keyOf(body: JsonObject, name: 'name' | 'chain'): string | null {
  const parts = [textOf(body.family), textOf(body.table), textOf(body[name])]
  return parts.every((part) => part !== null) ? parts.join(' ') : null
}

function readRule(object: JsonValue, place: Place, reading: Reading): void {
  const body = field(object, 'rule')
  if (!isObject(body)) {
    if (field(object, 'rule') !== undefined) open(reading, place, 'a rule that is no object')
    return
  }
  const key = keyOf(body, 'chain')
  const chain = key === null ? undefined : reading.chains.get(key)
  if (chain === undefined) {
    open(reading, place, 'a rule of a chain that is not listed')
    return
  }
  const table = `${textOf(body.family)} ${textOf(body.table)}`
  const comment = textOf(body.comment)
  const name = `${key} handle ${textOf(body.handle) ?? '?'}${comment === null ? '' : ` "${comment}"`}`
  if (!Array.isArray(body.expr)) {
    open(reading, place, 'a rule without expressions')
    return
  }
  const made = rulesOf(body.expr as readonly JsonValue[], {
    ...{ place, name, table, family: chain.family },
    setOf: (set) => reading.sets.get(`${table} ${set}`) ?? null,
  })
  chain.rules.push(...made)
}

const families: Readonly<Record<string, readonly Interval<bigint>[]>> = {
  ip: [ANY_IPV4],
  ip6: [ANY_IPV6],
  inet: [ANY_IPV6, ANY_IPV4],
}

function firewallOf(wish: NetworkFileFirewall, reading: Reading): Firewall {
  const chains = new Map<string, Chain>()
  for (const [key, { rules, otherwise, family }] of reading.chains) {
    chains.set(key, { name: key, rules: [...passBy(family, otherwise, wish), ...rules], otherwise })
  }
  const stages = stagesOf(reading)
  return {
    id: wish.id,
    dialect: 'nftables',
    chains,
    interfaces: [],
    stagesBetween: () => (reading.isOpen ? [] : stages),
    assumptions: reading.doubts.all,
    mayDenyMore: reading.mayDenyMore || reading.isOpen,
  }
}

/** A chain of one family never sees the packets of the other. */
function passBy(family: string, otherwise: Chain['otherwise'], wish: NetworkFileFirewall): Rule[] {
  if (otherwise === 'return' || family === 'inet') return []
  const seen = families[family] ?? []
  const others = [ANY_IPV4, ANY_IPV6].filter((one) => !seen.includes(one))
  const file = wish.configurations[0]?.file ?? ''
  return [
    {
      match: { ...ANY_MATCH, sources: others },
      ...{ action: { kind: 'permit' }, unsure: [], file, line: 0 },
      name: `${family} sees no other family`,
    },
  ]
}

const hookOrder = ['prerouting', 'forward', 'postrouting']

function stagesOf({ bases }: Reading): readonly Stage[] {
  return bases
    .filter(({ hook, type }) => hookOrder.includes(hook) && type !== 'route')
    .toSorted(
      (a, b) => hookOrder.indexOf(a.hook) - hookOrder.indexOf(b.hook) || a.priority - b.priority,
    )
    .map(({ key, type, hook }): Stage => {
      if (type !== 'nat') return { kind: 'filter', chain: key }
      const isSource = hook === 'postrouting'
      return { kind: isSource ? 'translate-source' : 'translate-destination', chain: key }
    })
}
