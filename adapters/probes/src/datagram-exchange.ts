import { createSocket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { mayBeSent } from './allowed-requests.ts'
import {
  type Exchange,
  type Frame,
  malformed,
  type ProbeTimes,
  probeName,
  refused,
} from './exchange.ts'

/** One socket that talks to this device alone, one datagram in flight, nothing sent again. */
export async function withDatagrams<T>(
  target: ProbeTarget,
  times: ProbeTimes,
  use: (exchange: Exchange) => Promise<Result<T, ProbeRefusal>>,
): Promise<Result<T, ProbeRefusal>> {
  const socket = createSocket(target.host.includes(':') ? 'udp6' : 'udp4')
  const connected = await new Promise<Result<null, ProbeRefusal>>((resolve) => {
    socket.once('error', (error) => resolve(refused(target, error.message)))
    // Connected, so that a datagram from anybody else is dropped by the system.
    socket.connect(target.port, target.host, () => resolve(accept(null)))
  })
  if (!connected.ok) {
    socket.close()
    return connected
  }
  let asked = 0
  const heard = (request: Uint8Array | null, frame: Frame) =>
    new Promise<Result<Buffer, ProbeRefusal>>((resolve) => {
      const done = (result: Result<Buffer, ProbeRefusal>) => {
        clearTimeout(timer)
        socket.removeAllListeners('message')
        socket.removeAllListeners('error')
        socket.on('error', () => {})
        resolve(result)
      }
      const waitedMs = times.answerMs
      const silent = { kind: 'probe-no-answer', target: probeName(target), waitedMs } as const
      const timer = setTimeout(() => done(refuse(silent)), waitedMs)
      socket.on('error', (error) => done(refused(target, error.message)))
      socket.on('message', (message) => {
        const length = frame(message)
        done(length > 0 ? accept(message) : malformed(target, 'the answer is not of this protocol'))
      })
      if (request !== null) socket.send(request)
    })
  const turnOf = async (request: Uint8Array) => {
    invariant(mayBeSent(target, request), 'a probe sends only what is on its list')
    if (asked++ > 0 && times.gapMs > 0) await sleep(times.gapMs)
  }
  try {
    return await use({
      ask: async (request, frame) => {
        await turnOf(request)
        return heard(request, frame)
      },
      tell: async (request) => {
        await turnOf(request)
        await new Promise<void>((resolve) => socket.send(request, () => resolve()))
      },
      hear: (frame) => heard(null, frame),
    })
  } finally {
    socket.close()
  }
}
