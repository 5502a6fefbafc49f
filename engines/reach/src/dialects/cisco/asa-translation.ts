import type { Interval } from '../../interval.ts'
import { normal } from '../../interval.ts'
import { ANY_PORT } from '../../packet.ts'
import { ANY_MATCH, type Chain, type InterfaceMatch, type Match, type Rule } from '../../rule.ts'
import { readPort } from '../names.ts'
import type { Block } from './blocks.ts'
import { type Objects, protocolService, Words } from './objects.ts'

const ANYWHERE: Interval<bigint> = [0n, (1n << 128n) + 0xffff_ffffn]

type Faces = { readonly real: string; readonly mapped: string }
type Built = { readonly sources: Rule[]; readonly destinations: Rule[]; isUnsure: boolean }

/** Translations of objects and "twice": static ones exactly, dynamic ones as any source. */
export function asaTranslations(
  blocks: readonly Block[],
  objects: Objects,
): { readonly chains: Map<string, Chain>; readonly isUnsure: boolean } {
  const built: Built = { sources: [], destinations: [], isUnsure: false }
  const late: Block[] = []
  for (const block of blocks) {
    if (block.words[0] !== 'nat') continue
    if (block.words.includes('after-auto')) late.push(block)
    else twice(block, objects, built)
  }
  for (const block of blocks) {
    const [kind, type, name = ''] = block.words
    if (kind !== 'object' || type !== 'network') continue
    for (const line of block.below)
      if (line.words[0] === 'nat') ofObject(name, line, objects, built)
  }
  for (const block of late) twice(block, objects, built)
  const chain = (name: string, rules: readonly Rule[]): [string, Chain] => [
    name,
    { name, rules, otherwise: 'permit' },
  ]
  const chains = new Map([
    chain('translated sources', built.sources),
    chain('translated destinations', built.destinations),
  ])
  return { chains, isUnsure: built.isUnsure }
}

function facesOf(words: Words): Faces | null {
  const [, real, mapped] = /^\(([\w./-]+),([\w./-]+)\)$/.exec(words.peek()) ?? []
  if (real === undefined || mapped === undefined) return null
  words.take()
  return { real, mapped }
}

function on(name: string): InterfaceMatch | undefined {
  return name === 'any' ? undefined : { names: [name], negated: false }
}

/** `object network X / nat (inside,outside) static Y [service tcp 80 8080]`. */
function ofObject(name: string, line: Block, objects: Objects, built: Built): void {
  const words = new Words(line.words.slice(1))
  const faces = facesOf(words)
  const kind = words.take()
  const real = oneOf(objects.addresses('object', name).all)
  if (faces === null || real === null || kind !== 'static') {
    unread(line, faces, kind !== 'dynamic', built)
    return
  }
  const mapped = placeOf(words, objects, real)
  let service: { readonly name: string; readonly real: number; readonly mapped: number } | null =
    null
  if (words.peek() === 'service') {
    words.take()
    const carried = words.take()
    const [inner, outer] = [readPort(words.take()), readPort(words.take())]
    if (inner === null || outer === null) {
      unread(line, faces, true, built)
      return
    }
    service = { name: carried, real: inner, mapped: outer }
  }
  const odd =
    !words.isEmpty && !['dns', 'no-proxy-arp', 'route-lookup', 'net-to-net'].includes(words.peek())
  if (mapped === null || odd) {
    unread(line, faces, true, built)
    return
  }
  const match = (
    side: 'sources' | 'destinations',
    from: Interval<bigint>,
    port: number | undefined,
  ): Match => {
    const whole = service === null ? ANY_MATCH.services : protocolService(service.name).all
    const ports = side === 'sources' ? 'sourcePorts' : 'destinationPorts'
    const services =
      port === undefined
        ? whole
        : whole.map((one) => ({ ...one, [ports]: [[port, port] as const] }))
    return { ...ANY_MATCH, [side]: [from], services }
  }
  built.sources.push(
    rule(line, {
      match: {
        ...match('sources', real, service?.real),
        inInterface: on(faces.real),
        outInterface: on(faces.mapped),
      },
      ...{ end: 'source', to: mapped, port: service?.mapped },
    }),
  )
  built.destinations.push(
    rule(line, {
      match: { ...match('destinations', mapped, service?.mapped), inInterface: on(faces.mapped) },
      ...{ end: 'destination', to: real, port: service?.real },
    }),
  )
}

