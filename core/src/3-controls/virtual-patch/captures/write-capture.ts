import type { Conversation, SentMessage, WrittenCapture } from './conversation.ts'
import { lowFirst, type Packet, packetBytes, TCP_FLAGS } from './packet-bytes.ts'

/** 2026-01-01: a capture that is written twice is the same to the byte. */
const STARTS_AT_SECONDS = 1_767_225_600
const PACKET_EVERY_MICROSECONDS = 1_000
const PACKET_BYTES_MAX = 262_144
const ETHERNET = 1

/** The conversations one after the other, as a pcap file (version 2.4, microseconds, low byte first). */
export function writeCapture(conversations: readonly Conversation[]): WrittenCapture {
  const packets = conversations.flatMap(packetsOf)
  const bytes: number[] = [
    ...[...lowFirst(0xa1b2c3d4, 4), ...lowFirst(2, 2), ...lowFirst(4, 2)],
    ...[...lowFirst(0, 8), ...lowFirst(PACKET_BYTES_MAX, 4), ...lowFirst(ETHERNET, 4)],
  ]
  for (const [at, packet] of packets.entries()) {
    const frame = packetBytes({ ...packet, identification: at + 1 })
    const microseconds = at * PACKET_EVERY_MICROSECONDS
    const seconds = STARTS_AT_SECONDS + Math.floor(microseconds / 1_000_000)
    const times = [...lowFirst(seconds, 4), ...lowFirst(microseconds % 1_000_000, 4)]
    const length = lowFirst(frame.length, 4)
    for (const part of [times, length, length, frame]) for (const byte of part) bytes.push(byte)
  }
  return { conversations, bytes: Uint8Array.from(bytes), packets: packets.length }
}

function packetsOf(conversation: Conversation): readonly Packet[] {
  return conversation.transport === 'udp' ? datagramsOf(conversation) : segmentsOf(conversation)
}

function datagramsOf(conversation: Conversation): readonly Packet[] {
  return conversation.messages.map(({ from, bytes }) => ({
    ...endsOf(conversation, from),
    ...{ transport: 'udp', payload: bytes, identification: 0 },
  }))
}

/** With handshake, an acknowledgement of every segment, and an end from both sides. */
function segmentsOf(conversation: Conversation): readonly Packet[] {
  const { syn, acknowledge, push, fin } = TCP_FLAGS
  // Any numbers do; these differ for each connection and each side.
  const next = { client: 1_000 + conversation.clientPort * 7, server: 9_000_000 }
  const out: Packet[] = []
  const send = (from: SentMessage['from'], flags: number, payload: readonly number[] = []) => {
    const other = from === 'client' ? 'server' : 'client'
    const isFirst = flags === syn
    const tcp = { sequence: next[from], acknowledged: isFirst ? 0 : next[other], flags }
    out.push({
      ...endsOf(conversation, from),
      ...{ transport: 'tcp', payload, identification: 0, tcp },
    })
    next[from] += payload.length + ((flags & (syn | fin)) === 0 ? 0 : 1)
  }
  send('client', syn)
  send('server', syn | acknowledge)
  send('client', acknowledge)
  for (const message of conversation.messages) {
    for (const part of partsOf(message)) {
      send(message.from, push | acknowledge, part)
      send(message.from === 'client' ? 'server' : 'client', acknowledge)
    }
  }
  send('client', fin | acknowledge)
  send('server', fin | acknowledge)
  send('client', acknowledge)
  return out
}

function partsOf({ bytes, splitAt = null }: SentMessage): readonly (readonly number[])[] {
  if (splitAt === null || splitAt <= 0 || splitAt >= bytes.length) return [bytes]
  return [bytes.slice(0, splitAt), bytes.slice(splitAt)]
}

function endsOf(conversation: Conversation, from: SentMessage['from']) {
  const client = { address: conversation.client, port: conversation.clientPort }
  const server = { address: conversation.server, port: conversation.serverPort }
  return from === 'client' ? { from: client, to: server } : { from: server, to: client }
}
