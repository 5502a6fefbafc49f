import { networkOfMask, readAddress } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import { ANY_PORT } from '../../packet.ts'
import { ANY_MATCH, type Chain, type Rule, type ServiceMatch } from '../../rule.ts'
import { readPort } from '../names.ts'
import type { Block } from './blocks.ts'
import { protocolService } from './objects.ts'

/** `ip nat inside source …`: where addresses inside are translated, in both directions. */
export function iosTranslations(blocks: readonly Block[]): {
  readonly outward: Chain
  readonly inward: Chain
} {
  const outward: Rule[] = []
  const inward: Rule[] = []
  for (const block of blocks) {
    const { words } = block
    if (words[0] !== 'ip' || words[1] !== 'nat') continue
    if (['pool', 'translation', 'log', 'service', 'settings'].includes(words[2] ?? '')) continue
    const read =
      words[2] === 'inside' && words[3] === 'source' && words[4] === 'static'
        ? staticOf(block)
        : null
    if (read !== null) {
      outward.push(read.outward)
      inward.push(read.inward)
      continue
    }
    outward.push(unsure(block, 'source'))
    // A list or pool translates what leaves; nothing that comes in opens by it.
    if (words[4] !== 'list' && words[4] !== 'route-map') inward.push(unsure(block, 'destination'))
  }
  return {
    outward: { name: 'inside to outside', rules: outward, otherwise: 'permit' },
    inward: { name: 'outside to inside', rules: inward, otherwise: 'permit' },
  }
}

const ANYWHERE: Interval<bigint> = [0n, (1n << 128n) + 0xffff_ffffn]

function unsure({ text, file, line }: Block, end: 'source' | 'destination'): Rule {
  const translation = { end, addresses: ANYWHERE, ports: ANY_PORT, pairwise: false }
  return {
    ...{ match: ANY_MATCH, action: { kind: 'translate', translation }, file, line, name: text },
    unsure: ['which addresses it translates is not read'],
  }
}

function staticOf(block: Block): { readonly outward: Rule; readonly inward: Rule } | null {
  let words = block.words.slice(5)
  let services: readonly ServiceMatch[] = ANY_MATCH.services
  let ports: { readonly local: number; readonly global: number } | null = null
  if (words[0] === 'tcp' || words[0] === 'udp') {
    const local = readPort(words[2] ?? '')
    const global = readPort(words[4] ?? '')
    if (local === null || global === null) return null
    services = protocolService(words[0]).all
    ports = { local, global }
    words = [words[1] ?? '', words[3] ?? '', ...words.slice(5)]
  }
  const isNetwork = words[0] === 'network'
  if (isNetwork) words = words.slice(1)
  const local = rangeOf(words[0], isNetwork ? words[2] : undefined)
  const global = rangeOf(words[1], isNetwork ? words[2] : undefined)
  if (local === null || global === null || words.length > (isNetwork ? 3 : 2)) return null
  const one = (port: number): readonly Interval<number>[] => [[port, port]]
  const rule = (end: 'source' | 'destination'): Rule => {
    const isSource = end === 'source'
    const side = isSource ? 'sourcePorts' : 'destinationPorts'
    const match = {
      ...ANY_MATCH,
      [isSource ? 'sources' : 'destinations']: [isSource ? local : global],
      services:
        ports === null
          ? services
          : services.map((service) => ({
              ...service,
              [side]: one(isSource ? ports.local : ports.global),
            })),
    }
    const to = ports === null ? null : isSource ? ports.global : ports.local
    return {
      match,
      action: {
        kind: 'translate',
        translation: {
          ...{ end, addresses: isSource ? global : local, pairwise: true },
          ports: to === null ? null : [to, to],
        },
      },
      ...{ unsure: [], name: block.text, file: block.file, line: block.line },
    }
  }
  return { outward: rule('source'), inward: rule('destination') }
}

function rangeOf(text: string | undefined, mask: string | undefined): Interval<bigint> | null {
  const address = readAddress(text ?? '')
  if (address === null) return null
  if (mask === undefined) return [address, address]
  if (/^\/\d+$/.test(mask)) return null
  const bits = readAddress(mask)
  return bits === null ? null : networkOfMask(address, bits)
}
