import { ANY_ADDRESS } from '../../address.ts'
import { type Interval, normal } from '../../interval.ts'
import { ANY_PORT } from '../../packet.ts'
import { ANY_MATCH, type Match, type Rule } from '../../rule.ts'
import type { PaloAltoObjects } from './objects.ts'
import { zonesOf } from './read-palo-alto.ts'
import { at, type Node, value, values } from './tree.ts'

/** NAT rules: destinations exactly where one address or network is named, sources as any address. */
export function paloAltoTranslations(
  rulebases: readonly Node[],
  objects: PaloAltoObjects,
): { readonly sources: readonly Rule[]; readonly destinations: readonly Rule[] } {
  const sources: Rule[] = []
  const destinations: Rule[] = []
  for (const base of rulebases) {
    for (const node of at(base, 'nat', 'rules')?.below.values() ?? []) {
      if (value(node, 'disabled') === 'yes') continue
      const to = at(node, 'destination-translation') ?? at(node, 'dynamic-destination-translation')
      if (to !== undefined) destinations.push(destinationOf(node, to, objects))
      const from = at(node, 'source-translation')
      if (from === undefined || from.below.has('none')) continue
      sources.push(sourceOf(node, objects))
      const both = value(at(from, 'static-ip'), 'bi-directional') === 'yes'
      if (both) destinations.push(backOf(node, from, objects))
    }
  }
  return { sources, destinations }
}

function matchOf(
  node: Node,
  objects: PaloAltoObjects,
): { readonly match: Match; readonly unsure: readonly string[] } {
  const named = (key: 'source' | 'destination') => {
    const names = values(node, key)
    return objects.addresses(names.length === 0 ? ['any'] : names)
  }
  const from = named('source')
  const to = named('destination')
  const service = values(node, 'service')
  const services =
    service.length === 0 ? { all: ANY_MATCH.services, unsure: [] } : objects.services(service)
  return {
    match: {
      ...{ sources: normal(from.all), destinations: normal(to.all) },
      ...{ services: services.all, states: ANY_MATCH.states },
      inInterface: zonesOf(values(node, 'from')),
    },
    unsure: [...from.unsure, ...to.unsure, ...services.unsure],
  }
}

function place({ name, file, line }: Node) {
  return { name: `nat ${name}`, file, line }
}

function destinationOf(node: Node, translation: Node, objects: PaloAltoObjects): Rule {
  const { match, unsure } = matchOf(node, objects)
  const given = value(translation, 'translated-address')
  const found = given === undefined ? null : objects.addresses([given])
  const [addresses, more] = found === null || found.unsure.length > 0 ? [] : normal(found.all)
  const port = value(translation, 'translated-port')
  const ports: Interval<number> | null = port === undefined ? null : [Number(port), Number(port)]
  const isRead =
    addresses !== undefined && more === undefined && (ports === null || Number.isInteger(ports[0]))
  const [seen, others] = match.destinations
  const pairwise =
    isRead &&
    seen !== undefined &&
    others === undefined &&
    seen[1] - seen[0] === addresses[1] - addresses[0]
  return {
    match,
    action: {
      kind: 'translate',
      translation: {
        ...{ end: 'destination', addresses: isRead ? addresses : ANY_ADDRESS },
        ...{ ports: isRead ? ports : ANY_PORT, pairwise },
      },
    },
    unsure: isRead ? unsure : [...unsure, 'a translation that is not read'],
    ...place(node),
  }
}

function sourceOf(node: Node, objects: PaloAltoObjects): Rule {
  const { match, unsure } = matchOf(node, objects)
  return {
    match: { ...match, outInterface: zonesOf(values(node, 'to')) },
    action: {
      kind: 'translate',
      translation: { end: 'source', addresses: ANY_ADDRESS, ports: ANY_PORT, pairwise: false },
    },
    ...{ unsure, ...place(node) },
  }
}

/** A source that is translated both ways opens a way in to it. */
function backOf(node: Node, from: Node, objects: PaloAltoObjects): Rule {
  const given = value(at(from, 'static-ip'), 'translated-address')
  const outer = given === undefined ? null : objects.addresses([given])
  const inner = objects.addresses(values(node, 'source'))
  const [seen] = outer === null || outer.unsure.length > 0 ? [] : normal(outer.all)
  const [real, more] = inner.unsure.length > 0 ? [] : normal(inner.all)
  const isRead =
    seen !== undefined &&
    real !== undefined &&
    more === undefined &&
    seen[1] - seen[0] === real[1] - real[0]
  return {
    match: { ...ANY_MATCH, destinations: [isRead ? seen : ANY_ADDRESS] },
    action: {
      kind: 'translate',
      translation: {
        ...{ end: 'destination', addresses: isRead ? real : ANY_ADDRESS },
        ...{ ports: isRead ? null : ANY_PORT, pairwise: isRead },
      },
    },
    unsure: isRead ? [] : ['a translation that is not read'],
    ...place(node),
  }
}
