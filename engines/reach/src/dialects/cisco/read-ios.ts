import { accept, type Result, refuse } from '@holdpoint/std'
import { ANY_IPV4, ANY_IPV6, readAddress } from '../../address.ts'
import type { NetworkFileFirewall } from '../../network-file.ts'
import { ICMPV6 } from '../../packet.ts'
import {
  ANY_MATCH,
  type Chain,
  type Firewall,
  type FirewallInterface,
  type Rule,
  type Stage,
} from '../../rule.ts'
import { type ConfigurationRefusal, Doubts } from '../configuration.ts'
import { icmpInterval } from '../names.ts'
import { type Block, blocksOf } from './blocks.ts'
import { entryOf, standardEntryOf } from './entry.ts'
import { isHarmlessIos } from './harmless.ts'
import { iosTranslations } from './ios-translation.ts'
import { icmpService, Objects } from './objects.ts'

type Applied = { readonly list: string; readonly version: 4 | 6; readonly direction: 'in' | 'out' }

type IosInterface = FirewallInterface & {
  readonly applied: readonly Applied[]
  readonly translates: 'inside' | 'outside' | null
}

type ListOf = {
  readonly version: 4 | 6
  readonly rules: Rule[]
  readonly numbers: (number | null)[]
}

/** Reads a configuration of Cisco IOS or IOS XE: access lists on interfaces, and static translation. */
export function readIos(wish: NetworkFileFirewall): Result<Firewall, ConfigurationRefusal> {
  const blocks = blocksOf(wish.configurations)
  const interfaces = blocks.filter(({ words }) => words[0] === 'interface').map(interfaceOf)
  if (interfaces.length === 0) {
    const file = wish.configurations[0]?.file ?? wish.id
    return refuse({
      file,
      line: null,
      why: 'not a configuration of Cisco IOS: no interface is in it',
    })
  }
  const doubts = new Doubts(wish)
  const objects = new Objects(blocks, 'wildcard')
  const lists = new Map<string, ListOf>()
  let isOpen = false
  let mayDenyMore = false
  for (const block of blocks) {
    if (readList(block, objects, lists)) continue
    if (deniesMore(block)) {
      mayDenyMore = true
      doubts.add(block, `"${block.text}": what it denies beside is not read`)
    } else if (!isHarmlessIos(block.words) && !doubts.isDeclaredHarmless(block.text)) {
      isOpen = true
      doubts.add(block, `"${block.text}" is not read here; everything counts as may permit`)
    }
  }
  for (const block of blocks.filter(({ words }) => words[0] === 'interface')) {
    for (const line of block.below) {
      if (
        !/^(?:zone-member|ip verify|ip inspect|ips |ip ips|service-policy|ip policy|ip vrf|vrf )/.test(
          line.text,
        )
      )
        continue
      mayDenyMore = true
      doubts.add(line, `"${line.text}": what it denies or turns elsewhere is not read`)
    }
  }
  const chains = chainsOf(lists)
  const nat = iosTranslations(blocks)
  chains.set('inside to outside', nat.outward)
  chains.set('outside to inside', nat.inward)
  return accept({
    ...{ id: wish.id, dialect: 'cisco-ios', chains, interfaces },
    stagesBetween: (inside, outside) =>
      isOpen
        ? []
        : stagesOf(interfaceNamed(interfaces, inside), interfaceNamed(interfaces, outside), chains),
    assumptions: doubts.all,
    mayDenyMore: mayDenyMore || isOpen,
  })
}

function interfaceNamed(all: readonly IosInterface[], name: string): IosInterface | undefined {
  return all.find((one) => one.name === name || one.alias.includes(name))
}

function interfaceOf({ words, below }: Block): IosInterface {
  const name = words.slice(1).join('')
  const addresses: bigint[] = []
  const applied: Applied[] = []
  let translates: IosInterface['translates'] = null
  const alias: string[] = []
  for (const { words: line } of below) {
    const start = line.slice(0, 2).join(' ')
    if (start === 'ip address' || start === 'ipv6 address') {
      const address = readAddress((line[2] ?? '').split('/')[0] ?? '')
      if (address !== null) addresses.push(address)
    } else if (start === 'ip access-group' || start === 'ipv6 traffic-filter') {
      const direction = line[3]
      if (direction !== 'in' && direction !== 'out') continue
      applied.push({ list: line[2] ?? '', version: start.startsWith('ipv6') ? 6 : 4, direction })
    } else if (start === 'ip nat' && (line[2] === 'inside' || line[2] === 'outside')) {
      translates = line[2]
    } else if (line[0] === 'description') {
      alias.push(line.slice(1).join(' '))
    }
  }
  return { name, alias, addresses, applied, translates }
}

