import { accept, type Result, refuse } from '@holdpoint/std'
import { ANY_ADDRESS } from '../../address.ts'
import { complement, type Intervals, normal } from '../../interval.ts'
import type { NetworkFileFirewall } from '../../network-file.ts'
import {
  ANY_MATCH,
  type Chain,
  type Firewall,
  type FirewallInterface,
  type InterfaceMatch,
  type Rule,
  type Stage,
} from '../../rule.ts'
import { type ConfigurationRefusal, Doubts } from '../configuration.ts'
import { PaloAltoObjects } from './objects.ts'
import { paloAltoTranslations } from './translation.ts'
import { at, type Node, treeOf, value, values } from './tree.ts'

/** Rules see the packet as it came; translation follows. */
const stages: readonly Stage[] = [
  { kind: 'filter', chain: 'security rules' },
  { kind: 'translate-destination', chain: 'nat destinations' },
  { kind: 'translate-source', chain: 'nat sources' },
]

/**
 * Reads a PAN-OS configuration as `set` lines or XML. A security rule sees the packet as it came,
 * and the zone that it leaves by once its destination is translated.
 */
export function readPaloAlto(wish: NetworkFileFirewall): Result<Firewall, ConfigurationRefusal> {
  const { root, unread } = treeOf(wish.configurations)
  const doubts = new Doubts(wish)
  let isOpen = false
  for (const { why, ...place } of unread) {
    if (doubts.isDeclaredHarmless(why.replaceAll('"', ''))) continue
    isOpen = true
    doubts.add(place, `${why} is not read here; everything counts as may permit`)
  }
  const systems = systemsOf(root, wish.virtual ?? null)
  const filtering = systems.filter((one) => at(one, 'rulebase', 'security', 'rules') !== undefined)
  if (filtering.length > 1) {
    const names = filtering.map(({ name }) => name || 'the device').join(', ')
    const why = `several virtual systems with rules (${names}): name one with "virtual"`
    return refuse({ file: wish.configurations[0]?.file ?? wish.id, line: null, why })
  }
  const rulebases = systems
    .map((system) => at(system, 'rulebase'))
    .filter((one) => one !== undefined)
  const hasZones = systems.some((system) => at(system, 'zone') !== undefined)
  if (rulebases.length === 0 && !hasZones) {
    const file = wish.configurations[0]?.file ?? wish.id
    return refuse({
      file,
      line: null,
      why: 'not a PAN-OS configuration: neither rules nor zones are in it',
    })
  }
  for (const node of elsewhere(root, systems)) {
    isOpen = true
    doubts.add(
      node,
      `${node.name}: rules of a manager are not read here; everything counts as may permit`,
    )
  }
  const shared = [at(root, 'shared'), at(root, 'config', 'shared')].filter(
    (one) => one !== undefined,
  )
  const objects = new PaloAltoObjects([...systems, ...shared])
  const rules = rulebases.flatMap((base) =>
    [...(at(base, 'security', 'rules')?.below.values() ?? [])].map((node) => ruleOf(node, objects)),
  )
  const between = rulebases
    .map((base) => at(base, 'default-security-rules', 'rules', 'interzone-default'))
    .some((node) => value(node, 'action') === 'allow')
  const nat = paloAltoTranslations(rulebases, objects)
  const file = wish.configurations[0]?.file ?? ''
  const chains = new Map<string, Chain>([
    [
      'security rules',
      {
        name: 'security rules',
        rules: [...remembered(file), ...rules],
        otherwise: between ? 'permit' : 'deny',
      },
    ],
    [
      'nat destinations',
      { name: 'nat destinations', rules: nat.destinations, otherwise: 'permit' },
    ],
    ['nat sources', { name: 'nat sources', rules: nat.sources, otherwise: 'permit' }],
  ])
  return accept({
    ...{ id: wish.id, dialect: 'palo-alto', chains, interfaces: interfacesOf(systems) },
    stagesBetween: () => (isOpen ? [] : stages),
    assumptions: doubts.all,
    mayDenyMore: isOpen,
  })
}

