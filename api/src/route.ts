import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'DELETE'

/** Marks a response type; the server's handler and the client are checked against it. */
export type Answer<T> = { readonly answer?: T }

export function answers<T>(): Answer<T> {
  return {}
}

/** One route of the contract: server, browser and terminal all read it from here. */
export type Route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Out,
> = {
  /** The command words of the terminal, e.g. `board sign`. */
  readonly name: string
  readonly summary: string
  readonly method: Method
  readonly path: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly response: Answer<Out>
  /** Open to somebody who has not signed in. */
  readonly open?: true
}

export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Out,
>(route: Route<Params, Query, Body, Out>): Route<Params, Query, Body, Out> {
  return route
}

// biome-ignore lint/suspicious/noExplicitAny: the table holds routes of every shape
export type AnyRoute = Route<any, any, any, any>
export type ParamsOf<R extends AnyRoute> = z.input<R['params']>
export type QueryOf<R extends AnyRoute> = z.input<R['query']>
export type BodyOf<R extends AnyRoute> = z.input<R['body']>
export type OutOf<R extends AnyRoute> = R['response'] extends Answer<infer Out> ? Out : never