/** True where the block defines a list, or part of one. */
function readList(block: Block, objects: Objects, lists: Map<string, ListOf>): boolean {
  const { words } = block
  const start = words.slice(0, 2).join(' ')
  if (start === 'ip access-list' && words[2] === 'resequence') {
    return renumber(lists.get(`ipv4 ${words[3]}`), Number(words[4]), Number(words[5]))
  }
  if (start === 'ip access-list' || start === 'ipv6 access-list') {
    const version = start.startsWith('ipv6') ? 6 : 4
    const isStandard = version === 4 && words[2] === 'standard'
    const name = version === 6 ? (words[2] ?? '') : (words[3] ?? '')
    if (version === 4 && words[2] !== 'standard' && words[2] !== 'extended') return false
    const list = listOf(lists, name, version)
    for (const line of block.below) add(list, line.words, { line, name, objects, isStandard })
    return true
  }
  if (words[0] !== 'access-list') return false
  const name = words[1] ?? ''
  const number = Number(name)
  const isStandard = number < 100 || (number >= 1300 && number < 2000)
  const list = listOf(lists, name, 4)
  add(list, words.slice(2), { line: block, name, objects, isStandard })
  return true
}

/** `ip access-list resequence NAME START STEP`: in their order, with new numbers. */
function renumber(list: ListOf | undefined, start: number, step: number): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(step) || step < 1) return false
  if (list !== undefined) {
    const rules = inOrder(list)
    list.rules.splice(0, list.rules.length, ...rules)
    list.numbers.splice(0, list.numbers.length, ...rules.map((_rule, at) => start + at * step))
  }
  return true
}

/** By their numbers where each has one, else as they stand. */
function inOrder({ rules, numbers }: ListOf): readonly Rule[] {
  if (!numbers.every((one) => one !== null)) return rules
  return rules
    .map((rule, at) => ({ rule, at: numbers[at] ?? 0 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ rule }) => rule)
}

function listOf(lists: Map<string, ListOf>, name: string, version: 4 | 6): ListOf {
  const key = `ipv${version} ${name}`
  const known = lists.get(key)
  if (known !== undefined) return known
  const made: ListOf = { version, rules: [], numbers: [] }
  lists.set(key, made)
  return made
}

type Adding = {
  readonly line: Block
  readonly name: string
  readonly objects: Objects
  readonly isStandard: boolean
}

function add(list: ListOf, given: readonly string[], { line, name, objects, isStandard }: Adding) {
  const isNumbered = /^\d+$/.test(given[0] ?? '')
  let words = isNumbered ? given.slice(1) : given
  let number = isNumbered ? Number(given[0]) : null
  if (words[0] === 'sequence') {
    number = Number(words[1])
    words = words.slice(2)
  }
  const wish = {
    ...{ objects, name: `${name}: ${line.text}`, place: { file: line.file, line: line.line } },
    families: [list.version === 4 ? ANY_IPV4 : ANY_IPV6],
  }
  const rule = isStandard ? standardEntryOf(words, wish) : entryOf(words, wish)
  if (rule === null) return
  list.rules.push(rule)
  list.numbers.push(number)
}

function chainsOf(lists: ReadonlyMap<string, ListOf>): Map<string, Chain> {
  const chains = new Map<string, Chain>()
  for (const [key, list] of lists) {
    const { version, rules } = list
    const own = version === 4 ? ANY_IPV4 : ANY_IPV6
    const other = version === 4 ? ANY_IPV6 : ANY_IPV4
    const place = { file: rules[0]?.file ?? '', line: 0 }
    const unseen: Rule = {
      match: { ...ANY_MATCH, sources: [other] },
      ...{ action: { kind: 'permit' }, unsure: [], ...place },
      name: `IPv${version} lists see no other family`,
    }
    const discovery: Rule = {
      match: {
        ...ANY_MATCH,
        sources: [own],
        services: [icmpService(ICMPV6, [icmpInterval(135, null), icmpInterval(136, null)])],
      },
      ...{ action: { kind: 'permit' }, unsure: [], ...place },
      name: 'neighbour discovery, permitted unless a line denies it',
    }
    // A list without entries permits everything.
    const otherwise = rules.length === 0 ? 'permit' : 'deny'
    const all = [unseen, ...inOrder(list), ...(version === 6 ? [discovery] : [])]
    chains.set(key, { name: key, rules: all, otherwise })
  }
  return chains
}

function stagesOf(
  inside: IosInterface | undefined,
  outside: IosInterface | undefined,
  chains: ReadonlyMap<string, Chain>,
): readonly Stage[] {
  const lists = (face: IosInterface | undefined, direction: 'in' | 'out'): readonly Stage[] =>
    (face?.applied ?? [])
      .filter((one) => one.direction === direction)
      .map(({ version, list }) => `ipv${version} ${list}`)
      // A list that is named and not defined permits everything.
      .filter((chain) => chains.has(chain))
      .map((chain) => ({ kind: 'filter', chain }))
  const way =
    inside?.translates === 'inside' && outside?.translates === 'outside'
      ? ({ kind: 'translate-source', chain: 'inside to outside' } as const)
      : inside?.translates === 'outside'
        ? ({ kind: 'translate-destination', chain: 'outside to inside' } as const)
        : null
  return [...lists(inside, 'in'), ...(way === null ? [] : [way]), ...lists(outside, 'out')]
}

function deniesMore({ words }: Block): boolean {
  return (
    ['zone', 'zone-pair', 'parameter-map'].includes(words[0] ?? '') ||
    words.slice(0, 2).join(' ') === 'ip inspect'
  )
}