function systemsOf(root: Node, virtual: string | null): readonly Node[] {
  const devices = [...(at(root, 'config', 'devices')?.below.values() ?? [])]
  const parents = [root, ...devices]
  const systems = parents.flatMap((parent) => [...(at(parent, 'vsys')?.below.values() ?? [])])
  const chosen = systems.filter(({ name }) => virtual === null || name === virtual)
  return [root, ...chosen]
}

function elsewhere(root: Node, systems: readonly Node[]): readonly Node[] {
  const devices = [...(at(root, 'config', 'devices')?.below.values() ?? [])]
  const names = ['pre-rulebase', 'post-rulebase', 'device-group']
  return [
    root,
    at(root, 'shared'),
    at(root, 'config', 'shared'),
    at(root, 'config', 'panorama'),
    ...systems,
    ...devices,
  ].flatMap((place) => names.map((name) => at(place, name)).filter((one) => one !== undefined))
}

function interfacesOf(systems: readonly Node[]): readonly FirewallInterface[] {
  const out: FirewallInterface[] = []
  for (const system of systems) {
    for (const [zone, node] of at(system, 'zone')?.below ?? []) {
      const kinds = [...(at(node, 'network')?.below.keys() ?? [])]
      const members = kinds.flatMap((kind) => values(at(node, 'network'), kind))
      out.push({ name: zone, alias: members, addresses: [] })
    }
  }
  return out
}

function remembered(file: string): readonly Rule[] {
  const rule = (low: number, high: number, unsure: readonly string[]): Rule => ({
    match: { ...ANY_MATCH, states: [[low, high]] },
    ...{ action: { kind: 'permit' }, unsure, file, line: 0 },
    name: 'part of a session that was let in',
  })
  return [rule(2, 3, []), rule(4, 4, ['which related sessions are let in depends on applications'])]
}

export function zonesOf(names: readonly string[]): InterfaceMatch | undefined {
  return names.length === 0 || names.includes('any') ? undefined : { names, negated: false }
}

const permitting = new Set(['allow'])
const denying = new Set(['deny', 'drop', 'reset-client', 'reset-server', 'reset-both'])

/** What a rule asks beside addresses, ports and zones. */
const beside = [
  'source-user',
  'category',
  'hip-profiles',
  'source-hip',
  'destination-hip',
  'source-device',
  'destination-device',
]

function ruleOf(node: Node, objects: PaloAltoObjects): Rule {
  const unsure: string[] = []
  if (value(node, 'disabled') === 'yes') {
    return {
      match: ANY_MATCH,
      action: { kind: 'continue' },
      unsure,
      name: node.name,
      file: node.file,
      line: node.line,
    }
  }
  for (const key of beside) {
    const given = values(node, key)
    if (given.length > 0 && !given.includes('any')) unsure.push(`${key}: not known of a packet`)
  }
  const schedule = value(node, 'schedule')
  if (schedule !== undefined) unsure.push(`schedule ${schedule}`)
  const applications = values(node, 'application')
  if (applications.length > 0 && !applications.includes('any')) {
    unsure.push(`application ${applications.join(', ')}: known only once packets have passed`)
  }
  const kind = value(node, 'rule-type')
  if (kind === 'intrazone') unsure.push('a rule inside one zone')
  const action = value(node, 'action') ?? ''
  if (!permitting.has(action) && !denying.has(action)) unsure.push(`action ${action || '(none)'}`)
  const end = (key: 'source' | 'destination'): Intervals<bigint> => {
    const names = values(node, key)
    if (names.length === 0) {
      unsure.push(`no ${key}`)
      return [ANY_ADDRESS]
    }
    const found = objects.addresses(names)
    unsure.push(...found.unsure)
    const all = normal(found.all)
    return value(node, `negate-${key}`) === 'yes' ? complement(all, ANY_ADDRESS) : all
  }
  const wanted = values(node, 'service')
  const services = objects.services(wanted.length === 0 ? ['application-default'] : wanted)
  unsure.push(...services.unsure)
  return {
    match: {
      ...{ sources: end('source'), destinations: end('destination') },
      ...{ services: services.all, states: ANY_MATCH.states },
      inInterface: zonesOf(values(node, 'from')),
      outInterface: zonesOf(values(node, 'to')),
    },
    action: { kind: denying.has(action) ? 'deny' : 'permit' },
    ...{ unsure, name: node.name, file: node.file, line: node.line },
  }
}
