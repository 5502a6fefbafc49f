import {
  type AnyRoute,
  type BodyOf,
  type CallRefused,
  call,
  type OutOf,
  readSession,
  signOut,
} from '@holdpoint/api'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fieldIdOf } from '../ui/form-context.ts'
import { type Problem, useProblems } from '../ui/problems.tsx'
import { useRecorded } from '../ui/recorded.tsx'
import { ActKey, outcomeIsUnknown } from './idempotency.ts'
import { send } from './send.ts'

type Act<R extends AnyRoute> = {
  readonly pending: boolean
  /** Resolves with the answer, or with null when the server said no; the page shows why. */
  readonly run: (body: BodyOf<R>) => Promise<OutOf<R> | null>
}

type ActOptions = {
  readonly params?: { readonly id: string }
  readonly words: string
  readonly formId?: string
}

/**
 * One act on the server. Nothing is shown as done until the entry's number has come back; a second
 * press while one is pending is ignored, and a retry carries the same key.
 */
export function useAct<R extends AnyRoute>(
  route: R,
  { params, words, formId }: ActOptions,
): Act<R> {
  const queries = useQueryClient()
  const problems = useProblems()
  const recorded = useRecorded()
  const [pending, setPending] = useState(false)
  const busy = useRef(false)
  const keys = useRef(new ActKey(() => crypto.randomUUID()))

  const run = async (body: BodyOf<R>): Promise<OutOf<R> | null> => {
    if (busy.current) return null
    busy.current = true
    setPending(true)
    problems.clear()
    const idempotencyKey = keys.current.keyFor(JSON.stringify([route.name, params, body]))
    const input = { params: params ?? {}, query: {}, body, idempotencyKey }
    const answer = await call(send, route, input as unknown as Parameters<typeof call<R>>[2])
    busy.current = false
    setPending(false)
    if (answer.ok) {
      keys.current.answered()
      recorded.show(leafOf(answer.value), words)
      await queries.invalidateQueries(shownAfter(route))
      return answer.value
    }
    if (!outcomeIsUnknown(answer.refusal.status)) keys.current.answered()
    problems.show(problemsOf(answer.refusal, formId))
    return null
  }
  return { pending, run }
}

/** Whoever signed out may read nothing any more: only who is signed in is asked again. */
function shownAfter(route: AnyRoute): { readonly queryKey?: readonly string[] } {
  return route.name === signOut.name ? { queryKey: [readSession.name] } : {}
}

function leafOf(answer: unknown): number | null {
  const leaf = (answer as { readonly leaf?: unknown } | null)?.leaf
  return typeof leaf === 'number' ? leaf : null
}

/** A refusal of the form names its field as `body.reason: …`; the summary links to it. */
function problemsOf(refused: CallRefused, formId: string | undefined): readonly Problem[] {
  return refused.refusals.map((refusal) => {
    const name = /^body\.([\w.]+)/.exec(refusal.what)?.[1]
    const known = formId !== undefined && name !== undefined
    return { field: known ? fieldIdOf(formId, name) : null, refusal }
  })
}
