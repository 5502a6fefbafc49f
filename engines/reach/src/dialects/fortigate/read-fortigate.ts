import { accept, type Result, refuse } from '@holdpoint/std'
import { ANY_ADDRESS, readAddress } from '../../address.ts'
import { complement, normal } from '../../interval.ts'
import type { NetworkFileFirewall } from '../../network-file.ts'
import { ANY_PORT } from '../../packet.ts'
import {
  ANY_MATCH,
  type Chain,
  type Firewall,
  type FirewallInterface,
  type Rule,
  type Stage,
} from '../../rule.ts'
import { type ConfigurationRefusal, Doubts } from '../configuration.ts'
import { FortigateObjects } from './objects.ts'
import { type Edit, type Section, treeOf } from './tree.ts'
import { translatedDestinations } from './virtual-addresses.ts'

/** Sections that change which packets pass, and are not read here. */
const mayOpen = new Set([
  ...[
    'firewall policy46',
    'firewall policy64',
    'firewall proxy-policy',
    'firewall multicast-policy',
  ],
  ...['firewall interface-policy', 'firewall security-policy', 'firewall consolidated policy'],
  ...['firewall central-snat-map', 'firewall local-in-policy', 'firewall vip6', 'firewall vipgrp6'],
])
/** Of those, the ones that open nothing between two zones. */
const besideTheWay = new Set([
  'firewall local-in-policy',
  'firewall central-snat-map',
  'firewall multicast-policy',
])

/** A destination is translated before a policy sees it, a source behind it. */
const stages: readonly Stage[] = [
  { kind: 'translate-destination', chain: 'virtual addresses' },
  { kind: 'filter', chain: 'firewall policy' },
  { kind: 'translate-source', chain: 'translated sources' },
]

/** Reads a FortiGate configuration (FortiOS 6.2 and later): `config firewall policy` and its objects. */
export function readFortigate(wish: NetworkFileFirewall): Result<Firewall, ConfigurationRefusal> {
  const tree = treeOf(wish.configurations)
  const domains = domainsOf(tree.sections)
  const file = wish.configurations[0]?.file ?? wish.id
  if (domains.length > 1 && wish.virtual === undefined) {
    const why = `several virtual domains (${domains.join(', ')}): name one with "virtual"`
    return refuse({ file, line: null, why })
  }
  const sections = sectionsOf(tree.sections, wish.virtual ?? null)
  if (!sections.some(({ path }) => path === 'firewall policy' || path === 'system interface')) {
    return refuse({
      file,
      line: null,
      why: 'not a FortiGate configuration: neither policies nor interfaces are in it',
    })
  }
  const doubts = new Doubts(wish)
  let isOpen = false
  for (const { text, ...place } of tree.unread) {
    if (doubts.isDeclaredHarmless(text)) continue
    isOpen = true
    doubts.add(place, `"${text}" is not read here; everything counts as may permit`)
  }
  for (const section of notRead(sections)) {
    if (!besideTheWay.has(section.path)) isOpen = true
    doubts.add(section, `config ${section.path} is not read here`)
  }
  if (settingOf(sections, 'system settings', 'opmode') === 'transparent') {
    isOpen = true
    doubts.add({ file: wish.id, line: 0 }, 'transparent mode is not read here')
  }
  const objects = new FortigateObjects(sections)
  const interfaces = interfacesOf(sections)
  const policies = sections.filter(
    ({ path }) => path === 'firewall policy' || path === 'firewall policy6',
  )
  const rules = ['firewall policy', 'firewall policy6'].flatMap((path) =>
    inOrder(policies.filter((one) => one.path === path)).flatMap((edit) =>
      policyOf(edit, path, objects),
    ),
  )
  const chains = new Map<string, Chain>([
    [
      'firewall policy',
      { name: 'firewall policy', rules: [...remembered(file), ...rules], otherwise: 'deny' },
    ],
    [
      'virtual addresses',
      {
        name: 'virtual addresses',
        rules: translatedDestinations(sections, objects),
        otherwise: 'permit',
      },
    ],
    [
      'translated sources',
      {
        name: 'translated sources',
        rules: policies.flatMap(({ edits }) => edits.flatMap(sourceOf)),
        otherwise: 'permit',
      },
    ],
  ])
  return accept({
    ...{ id: wish.id, dialect: 'fortigate', chains, interfaces },
    stagesBetween: () => (isOpen ? [] : stages),
    assumptions: doubts.all,
    mayDenyMore: isOpen,
  })
}

function notRead(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ path, edits }) => mayOpen.has(path) && edits.length > 0)
}

/** Virtual domains with policies of their own. */
function domainsOf(all: readonly Section[]): readonly string[] {
  const edits = all.filter(({ path }) => path === 'vdom').flatMap((one) => one.edits)
  const filtering = edits.filter(({ sections }) =>
    sections.some(({ path }) => path === 'firewall policy'),
  )
  return [...new Set(filtering.map(({ name }) => name))]
}

/** The sections of the device, or of one virtual domain where there are several. */
function sectionsOf(all: readonly Section[], virtual: string | null): readonly Section[] {
  const global = all.filter(({ path }) => path === 'global').flatMap(({ sections }) => sections)
  const domains = all.filter(({ path }) => path === 'vdom').flatMap(({ edits }) => edits)
  const chosen = domains.filter(({ name }) => virtual === null || name === virtual)
  return [...all, ...global, ...chosen.flatMap(({ sections }) => sections)]
}

function settingOf(sections: readonly Section[], path: string, key: string): string | undefined {
  const settings = sections.filter((one) => one.path === path).flatMap((one) => one.settings)
  return settings.findLast((one) => one.key === key)?.values[0]
}

