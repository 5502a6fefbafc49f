import type { FastifyInstance } from 'fastify'
import type { Platform } from '../platform.ts'
import { personOfRequest } from './sessions.ts'

const HEARTBEAT_MS = 20_000

/** Server-sent events: the ledger's new size after every commit, by whichever server made it. */
export function registerLive(app: FastifyInstance, platform: Platform): void {
  app.get('/api/live', async (request, reply) => {
    const person = await personOfRequest(platform, request)
    if (person === null) return reply.status(401).send({ refusals: [] })
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'keep-alive',
    })
    const send = (size: number) => raw.write(`data: ${JSON.stringify({ size })}\n\n`)
    send((await platform.store.head()).size)
    const unsubscribe = platform.store.subscribe(send)
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS)
    raw.on('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
    })
    return reply
  })
}
