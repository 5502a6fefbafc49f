import { readNetwork } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import { ANY_PORT, TCP, UDP } from '../../packet.ts'
import { ANY_MATCH, ANY_SERVICE, type Rule, type ServiceMatch } from '../../rule.ts'
import type { FortigateObjects } from './objects.ts'
import type { Edit, Section } from './tree.ts'

const ANYWHERE: Interval<bigint> = [0n, (1n << 128n) + 0xffff_ffffn]

/** `config firewall vip`: what is sent to an external address goes to a mapped one. */
export function translatedDestinations(
  sections: readonly Section[],
  _objects: FortigateObjects,
): readonly Rule[] {
  return sections
    .filter(({ path }) => path === 'firewall vip')
    .flatMap(({ edits }) => edits.map(translationOf))
}

function translationOf(edit: Edit): Rule {
  const one = (key: string) => edit.settings.findLast((setting) => setting.key === key)?.values[0]
  const external = readNetwork(one('extip') ?? '')
  const mapped = readNetwork(one('mappedip') ?? '')
  const face = one('extintf')
  const place = { name: `vip ${edit.name}`, file: edit.file, line: edit.line }
  const inInterface =
    face === undefined || face === 'any' ? undefined : { names: [face], negated: false }
  const forwarded = one('portforward') === 'enable' ? forwardOf(one) : null
  const plain = one('portforward') !== 'enable'
  const type = one('type') ?? 'static-nat'
  if (
    external === null ||
    mapped === null ||
    type !== 'static-nat' ||
    (!plain && forwarded === null)
  ) {
    const translation = {
      end: 'destination',
      addresses: ANYWHERE,
      ports: ANY_PORT,
      pairwise: false,
    } as const
    return {
      match: { ...ANY_MATCH, inInterface },
      action: { kind: 'translate', translation },
      unsure: ['a virtual address that is not read'],
      ...place,
    }
  }
  const pairwise = external[1] - external[0] === mapped[1] - mapped[0]
  return {
    match: {
      ...{ ...ANY_MATCH, inInterface, destinations: [external] },
      services: forwarded === null ? [ANY_SERVICE] : [forwarded.service],
    },
    action: {
      kind: 'translate',
      translation: {
        end: 'destination',
        addresses: mapped,
        ports: forwarded?.to ?? null,
        pairwise,
      },
    },
    unsure: [],
    ...place,
  }
}

function forwardOf(one: (key: string) => string | undefined): {
  readonly service: ServiceMatch
  readonly to: Interval<number>
} | null {
  const protocol = { tcp: TCP, udp: UDP }[one('protocol') ?? 'tcp']
  const from = portOf(one('extport'))
  const to = portOf(one('mappedport') ?? one('extport'))
  if (protocol === undefined || from === null || to === null) return null
  const service = {
    ...ANY_SERVICE,
    protocols: [[protocol, protocol] as const],
    destinationPorts: [from],
  }
  return { service, to }
}

function portOf(text: string | undefined): Interval<number> | null {
  const [, low, high] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '') ?? []
  return low === undefined ? null : [Number(low), Number(high ?? low)]
}
