import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { mayBeSent } from './allowed-requests.ts'

export type ProbeTimes = {
  readonly connectMs: number
  readonly answerMs: number
  /** Between two requests to the same device. */
  readonly gapMs: number
}

/**
 * Length of the answer at the head of what has come, 0 for "more to come", -1 for "not of this
 * protocol".
 */
export type Frame = (received: Buffer) => number

/** One connection with one request in flight. */
export type Exchange = {
  ask(request: Uint8Array, frame: Frame): Promise<Result<Buffer, ProbeRefusal>>
  /** Sends what is never answered, such as the end of a channel. */
  tell(request: Uint8Array): Promise<void>
  /** What the device says unasked, once it is connected. */
  hear(frame: Frame): Promise<Result<Buffer, ProbeRefusal>>
}

const ANSWER_BYTES_MAX = 70_000

/** Opens one connection, lets `use` ask over it, closes it. No retry of anything. */
export async function withExchange<T>(
  target: ProbeTarget,
  times: ProbeTimes,
  use: (exchange: Exchange) => Promise<Result<T, ProbeRefusal>>,
): Promise<Result<T, ProbeRefusal>> {
  const connected = await connection(target, times.connectMs)
  if (!connected.ok) return connected
  const socket = connected.value
  let asked = 0
  const turnOf = async (request: Uint8Array) => {
    invariant(mayBeSent(target, request), 'a probe sends only what is on its list')
    const isFirst = asked === 0
    if (asked++ > 0 && times.gapMs > 0) await sleep(times.gapMs)
    return isFirst
  }
  const { answerMs } = times
  try {
    return await use({
      ask: async (request, frame) => {
        const isFirst = await turnOf(request)
        return answer(socket, { target, answerMs, request, frame, isFirst })
      },
      tell: async (request) => {
        await turnOf(request)
        await new Promise<void>((resolve) => socket.write(request, () => resolve()))
      },
      hear: (frame) =>
        answer(socket, { target, answerMs, request: null, frame, isFirst: asked === 0 }),
    })
  } finally {
    socket.destroy()
  }
}

export function probeName(target: ProbeTarget): string {
  return `${target.protocol} ${target.host}:${target.port}`
}

export function malformed(target: ProbeTarget, why: string): Result<never, ProbeRefusal> {
  return refuse({ kind: 'probe-malformed-answer', target: probeName(target), why })
}

export function refused(target: ProbeTarget, why: string): Result<never, ProbeRefusal> {
  return refuse({ kind: 'probe-refused', target: probeName(target), why })
}

export function noFreeSlot(target: ProbeTarget, why: string): Result<never, ProbeRefusal> {
  return refuse({ kind: 'probe-no-free-slot', target: probeName(target), why })
}

/** A device that is full takes the connection and closes it; so does one of another protocol. */
const turnedAway = (target: ProbeTarget) =>
  noFreeSlot(target, 'it closed the connection at the first request, as one does that is full')

const hungUp = (target: ProbeTarget) =>
  refused(target, 'the connection was closed without an answer')

function connection(target: ProbeTarget, connectMs: number): Promise<Result<Socket, ProbeRefusal>> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.host, port: target.port, noDelay: true })
    const timer = setTimeout(() => {
      socket.destroy()
      resolve(refuse({ kind: 'probe-no-answer', target: probeName(target), waitedMs: connectMs }))
    }, connectMs)
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(accept(socket))
    })
    // Stays for the life of the socket: a reset later on is reported by `close`.
    socket.on('error', (error) => {
      clearTimeout(timer)
      resolve(refused(target, error.message))
    })
  })
}

type Question = {
  readonly target: ProbeTarget
  readonly answerMs: number
  /** Null: only listens. */
  readonly request: Uint8Array | null
  readonly frame: Frame
  /** Nothing was exchanged over this connection before. */
  readonly isFirst: boolean
}

function answer(
  socket: Socket,
  { target, answerMs, request, frame, isFirst }: Question,
): Promise<Result<Buffer, ProbeRefusal>> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0)
    const done = (result: Result<Buffer, ProbeRefusal>) => {
      clearTimeout(timer)
      socket.removeListener('data', heard)
      socket.removeListener('close', closed)
      resolve(result)
    }
    const heard = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const length = frame(received)
      if (length < 0) return done(malformed(target, 'the answer is not of this protocol'))
      if (length > 0) return done(accept(received.subarray(0, length)))
      if (received.length > ANSWER_BYTES_MAX) done(malformed(target, 'the answer does not end'))
    }
    const ended = (otherwise: Result<never, ProbeRefusal>) =>
      received.length === 0
        ? done(otherwise)
        : done(malformed(target, `the answer stops after ${received.length} bytes`))
    const closed = () => ended(isFirst ? turnedAway(target) : hungUp(target))
    const silent = {
      kind: 'probe-no-answer',
      target: probeName(target),
      waitedMs: answerMs,
    } as const
    const timer = setTimeout(() => ended(refuse(silent)), answerMs)
    if (socket.destroyed) return closed()
    socket.on('data', heard)
    socket.once('close', closed)
    if (request !== null) socket.write(request)
  })
}
