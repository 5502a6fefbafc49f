import type { ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, type Frame, malformed, noFreeSlot, refused } from './exchange.ts'
import { CHUNK_BYTES_MAX, opcUaRequests } from './opcua-requests.ts'
import { opcUaStatus, saysFull } from './opcua-status.ts'
import { skipResponseHeader } from './passive/dissect/opcua-answers.ts'
import { OpcUaReader } from './passive/dissect/opcua-reader.ts'
import { filled, type Hole } from './request-pattern.ts'

type Read<T> = Result<T, ProbeRefusal>
type Step = 'create' | 'activate' | 'endpoints' | 'read' | 'end'

/** The answer to each request, by its number (OPC 10000-6, A.1). */
const answers = { endpoints: 431, create: 464, activate: 470, read: 634, end: 476 } as const
const CHANNEL_ANSWER = 449
const SERVICE_FAULT = 397
const TICKS_OF_1970 = 116_444_736_000_000_000n

/** A channel without security: one request, its answer, the next. */
export type OpcUaChannel = {
  /** The body of the answer, after its header. */
  ask(
    step: Step,
    given?: { readonly [hole in Hole]?: Uint8Array },
  ): Promise<Read<{ readonly body: OpcUaReader; readonly bytes: Buffer }>>
  close(): Promise<void>
}

/** Hello, then a channel without security; numbers go up by one from there. */
export async function openChannel(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Read<OpcUaChannel>> {
  const requests = opcUaRequests(target)
  let number = 1
  const time = timeNow()
  const hello = await exchange.ask(filled(requests.hello.bytes, {}), messageFrame)
  if (!hello.ok) return hello
  if (typeOf(hello.value) !== 'ACK') return otherAnswer(target, hello.value)
  const opened = await exchange.ask(filled(requests.open.bytes, { time }, number), messageFrame)
  if (!opened.ok) return opened
  if (typeOf(opened.value) !== 'OPN') return otherAnswer(target, opened.value)
  const ids = channelOf(opened.value, number)
  if (ids === null) return malformed(target, 'not an answer to OpenSecureChannel')
  return accept({
    ask: async (step, given = {}) => {
      number += 1
      const request = filled(requests[step].bytes, { ...ids, time, ...given }, number)
      const answer = await exchange.ask(request, messageFrame)
      if (!answer.ok) return answer
      return bodyOf(target, answer.value, { ids, number, type: answers[step] })
    },
    close: async () => {
      number += 1
      await exchange.tell(filled(requests.close.bytes, { ...ids, time }, number))
    },
  })
}

type Ids = { readonly channel: Buffer; readonly token: Buffer }

const typeOf = (message: Buffer) => message.toString('latin1', 0, 3)

/** The security token of OpenSecureChannel's answer (OPC 10000-4, 5.6.2). */
function channelOf(message: Buffer, number: number): Ids | null {
  const reader = new OpcUaReader(message, 12, message.length)
  for (let text = 0; text < 3; text++) reader.skipText()
  reader.skip(4)
  if (reader.u32() !== number) return null
  const { namespace, id } = reader.nodeId()
  if (!reader.sound() || namespace !== 0 || id !== CHANNEL_ANSWER) return null
  skipResponseHeader(reader)
  reader.skip(4)
  const at = reader.at()
  reader.skip(8)
  if (!reader.sound()) return null
  return { channel: message.subarray(at, at + 4), token: message.subarray(at + 4, at + 8) }
}

type Expected = { readonly ids: Ids; readonly number: number; readonly type: number }

function bodyOf(
  target: ProbeTarget,
  answer: Buffer,
  { ids, number, type }: Expected,
): Read<{ readonly body: OpcUaReader; readonly bytes: Buffer }> {
  if (typeOf(answer) !== 'MSG') return otherAnswer(target, answer)
  const chunks: Buffer[] = []
  for (let at = 0; at < answer.length; ) {
    const end = at + answer.readUInt32LE(at + 4)
    const head = answer.subarray(at, at + MESSAGE_HEADER_BYTES)
    if (end - at < MESSAGE_HEADER_BYTES || typeOf(head) !== 'MSG') {
      return malformed(target, 'a chunk that is cut short')
    }
    const ours = head.subarray(8, 16).equals(Buffer.concat([ids.channel, ids.token]))
    if (!ours || head.readUInt32LE(20) !== number) {
      return malformed(target, 'the answer belongs to another question')
    }
    if (head[3] === ABORTED) return aborted(target, answer.subarray(at + 24, end))
    chunks.push(answer.subarray(at + MESSAGE_HEADER_BYTES, end))
    at = end
  }
  const bytes = Buffer.concat(chunks)
  const body = new OpcUaReader(bytes, 0, bytes.length)
  const said = body.nodeId()
  const headerAt = body.at()
  skipResponseHeader(body)
  if (!body.sound() || said.namespace !== 0) return malformed(target, 'the answer is cut short')
  const handle = bytes.readUInt32LE(headerAt + 8)
  const status = bytes.readUInt32LE(headerAt + 12)
  if (handle !== number) return malformed(target, 'the answer belongs to another question')
  // Good and uncertain have the highest bit clear (OPC 10000-4, 7.39).
  if (said.id === SERVICE_FAULT || status >= 0x8000_0000) return turnedAway(target, status)
  if (said.id !== type) return malformed(target, 'the answer is for another service')
  return accept({ body, bytes })
}

function turnedAway(target: ProbeTarget, status: number): Read<never> {
  const why = `the server answered ${opcUaStatus(status)}`
  return saysFull(status) ? noFreeSlot(target, why) : refused(target, why)
}

function aborted(target: ProbeTarget, rest: Buffer): Read<never> {
  if (rest.length < 4) return malformed(target, 'an answer that is broken off without a reason')
  return refused(target, `the server broke off with ${opcUaStatus(rest.readUInt32LE(0))}`)
}

/** An ERR says why; anything else in its place is no answer. */
function otherAnswer(target: ProbeTarget, message: Buffer): Read<never> {
  if (typeOf(message) !== 'ERR' || message.length < 12) {
    return malformed(target, 'another message than the one that was to come')
  }
  return turnedAway(target, message.readUInt32LE(8))
}

const HEADER_BYTES = 8
const MESSAGE_HEADER_BYTES = 24
const [FINAL, MORE, ABORTED] = [0x46, 0x43, 0x41]
const CHUNKS_MAX = 16

/** One message in all its chunks (OPC 10000-6, 6.7.2). */
const messageFrame: Frame = (received) => {
  let at = 0
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk++) {
    if (received.length < at + HEADER_BYTES) return 0
    const type = received.toString('latin1', at, at + 3)
    const kind = received[at + 3]
    const length = received.readUInt32LE(at + 4)
    const known = ['ACK', 'ERR', 'OPN', 'MSG'].includes(type)
    if (!known || length < HEADER_BYTES || length > CHUNK_BYTES_MAX) return -1
    if (kind !== FINAL && (type !== 'MSG' || (kind !== MORE && kind !== ABORTED))) return -1
    at += length
    if (received.length < at) return 0
    if (kind !== MORE) return at
  }
  return -1
}

/** 100 nanoseconds since 1601. */
function timeNow(): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(Date.now()) * 10_000n + TICKS_OF_1970)
  return bytes
}
