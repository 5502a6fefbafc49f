import { u32le } from '../big-endian.ts'
import { LIMITS } from '../capture-limits.ts'
import {
  type Conversation,
  NEEDS_MORE,
  NOT_THIS_PROTOCOL,
  type StreamDissector,
  type StreamProtocol,
} from '../network/dissector.ts'
import { HeldBytes } from '../network/held-bytes.ts'
import {
  type Application,
  application,
  endpoints,
  type ServerNode,
  serverNodes,
  skipRequestHeader,
  skipResponseHeader,
  tellApplication,
  tellValues,
} from './opcua-answers.ts'
import { OpcUaReader } from './opcua-reader.ts'

const PROTOCOL = 'opc-ua'
const TYPES: readonly string[] = ['HEL', 'ACK', 'ERR', 'RHE', 'OPN', 'CLO', 'MSG']
const HEADER_BYTES = 8
/** Channel, token, sequence and request number come before the body. */
const MESSAGE_HEADER_BYTES = 24
const NO_SECURITY = 'http://opcfoundation.org/UA/SecurityPolicy#None'
const FIND_SERVERS_ANSWER = 425
const GET_ENDPOINTS_ANSWER = 431
const CREATE_SESSION = 461
const CREATE_SESSION_ANSWER = 464
const READ = 631
const READ_ANSWER = 634
const VALUE = 13

/** OPC UA over TCP (OPC 10000-6, 7.1): what is said on channels without encryption. */
export const opcUa: StreamProtocol = {
  name: PROTOCOL,
  ports: [4840],
  looksLike: (bytes, start, end) =>
    end - start >= HEADER_BYTES &&
    isHeader(bytes, start) &&
    u32le(bytes, start + 4) >= HEADER_BYTES,
  begin: (conversation) => new OpcUaStream(conversation),
}

class OpcUaStream implements StreamDissector {
  readonly #conversation: Conversation
  readonly #chunks: { readonly client: HeldBytes; readonly server: HeldBytes }
  readonly #reads = new Map<number, readonly (ServerNode | null)[]>()
  #encrypted = false

  constructor(conversation: Conversation) {
    this.#conversation = conversation
    const { budget } = conversation
    this.#chunks = { client: new HeldBytes(budget), server: new HeldBytes(budget) }
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    if (end - start < HEADER_BYTES) return NEEDS_MORE
    const length = u32le(bytes, start + 4)
    return isHeader(bytes, start) && length >= HEADER_BYTES ? length : NOT_THIS_PROTOCOL
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const { client, server, book } = this.#conversation
    book.seen(fromClient ? client : server, PROTOCOL, fromClient ? 'client' : 'device')
    const type = bytes.toString('latin1', start, start + 3)
    if (type === 'OPN') this.#channel(bytes, start, end)
    if (type !== 'MSG' || this.#encrypted || end - start < MESSAGE_HEADER_BYTES) return
    const held = fromClient ? this.#chunks.client : this.#chunks.server
    const request = u32le(bytes, start + 20)
    const body = start + MESSAGE_HEADER_BYTES
    const kind = bytes[start + 3]
    if (kind === 0x46 && held.length === 0) {
      this.#body(bytes, body, end, request, fromClient)
      return
    }
    const room = kind !== 0x41 && held.append(bytes, body, end)
    if (room && kind === 0x46) {
      const whole = held.view()
      this.#body(whole, 0, whole.length, request, fromClient)
    }
    if (!room || kind === 0x46) held.release()
  }

  gap(fromClient: boolean): void {
    if (fromClient) this.#chunks.client.release()
    else this.#chunks.server.release()
  }

  release(): void {
    this.gap(true)
    this.gap(false)
    this.#reads.clear()
  }

  /** The policy stands in the clear; with any but None all that follows is not for us. */
  #channel(bytes: Buffer, start: number, end: number): void {
    const reader = new OpcUaReader(bytes, start + 12, end)
    const policy = reader.text()
    if (reader.sound()) this.#encrypted = policy !== NO_SECURITY
  }

  #body(bytes: Buffer, start: number, end: number, request: number, fromClient: boolean): void {
    const reader = new OpcUaReader(bytes, start, end)
    const type = reader.nodeId()
    if (type.namespace !== 0) return
    if (fromClient) this.#question(type.id, reader, request)
    else this.#answer(type.id, reader, request)
  }

  #question(type: number, reader: OpcUaReader, request: number): void {
    if (type !== READ && type !== CREATE_SESSION) return
    skipRequestHeader(reader)
    if (type === CREATE_SESSION) {
      const told = application(reader)
      const { book, client } = this.#conversation
      if (reader.sound()) tellApplication(book.of(client), told)
      return
    }
    reader.skip(12)
    const nodes: (ServerNode | null)[] = []
    const count = reader.count()
    for (let i = 0; i < count && reader.sound(); i++) {
      const { namespace, id } = reader.nodeId()
      const attribute = reader.u32()
      reader.skipText()
      reader.skip(2)
      reader.skipText()
      const isServer = namespace === 0 && attribute === VALUE
      nodes.push(isServer ? (serverNodes[id as keyof typeof serverNodes] ?? null) : null)
    }
    if (!reader.sound() || nodes.every((node) => node === null)) return
    if (this.#reads.size >= LIMITS.openQuestionsMax) this.#reads.clear()
    this.#reads.set(request, nodes)
  }

  #answer(type: number, reader: OpcUaReader, request: number): void {
    const asked = this.#reads.get(request)
    this.#reads.delete(request)
    if (type === READ_ANSWER && asked !== undefined) {
      skipResponseHeader(reader)
      const { book, server } = this.#conversation
      if (reader.sound()) tellValues(book.of(server), reader, asked)
      return
    }
    const told = applicationsOf(type, reader)
    if (told === null || !reader.sound()) return
    this.#tellServer(told)
  }

  /** A discovery server lists others too: its own entry is the one at this port. */
  #tellServer(told: readonly Application[]): void {
    const { book, server, serverPort } = this.#conversation
    const names = new Set(told.map(({ uri }) => uri))
    const here = (url: string) => url.includes(`:${serverPort}`)
    const own = names.size === 1 ? told : told.filter(({ urls }) => urls.some(here))
    const first = own[0]
    if (first !== undefined) tellApplication(book.of(server), first)
  }
}

function applicationsOf(type: number, reader: OpcUaReader): readonly Application[] | null {
  if (type === GET_ENDPOINTS_ANSWER) {
    skipResponseHeader(reader)
    return endpoints(reader).map((one) => one.application)
  }
  if (type === CREATE_SESSION_ANSWER) {
    skipResponseHeader(reader)
    reader.nodeId()
    reader.nodeId()
    reader.skip(8)
    reader.skipText()
    reader.skipText()
    return endpoints(reader).map((one) => one.application)
  }
  if (type !== FIND_SERVERS_ANSWER) return null
  skipResponseHeader(reader)
  const found: Application[] = []
  const count = reader.count()
  for (let i = 0; i < count && reader.sound(); i++) found.push(application(reader))
  return found
}

function isHeader(bytes: Buffer, start: number): boolean {
  const kind = bytes[start + 3]
  const known = kind === 0x46 || kind === 0x43 || kind === 0x41
  return known && TYPES.includes(bytes.toString('latin1', start, start + 3))
}
