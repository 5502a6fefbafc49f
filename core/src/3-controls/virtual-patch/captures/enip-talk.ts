import { lowFirst } from './packet-bytes.ts'
import type { Exchange, MessageOf, ProtocolTalk } from './protocol-talk.ts'

type Known = MessageOf<'enip-service'>
type Said = { readonly service: number; readonly class: number; readonly attribute: number | null }

const REGISTER_SESSION = 0x65
const SEND_REQUEST = 0x6f
const SEND_UNIT_DATA = 0x70
const SESSION = 0x0102_0304
const IDENTITY = 0x01
const ANSWERED = 0x80

/** EtherNet/IP encapsulation (ODVA, volume 2) around one unconnected CIP request. */
export function enipTalk(exploit: Known): ProtocolTalk {
  const said: Said = {
    ...{ service: exploit.service, class: exploit.class ?? IDENTITY },
    attribute: exploit.attribute,
  }
  const isExploit = (one: Said) =>
    one.service === exploit.service &&
    (exploit.class === null || one.class === exploit.class) &&
    (exploit.attribute === null || one.attribute === exploit.attribute)
  const calm = ordinary.filter((one) => !isExploit(one))
  return {
    ...{ transport: 'tcp', isParsed: false },
    opening: [register],
    exploits: [exchange(said), connected(said)],
    nearMisses: neighbours(said)
      .filter((one) => !isExploit(one))
      .map(exchange),
    ordinary: calm.map(exchange),
  }
}

const ordinary: readonly Said[] = [
  { service: 0x0e, class: IDENTITY, attribute: 7 },
  { service: 0x01, class: IDENTITY, attribute: null },
  { service: 0x0e, class: 0x8e, attribute: 1 },
  { service: 0x10, class: 0x04, attribute: 3 },
]

function neighbours({ service, class: of, attribute }: Said): readonly Said[] {
  return [
    { service: service === 127 ? 126 : service + 1, class: of, attribute },
    { service, class: of === 65_535 ? 65_534 : of + 1, attribute },
    ...(attribute === null
      ? []
      : [{ service, class: of, attribute: attribute === 65_535 ? 65_534 : attribute + 1 }]),
    ...ordinary,
  ]
}

const register: Exchange = {
  what: 'EtherNet/IP: register a session',
  request: encapsulated(REGISTER_SESSION, 0, [0x01, 0x00, 0x00, 0x00]),
  answer: encapsulated(REGISTER_SESSION, SESSION, [0x01, 0x00, 0x00, 0x00]),
}

function exchange(said: Said): Exchange {
  return {
    what: `CIP: ${wordsOf(said)}`,
    request: request(messageOf(said)),
    answer: request([said.service | ANSWERED, 0x00, 0x00, 0x00]),
  }
}

/** The same in a connection that was opened before. */
function connected(said: Said): Exchange {
  return {
    what: `CIP connected: ${wordsOf(said)}`,
    request: unitData(messageOf(said)),
    answer: unitData([said.service | ANSWERED, 0x00, 0x00, 0x00]),
  }
}

function wordsOf({ service, class: of, attribute }: Said): string {
  return `service ${service} of class ${of}${attribute === null ? '' : `, attribute ${attribute}`}`
}

function messageOf({ service, class: of, attribute }: Said): readonly number[] {
  const path = [
    ...segment(0x20, of),
    ...segment(0x24, 1),
    ...(attribute === null ? [] : segment(0x30, attribute)),
  ]
  return [service, path.length / 2, ...path]
}

/** A logical segment, of eight bits where the value fits, else of sixteen behind a pad. */
function segment(kind: number, value: number): readonly number[] {
  return value > 0xff ? [kind | 0x01, 0x00, ...lowFirst(value, 2)] : [kind, value]
}

/** Interface and time-out, then two items: no address, and the message. */
function request(message: readonly number[]): readonly number[] {
  const items = [0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0xb2, 0x00, ...lowFirst(message.length, 2)]
  return encapsulated(SEND_REQUEST, SESSION, [0, 0, 0, 0, 0, 0, ...items, ...message])
}

/** Interface and time-out, then the connection and, behind a sequence number, the message. */
function unitData(message: readonly number[]): readonly number[] {
  const address = [0xa1, 0x00, 0x04, 0x00, ...lowFirst(0x0a0b_0c0d, 4)]
  const data = [0xb1, 0x00, ...lowFirst(message.length + 2, 2), 0x01, 0x00, ...message]
  return encapsulated(SEND_UNIT_DATA, SESSION, [0, 0, 0, 0, 0, 0, 0x02, 0x00, ...address, ...data])
}

function encapsulated(command: number, session: number, data: readonly number[]) {
  const head = [...lowFirst(command, 2), ...lowFirst(data.length, 2), ...lowFirst(session, 4)]
  return [...head, ...lowFirst(0, 4), ...lowFirst(0, 8), ...lowFirst(0, 4), ...data]
}
