import type { Refusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { AnyRoute, BodyOf, OutOf, ParamsOf, QueryOf } from './route.ts'

export type CallInput<R extends AnyRoute> = {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
}

/** Sends one request; `fetch` in the browser and on the terminal. */
export type Send = (request: {
  readonly method: string
  readonly path: string
  readonly body: string | null
  readonly idempotencyKey: string | null
}) => Promise<{ readonly status: number; readonly text: string }>

export type CallRefused = { readonly status: number; readonly refusals: readonly Refusal[] }

/** Calls a route by its contract. A lost connection is a refusal too, and says so. */
export async function call<R extends AnyRoute>(
  send: Send,
  route: R,
  input: CallInput<R> & { readonly idempotencyKey?: string },
): Promise<Result<OutOf<R>, CallRefused>> {
  const body = route.method === 'POST' ? JSON.stringify(input.body ?? {}) : null
  const path = pathOf(route, input)
  const idempotencyKey = input.idempotencyKey ?? null
  let reply: { readonly status: number; readonly text: string }
  try {
    reply = await send({ method: route.method, path, body, idempotencyKey })
  } catch {
    return refuse({ status: 0, refusals: [unreachable] })
  }
  const answer = parse(reply.text)
  if (reply.status >= 200 && reply.status < 300) return accept(answer as OutOf<R>)
  const refusals = (answer as { refusals?: readonly Refusal[] } | null)?.refusals
  return refuse({ status: reply.status, refusals: refusals ?? [notUnderstood(reply.status)] })
}

const unreachable: Refusal = {
  kind: 'server-unreachable',
  what: 'The server cannot be reached',
  clearedBy: 'Check the connection; nothing was lost',
  owner: null,
}

function notUnderstood(status: number): Refusal {
  const what = `The server answered with status ${status}`
  return {
    kind: 'server-error',
    what,
    clearedBy: 'Try again; the log of the server says why',
    owner: null,
  }
}

function pathOf<R extends AnyRoute>(route: R, input: CallInput<R>): string {
  const params = (input.params ?? {}) as Record<string, string>
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_all: string, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