/** Policies as they stand once all moves were made. */
function inOrder(sections: readonly Section[]): readonly Edit[] {
  const all = sections.flatMap(({ edits }) => edits)
  for (const { name, where, other } of sections.flatMap(({ moves }) => moves)) {
    const from = all.findIndex((edit) => edit.name === name)
    if (from < 0 || !all.some((edit) => edit.name === other)) continue
    const [moved] = all.splice(from, 1)
    const at = all.findIndex((edit) => edit.name === other)
    if (moved !== undefined) all.splice(where === 'before' ? at : at + 1, 0, moved)
  }
  return all
}

export function valuesOf({ settings }: Pick<Edit, 'settings'>, key: string): readonly string[] {
  return settings.findLast((one) => one.key === key)?.values ?? []
}

function interfacesOf(sections: readonly Section[]): readonly FirewallInterface[] {
  const zones = sections.filter(({ path }) => path === 'system zone').flatMap(({ edits }) => edits)
  const known = sections
    .filter(({ path }) => path === 'system interface')
    .flatMap(({ edits }) => edits)
    .map((edit) => {
      const zone = zones.filter((one) => valuesOf(one, 'interface').includes(edit.name))
      const address = readAddress(valuesOf(edit, 'ip')[0]?.split('/')[0] ?? '')
      const alias = [...valuesOf(edit, 'alias'), ...zone.map(({ name }) => name), 'any']
      return { name: edit.name, alias, addresses: address === null ? [] : [address] }
    })
  return known
}

function remembered(file: string): readonly Rule[] {
  const rule = (low: number, high: number, unsure: readonly string[]): Rule => ({
    match: { ...ANY_MATCH, states: [[low, high]] },
    ...{ action: { kind: 'permit' }, unsure, file, line: 0 },
    name: 'part of a session that was let in',
  })
  return [rule(2, 3, []), rule(4, 4, ['which related sessions are let in depends on helpers'])]
}

/** What narrows a policy by more than packets show. */
const narrowing = [
  ...['users', 'groups', 'fsso-groups', 'internet-service', 'internet-service-src'],
  ...['rtp-nat', 'wanopt', 'ztna-status', 'ztna-ems-tag', 'src-vendor-mac', 'rsso', 'devices'],
]

function policyOf(edit: Edit, path: string, objects: FortigateObjects): readonly Rule[] {
  const one = (key: string) => valuesOf(edit, key)[0]
  if (one('status') === 'disable') return []
  const action = one('action') ?? 'deny'
  const unsure: string[] = narrowing
    .filter((key) => valuesOf(edit, key).length > 0 && one(key) !== 'disable')
    .map((key) => `${key}: who is behind an address is not known here`)
  const schedule = one('schedule')
  if (schedule !== undefined && schedule !== 'always') unsure.push(`schedule ${schedule}`)
  if (action !== 'accept' && action !== 'deny') unsure.push(`action ${action}`)
  const end = (name: 'srcaddr' | 'dstaddr') => {
    const names = [...valuesOf(edit, name), ...valuesOf(edit, `${name}6`)]
    // Without a name something else says who is meant: an internet service, say.
    if (names.length === 0) {
      unsure.push(`no ${name}`)
      return [ANY_ADDRESS]
    }
    const found = objects.addresses(names)
    unsure.push(...found.unsure)
    const all = normal(found.all)
    return one(`${name}-negate`) === 'enable' ? complement(all, ANY_ADDRESS) : all
  }
  const hasVirtual = objects.hasVirtual(valuesOf(edit, 'dstaddr'))
  if (hasVirtual)
    unsure.push('a virtual address: who writes it is not told from who writes the real one')
  const wanted = valuesOf(edit, 'service')
  const isNamed = wanted.length > 0 && one('service-negate') !== 'enable'
  const services = isNamed
    ? objects.services(wanted)
    : { all: ANY_MATCH.services, unsure: ['no service that is read'] }
  unsure.push(...services.unsure)
  const name = one('name')
  const match = {
    sources: end('srcaddr'),
    destinations: end('dstaddr'),
    services: services.all,
    states: ANY_MATCH.states,
    inInterface: facesOf(valuesOf(edit, 'srcintf')),
    outInterface: facesOf(valuesOf(edit, 'dstintf')),
  }
  return [
    {
      match,
      action: { kind: action === 'deny' ? 'deny' : 'permit' },
      unsure: action === 'deny' ? [...unsure, ...objects.deniesPast(edit)] : unsure,
      name: `${path} ${edit.name}${name === undefined ? '' : ` "${name}"`}`,
      ...{ file: edit.file, line: edit.line },
    },
  ]
}

function facesOf(names: readonly string[]): Rule['match']['inInterface'] {
  return names.length === 0 || names.includes('any') ? undefined : { names, negated: false }
}

/** `set nat enable`: the source becomes one of the firewall's, which one is not followed. */
function sourceOf(edit: Edit): readonly Rule[] {
  if (valuesOf(edit, 'nat')[0] !== 'enable' || valuesOf(edit, 'status')[0] === 'disable') return []
  return [
    {
      match: {
        ...ANY_MATCH,
        inInterface: facesOf(valuesOf(edit, 'srcintf')),
        outInterface: facesOf(valuesOf(edit, 'dstintf')),
      },
      action: {
        kind: 'translate',
        translation: { end: 'source', addresses: ANY_ADDRESS, ports: ANY_PORT, pairwise: false },
      },
      unsure: ['which policy a packet met decides whether its source is translated'],
      ...{ name: `policy ${edit.name}: nat`, file: edit.file, line: edit.line },
    },
  ]
}