type Made = {
  readonly match: Match
  readonly end: 'source' | 'destination'
  readonly to: Interval<bigint>
  readonly port: number | undefined
}

function rule(line: Block, { match, end, to, port }: Made): Rule {
  const ports: Interval<number> | null = port === undefined ? null : [port, port]
  return {
    match,
    action: { kind: 'translate', translation: { end, addresses: to, ports, pairwise: true } },
    ...{ unsure: [], name: line.text, file: line.file, line: line.line },
  }
}

/** `nat (in,out) source static REAL MAPPED [destination static MAPPED REAL] …`. */
function twice(line: Block, objects: Objects, built: Built): void {
  const words = new Words(line.words.slice(1))
  const faces = facesOf(words)
  if (words.peek() === 'after-auto') words.take()
  if (/^\d+$/.test(words.peek())) words.take()
  if (words.isEmpty || faces === null || words.take() !== 'source') {
    unread(line, faces, true, built)
    return
  }
  const kind = words.take()
  const real = named(words.take(), objects)
  const mapped = named(words.take(), objects)
  let destination: { readonly seen: Interval<bigint>; readonly real: Interval<bigint> } | null =
    null
  if (words.peek() === 'destination') {
    words.take()
    const isStatic = words.take() === 'static'
    const [seen, behind] = [named(words.take(), objects), named(words.take(), objects)]
    if (!isStatic || seen === null || behind === null) {
      unread(line, faces, true, built)
      return
    }
    destination = { seen, real: behind }
  }
  while (
    ['dns', 'no-proxy-arp', 'route-lookup', 'unidirectional', 'description'].includes(words.peek())
  ) {
    if (words.take() === 'description') while (!words.isEmpty) words.take()
  }
  if (words.peek() === 'inactive') return
  const isSame = destination === null || same(destination.seen, destination.real)
  if (kind !== 'static' || real === null || mapped === null || !words.isEmpty || !isSame) {
    unread(line, faces, kind !== 'dynamic' || !isSame, built)
    return
  }
  if (real[1] - real[0] !== mapped[1] - mapped[0]) {
    unread(line, faces, true, built)
    return
  }
  const other = destination === null ? ANY_MATCH.destinations : [destination.real]
  built.sources.push(
    rule(line, {
      match: {
        ...ANY_MATCH,
        sources: [real],
        destinations: other,
        inInterface: on(faces.real),
        outInterface: on(faces.mapped),
      },
      ...{ end: 'source', to: mapped, port: undefined },
    }),
  )
  built.destinations.push(
    rule(line, {
      match: {
        ...ANY_MATCH,
        destinations: [mapped],
        sources: other,
        inInterface: on(faces.mapped),
      },
      ...{ end: 'destination', to: real, port: undefined },
    }),
  )
}

const same = (a: Interval<bigint>, b: Interval<bigint>) => a[0] === b[0] && a[1] === b[1]

/** Which addresses it gives is not known: any source, and any destination where it may open a way in. */
function unread(line: Block, faces: Faces | null, opens: boolean, built: Built): void {
  built.isUnsure = true
  const make = (end: 'source' | 'destination'): Rule => ({
    match: {
      ...ANY_MATCH,
      inInterface: faces === null ? undefined : on(end === 'source' ? faces.real : faces.mapped),
    },
    action: {
      kind: 'translate',
      translation: { end, addresses: ANYWHERE, ports: ANY_PORT, pairwise: false },
    },
    unsure: ['which addresses it translates is not read'],
    ...{ name: line.text, file: line.file, line: line.line },
  })
  built.sources.push(make('source'))
  if (opens) built.destinations.push(make('destination'))
}

function placeOf(words: Words, objects: Objects, real: Interval<bigint>): Interval<bigint> | null {
  const name = words.take()
  const address = objects.read(name)
  if (address !== null) return [address, address + (real[1] - real[0])]
  const found = named(name, objects)
  return found !== null && found[1] - found[0] === real[1] - real[0] ? found : null
}

function named(name: string, objects: Objects): Interval<bigint> | null {
  if (name === 'any') return ANYWHERE
  if (name === '' || name === 'interface') return null
  const object = objects.addresses('object', name)
  const found = object.unsure.length === 0 ? object : objects.addresses('object-group', name)
  return found.unsure.length === 0 ? oneOf(found.all) : null
}

function oneOf(all: readonly Interval<bigint>[]): Interval<bigint> | null {
  const [one, more] = normal(all)
  return one === undefined || more !== undefined ? null : one
}
