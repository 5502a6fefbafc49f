import { accept, type Result, refuse } from '@holdpoint/std'
import { readAddress } from '../../address.ts'
import type { NetworkFileFirewall } from '../../network-file.ts'
import {
  ANY_MATCH,
  type Chain,
  type Firewall,
  type FirewallInterface,
  type Rule,
  type Stage,
} from '../../rule.ts'
import { type ConfigurationRefusal, Doubts, mayPermitAll, type Place } from '../configuration.ts'
import { asaTranslations } from './asa-translation.ts'
import { type Block, blocksOf } from './blocks.ts'
import { BOTH_FAMILIES, entryOf } from './entry.ts'
import { isHarmlessAsa } from './harmless.ts'
import { Objects } from './objects.ts'

type AsaInterface = FirewallInterface & { readonly level: number | null }

type Reading = {
  readonly interfaces: readonly AsaInterface[]
  readonly lists: Map<string, Rule[]>
  /** Lists by `in inside`, `out inside` and `global`. */
  readonly applied: Map<string, { readonly list: string; readonly place: Place }>
  readonly doubts: Doubts
  readonly tunnels: Map<string, Place>
  sameLevel: boolean
  isOpen: boolean
}

/** Reads a configuration of Cisco ASA 8.3 or later: access lists name the addresses behind translation. */
export function readAsa(wish: NetworkFileFirewall): Result<Firewall, ConfigurationRefusal> {
  const blocks = blocksOf(wish.configurations)
  const interfaces = blocks.filter(({ words }) => words[0] === 'interface').flatMap(interfaceOf)
  if (interfaces.length === 0) {
    const file = wish.configurations[0]?.file ?? wish.id
    return refuse({
      file,
      line: null,
      why: 'not a configuration of Cisco ASA: no interface has a nameif',
    })
  }
  const objects = new Objects(blocks, 'mask')
  const reading: Reading = {
    ...{ interfaces, lists: new Map(), applied: new Map(), doubts: new Doubts(wish) },
    ...{ tunnels: new Map(), sameLevel: false, isOpen: false },
  }
  for (const block of blocks) readBlock(block, objects, reading)
  const { chains, isUnsure } = asaTranslations(blocks, objects)
  for (const face of interfaces) addChains(face, reading, chains)
  return accept({
    ...{ id: wish.id, dialect: 'cisco-asa', chains, interfaces },
    stagesBetween: (inside, outside) =>
      reading.isOpen ? [] : stagesOf(named(interfaces, inside), named(interfaces, outside), chains),
    assumptions: reading.doubts.all,
    mayDenyMore: reading.isOpen || isUnsure,
  })
}

function named(all: readonly AsaInterface[], name: string): AsaInterface | undefined {
  return all.find((one) => one.name === name || one.alias.includes(name))
}

function interfaceOf({ words, below }: Block): readonly AsaInterface[] {
  const value = (name: string, at = 1) => below.find((line) => line.words[0] === name)?.words[at]
  const name = value('nameif')
  if (name === undefined) return []
  const given = value('security-level')
  const level = given === undefined ? (name === 'inside' ? 100 : 0) : Number(given)
  const addresses = below
    .filter((line) => line.words[0] === 'ip' || line.words[0] === 'ipv6')
    .map((line) => readAddress((line.words[2] ?? '').split('/')[0] ?? ''))
    .filter((one) => one !== null)
  return [
    {
      name,
      alias: [words.slice(1).join('')],
      addresses,
      level: Number.isInteger(level) ? level : null,
    },
  ]
}

function readBlock(block: Block, objects: Objects, reading: Reading): void {
  const { words, text } = block
  const start = words.slice(0, 2).join(' ')
  if (words[0] === 'access-list') {
    readEntry(block, objects, reading)
    return
  }
  if (words[0] === 'access-group') {
    readGroup(block, reading)
    return
  }
  if (start === 'same-security-traffic permit') {
    if (words[2] === 'inter-interface') reading.sameLevel = true
    return
  }
  if (words[0] === 'crypto') {
    // Traffic out of a tunnel passes the list of its interface by, unless that was turned off.
    if (words[1] === 'map' && words[3] === 'interface') reading.tunnels.set(words[4] ?? '', block)
    return
  }
  if (words[0] === 'sysopt') {
    if (words[1] !== 'connection' || words[2] === 'tcpmss' || words[2] === 'timewait') return
  }
  if (isHarmlessAsa(words) && !isTransparent(words)) return
  if (reading.doubts.isDeclaredHarmless(text)) return
  reading.isOpen = true
  reading.doubts.add(block, `"${text}" is not read here; everything counts as may permit`)
}

function isTransparent(words: readonly string[]): boolean {
  return words[0] === 'firewall' || words[0] === 'context'
}

const otherKinds = new Set(['standard', 'webtype', 'ethertype'])

