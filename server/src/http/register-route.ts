import type { AnyRoute, BodyOf, OutOf } from '@holdpoint/api'
import { type Refusal, refusalOf } from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Person } from '../platform.ts'
import { readFields } from '../read/read-fields.ts'

/** Who asks, and what: parsed by the contract before a handler sees it. */
export type Asked<R extends AnyRoute> = {
  readonly person: Person
  readonly params: z.output<R['params']>
  readonly query: z.output<R['query']>
  readonly body: z.output<R['body']>
  readonly idempotencyKey: string
}

export type Handler<R extends AnyRoute> = (
  asked: Asked<R>,
) => Promise<Result<OutOf<R>, readonly Refusal[]>>

export type Register = <R extends AnyRoute>(route: R, handle: Handler<R>) => void

/** The thing is there and in another state: that is a conflict, not a wrong address. */
const NO_SUCH_MOVE = 'no-such-move'

/** The status of a refusal: what a form got wrong, what is not there, what the rules refuse. */
export function statusOf(refusals: readonly Refusal[]): number {
  const kinds = refusals.map((one) => one.kind)
  if (kinds.includes('not-signed-in')) return 401
  if (kinds.includes('malformed-request')) return 400
  if (kinds.some((kind) => kind.startsWith('no-such-') && kind !== NO_SUCH_MOVE)) return 404
  if (kinds.includes('store-unavailable')) return 503
  return 409
}

export function makeRegister(
  app: FastifyInstance,
  personOf: (request: FastifyRequest) => Promise<Person | null>,
  newId: () => string,
): Register {
  return (route, handle) => {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const person = await personOf(request)
        if (person === null) {
          return answer(reply, [refusalOf('not-signed-in', 'You are not signed in', 'Sign in')])
        }
        const parsed = parse(route, request)
        if (!parsed.ok) return answer(reply, parsed.refusals)
        const idempotencyKey = keyOf(request, person) ?? newId()
        const result = await handle({ person, idempotencyKey, ...parsed.value })
        return result.ok ? reply.send(result.value) : answer(reply, result.refusal)
      },
    })
  }
}

/** The key belongs to the person: nobody can repeat another's act by guessing its key. */
function keyOf(request: FastifyRequest, person: Person): string | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\w.:-]{8,100}$/.test(key)) return null
  return `${person.personId}:${key}`
}

export function answer(reply: FastifyReply, refusals: readonly Refusal[]): FastifyReply {
  return reply.status(statusOf(refusals)).send({ refusals })
}

export function parse<R extends AnyRoute>(route: R, request: FastifyRequest) {
  const faults: Refusal[] = []
  const part = (schema: z.ZodType, value: unknown, where: string): unknown => {
    const read = readFields(schema, value ?? {})
    for (const { path, words } of read.faults) {
      const what = `${[where, ...path].join('.')} ${words}`
      faults.push(refusalOf('malformed-request', what, 'Correct this field'))
    }
    return read.data
  }
  const params = part(route.params, request.params, 'path')
  const query = part(route.query, request.query, 'query')
  const body = part(route.body, request.body as BodyOf<R>, 'body')
  if (faults.length > 0) return { ok: false, refusals: faults } as const
  const value = { params, query, body } as Pick<Asked<R>, 'params' | 'query' | 'body'>
  return { ok: true, value } as const
}
