import { type FindingRow, type FindingsView, listFindings } from '@holdpoint/api'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { readView, viewKey } from '../../../client/use-view.ts'

export const ROWS_A_PAGE = 100

export type QueueFilter = {
  readonly verdict: 'affected' | 'review' | null
  readonly assetId: string | null
  readonly text: string
}

export type FindingPages = {
  /** How many there are, how old they are and what they cover; null until the first answer. */
  readonly head: FindingsView | null
  readonly failed: Error | null
  /** Null while its page is on its way. */
  readonly rowAt: (index: number) => FindingRow | null
}

/** The pages that hold these rows; what was seen before is shown again without asking. */
export function useFindingPages(
  filter: QueueFilter,
  shown: { readonly from: number; readonly to: number },
): FindingPages {
  const first = useQuery({ ...pageOf(filter, 0), placeholderData: keepPreviousData })
  const from = Math.floor(shown.from / ROWS_A_PAGE)
  const to = Math.floor(Math.max(shown.from, shown.to - 1) / ROWS_A_PAGE)
  const wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const pages = useQueries({ queries: wanted.map((page) => pageOf(filter, page)) })
  const rows = new Map(wanted.map((page, at) => [page, pages[at]?.data?.findings ?? null]))
  return {
    head: first.data ?? null,
    failed: first.error,
    rowAt: (index) => rows.get(Math.floor(index / ROWS_A_PAGE))?.[index % ROWS_A_PAGE] ?? null,
  }
}

function pageOf({ verdict, assetId, text }: QueueFilter, page: number) {
  const query = {
    ...(verdict === null ? { open: 'true' as const } : { verdict }),
    ...(assetId === null ? {} : { assetId }),
    ...(text === '' ? {} : { text }),
    offset: page * ROWS_A_PAGE,
    limit: ROWS_A_PAGE,
  }
  const asked = { params: {}, query }
  return {
    queryKey: viewKey(listFindings, asked),
    queryFn: () => readView(listFindings, asked),
  }
}
