import { networkRange } from '../network-range.ts'
import type { VirtualPatch } from '../render-virtual-patch.ts'
import type { ExploitMessage, VulnerabilityFacts } from '../vulnerability-facts.ts'
import type { Conversation, WrittenCapture } from './conversation.ts'
import { dnp3Talk } from './dnp3-talk.ts'
import { enipTalk } from './enip-talk.ts'
import { modbusTalk } from './modbus-talk.ts'
import { type Exchange, messagesOf, type ProtocolTalk } from './protocol-talk.ts'
import { rawTalk } from './raw-talk.ts'
import { s7Talk } from './s7-talk.ts'
import { writeCapture } from './write-capture.ts'

/** What a virtual patch is tried on: in every conversation of the first it must name the CVE. */
export type ProofCaptures = {
  readonly exploit: WrittenCapture
  readonly nearMisses: WrittenCapture
  readonly ordinary: WrittenCapture
}

/** Of TEST-NET-1 to 3 (RFC 5737): no plant has them. */
const STRANGERS = ['192.0.2.66', '198.51.100.66', '203.0.113.66']
const CLIENTS = ['192.0.2.10', '198.51.100.10', '203.0.113.10']
const FIRST_PORT = 40_001

/** Captures written from the facts alone: the exploit to every asset, its neighbours, ordinary talk. */
export function proofCaptures(facts: VulnerabilityFacts, patch: VirtualPatch): ProofCaptures {
  const talk = talkOf(patch.exploit)
  const next = portCounter()
  const make = conversationsOf({ talk, port: patch.port, next })
  const stranger = outsider(facts, STRANGERS)
  const hosts = facts.protects.map(({ address }) => address)
  const exploit = hosts.flatMap((server) =>
    talk.exploits.flatMap((one) => [
      make({ client: stranger, server, exchanges: [one] }),
      ...(talk.isParsed
        ? [make({ client: stranger, server, exchanges: [one], isSplit: true })]
        : []),
    ]),
  )
  const [first] = talk.exploits
  const [server = '192.0.2.1'] = hosts
  const elsewhere = neighbourOf(hosts)
  const excepted = facts.allowedSources.map(({ address }) => firstHost(address))
  const nearMisses = [
    ...talk.nearMisses.map((one) => make({ client: stranger, server, exchanges: [one] })),
    ...(first === undefined
      ? []
      : [
          ...excepted.map((client) =>
            make({ client, server, exchanges: [first], said: 'excepted' }),
          ),
          make({ client: stranger, server: elsewhere, exchanges: [first], said: 'other asset' }),
          make({
            ...{ client: stranger, server, exchanges: [first], said: 'other port' },
            port: patch.port === 65_535 ? 65_534 : patch.port + 1,
          }),
        ]),
  ]
  const client = outsider(facts, CLIENTS)
  const cycle = [...talk.ordinary, ...talk.ordinary, ...talk.ordinary]
  const ordinary = hosts.flatMap((address) => [
    make({ client, server: address, exchanges: cycle, said: 'polls' }),
    make({ client, server: address, exchanges: talk.ordinary, said: 'polls after a restart' }),
    make({ client: stranger, server: address, exchanges: cycle, said: 'polls after a failover' }),
  ])
  return {
    exploit: writeCapture(exploit),
    nearMisses: writeCapture(nearMisses),
    ordinary: writeCapture(ordinary),
  }
}

function talkOf(message: ExploitMessage): ProtocolTalk {
  switch (message.template) {
    case 'modbus-function':
    case 'modbus-registers':
    case 'modbus-raw-function':
      return modbusTalk(message)
    case 's7-job':
    case 's7-userdata':
      return s7Talk(message)
    case 'enip-service':
      return enipTalk(message)
    case 'dnp3-function':
      return dnp3Talk(message)
    case 'raw-bytes':
      return rawTalk(message)
  }
}

type Wish = {
  readonly client: string
  readonly server: string
  readonly exchanges: readonly Exchange[]
  readonly said?: string
  readonly isSplit?: boolean
  readonly port?: number
}

function conversationsOf(around: {
  readonly talk: ProtocolTalk
  readonly port: number
  readonly next: () => number
}) {
  const { talk, next } = around
  return ({ client, server, exchanges, said, isSplit = false, port }: Wish): Conversation => {
    const [first] = exchanges
    // In the middle of the message, behind what tells the protocol.
    const splitAt = isSplit && first !== undefined ? Math.ceil(first.request.length / 2) : null
    const words = [first?.what ?? 'nothing', ...(isSplit ? ['in two segments'] : [])]
    return {
      what: `${[...words, ...(said === undefined ? [] : [said])].join(', ')}, to ${server}`,
      ...{ transport: talk.transport, client, clientPort: next(), server },
      serverPort: port ?? around.port,
      messages: [...messagesOf(talk.opening), ...messagesOf(exchanges, splitAt)],
    }
  }
}

/** A port of its own for each conversation, so that what is said of one is not said of another. */
function portCounter(): () => number {
  let last = FIRST_PORT - 1
  return () => {
    last = last === 65_535 ? FIRST_PORT : last + 1
    return last
  }
}

/** An address that nobody is excepted under and that is not protected. */
function outsider(facts: VulnerabilityFacts, choices: readonly string[]): string {
  const taken = [...facts.allowedSources, ...facts.protects].flatMap(({ address }) => {
    const range = networkRange(address)
    return range === null ? [] : [range]
  })
  const isFree = (choice: string) => {
    const at = networkRange(choice)?.first ?? 0
    return taken.every(({ first, bits }) => at < first || at >= first + 2 ** (32 - bits))
  }
  return choices.find(isFree) ?? choices[0] ?? '192.0.2.66'
}

function firstHost(address: string): string {
  const range = networkRange(address)
  if (range === null) return address
  return addressOf(range.bits === 32 ? range.first : range.first + 1)
}

/** The next address behind a protected one that is not protected itself. */
function neighbourOf(hosts: readonly string[]): string {
  const taken = new Set(hosts.map((host) => networkRange(host)?.first ?? 0))
  let at = Math.max(...taken)
  do at = at === 0xffff_ffff ? 1 : at + 1
  while (taken.has(at))
  return addressOf(at)
}

function addressOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.')
}
