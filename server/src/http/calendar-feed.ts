import { refusalOf } from '@holdpoint/core'
import type { FastifyInstance } from 'fastify'
import { personOfAddress } from '../act/calendar-address.ts'
import type { Platform } from '../platform.ts'
import { clockCalendarNow } from '../read/clocks-view.ts'

const FILE = /^([\w-]{43})\.ics$/

/** A calendar program cannot sign in: the address itself is the secret, and reads this alone. */
export function registerCalendarFeed(app: FastifyInstance, platform: Platform): void {
  app.get<{ Params: { file: string } }>('/calendar/:file', async (request, reply) => {
    const token = FILE.exec(request.params.file)?.[1]
    const person = token === undefined ? null : await personOfAddress(platform, token)
    if (person === null) {
      const what = 'There is no calendar at this address'
      const clearedBy = 'Make a new address on the page of the clocks'
      const refusals = [refusalOf('no-such-address', what, clearedBy)]
      return reply.status(404).send({ refusals })
    }
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await clockCalendarNow(platform))
  })
}