/** `access-list NAME [line N] [extended] permit …` */
function readEntry(block: Block, objects: Objects, reading: Reading): void {
  const [, name = '', ...rest] = block.words
  let words: readonly string[] = rest
  const number = words[0] === 'line' ? Number(words[1]) : null
  if (number !== null) words = words.slice(2)
  if (otherKinds.has(words[0] ?? '') || name === 'alert-interval' || name === 'deny-flow-max')
    return
  if (words[0] === 'extended') words = words.slice(1)
  const rules = reading.lists.get(name) ?? []
  reading.lists.set(name, rules)
  if (words.at(-1) === 'inactive') return
  const place = { file: block.file, line: block.line }
  const rule = entryOf(words, { objects, place, families: BOTH_FAMILIES, name: block.text })
  if (rule === null) return
  // A numbered entry pushes those from there on down; remarks, which count too, move it later at most.
  if (number === null || !(number >= 1)) rules.push(rule)
  else rules.splice(number - 1, 0, rule)
}

/** `access-group NAME in interface outside` or `access-group NAME global`. */
function readGroup(block: Block, reading: Reading): void {
  const [, list = '', direction = '', , face = '', what] = block.words
  // What goes to the firewall itself has a list of its own.
  if (what === 'control-plane') return
  const key = direction === 'global' ? 'global' : `${direction} ${face}`
  if (direction !== 'global' && named(reading.interfaces, face) === undefined) {
    reading.isOpen = true
    const what = 'no interface is called so; everything counts as may permit'
    reading.doubts.add(block, `"${block.text}": ${what}`)
    return
  }
  reading.applied.set(key, { list, place: block })
}

/** What belongs to a connection that was let in passes. */
function remembered(place: Place): readonly Rule[] {
  const rule = (low: number, high: number, unsure: readonly string[]): Rule => ({
    match: { ...ANY_MATCH, states: [[low, high]] },
    ...{ action: { kind: 'permit' }, unsure, file: place.file, line: 0 },
    name: 'part of a connection that was let in',
  })
  return [
    rule(2, 3, []),
    rule(4, 4, ['which related connections are let in depends on inspection']),
  ]
}

function addChains(face: AsaInterface, reading: Reading, chains: Map<string, Chain>): void {
  const place = { file: [...reading.lists.values()].flat()[0]?.file ?? '', line: 0 }
  const into = reading.applied.get(`in ${face.name}`)
  const global = reading.applied.get('global')
  const tunnel = reading.tunnels.get(face.name)
  const rules: Rule[] = [...remembered(place)]
  if (tunnel !== undefined)
    rules.push(mayPermitAll(tunnel, 'what comes out of a tunnel passes the list by'))
  for (const one of [into, global]) if (one !== undefined) rules.push(...listOf(one, reading))
  if (into === undefined && global === undefined) {
    for (const other of reading.interfaces) {
      if (other.name !== face.name) rules.push(byLevel(face, other, reading, place))
    }
  }
  chains.set(`in ${face.name}`, {
    name: into?.list ?? global?.list ?? `security levels of ${face.name}`,
    rules,
    otherwise: 'deny',
  })
  const out = reading.applied.get(`out ${face.name}`)
  if (out === undefined) return
  chains.set(`out ${face.name}`, {
    ...{ name: out.list, otherwise: 'deny' },
    rules: [...remembered(place), ...listOf(out, reading)],
  })
}

function listOf(
  { list, place }: { readonly list: string; readonly place: Place },
  reading: Reading,
): readonly Rule[] {
  return reading.lists.get(list) ?? [mayPermitAll(place, `the list ${list} is not there`)]
}

/** Without a list, from the higher security level to the lower. */
function byLevel(face: AsaInterface, other: AsaInterface, reading: Reading, place: Place): Rule {
  const known = face.level !== null && other.level !== null
  const [mine, theirs] = [face.level ?? 0, other.level ?? 0]
  const permits = mine > theirs || (mine === theirs && reading.sameLevel) || !known
  return {
    match: { ...ANY_MATCH, outInterface: { names: [other.name], negated: false } },
    action: { kind: permits ? 'permit' : 'deny' },
    unsure: known ? [] : ['a security level that is not read'],
    name: `security level ${mine} of ${face.name} to ${theirs} of ${other.name}`,
    ...place,
  }
}

function stagesOf(
  inside: AsaInterface | undefined,
  outside: AsaInterface | undefined,
  chains: ReadonlyMap<string, Chain>,
): readonly Stage[] {
  const stages: Stage[] = [
    { kind: 'translate-destination', chain: 'translated destinations' },
    { kind: 'filter', chain: `in ${inside?.name ?? ''}` },
    { kind: 'filter', chain: `out ${outside?.name ?? ''}` },
    { kind: 'translate-source', chain: 'translated sources' },
  ]
  return stages.filter(({ chain }) => chains.has(chain))
}
