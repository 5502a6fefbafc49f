import {
  type AnyRoute,
  type CallRefused,
  call,
  type OutOf,
  type ParamsOf,
  type QueryOf,
  readSession,
} from '@holdpoint/api'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { send } from './send.ts'

type ViewOptions = { readonly everyMs?: number; readonly enabled?: boolean }

/** What the server shows now; a refusal of the server is the query's error, in its own words. */
export function useView<R extends AnyRoute>(
  route: R,
  asked: { readonly params: ParamsOf<R>; readonly query: QueryOf<R> },
  { everyMs, enabled = true }: ViewOptions = {},
): UseQueryResult<OutOf<R>, CallRefused> {
  return useQuery<OutOf<R>, CallRefused>({
    queryKey: viewKey(route, asked),
    queryFn: () => readView(route, asked),
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  })
}

export function viewKey<R extends AnyRoute>(
  route: R,
  asked: { readonly params: ParamsOf<R>; readonly query: QueryOf<R> },
): readonly unknown[] {
  return [route.name, asked.params, asked.query]
}

/** For a page that reads once, on demand: a download. */
export async function readView<R extends AnyRoute>(
  route: R,
  asked: { readonly params: ParamsOf<R>; readonly query: QueryOf<R> },
): Promise<OutOf<R>> {
  const answer = await call(send, route, { ...asked, body: {} } as Parameters<typeof call<R>>[2])
  if (answer.ok) return answer.value
  throw answer.refusal
}

/** What one person may do is not shown to the next: only the session itself stays. */
export function useForgetViews(): () => void {
  const queries = useQueryClient()
  return () =>
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== readSession.name })
}
