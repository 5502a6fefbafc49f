import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

export type Link = 'connecting' | 'online' | 'offline'

/** Follows the ledger: whenever it grows, everything that is shown is asked for again. */
export function useLedgerFollowed(signedIn: boolean): Link {
  const queries = useQueryClient()
  const [link, setLink] = useState<Link>('connecting')
  useEffect(() => {
    if (!signedIn) return
    const source = new EventSource('/api/live')
    let size: number | null = null
    source.onopen = () => setLink('online')
    source.onerror = () => setLink('offline')
    source.onmessage = ({ data }) => {
      const told = readSize(data)
      if (told === null || told === size) return
      const first = size === null
      size = told
      if (!first) void queries.invalidateQueries()
    }
    return () => source.close()
  }, [signedIn, queries])
  return link
}

function readSize(data: unknown): number | null {
  try {
    const size = (JSON.parse(String(data)) as { readonly size?: unknown }).size
    return typeof size === 'number' ? size : null
  } catch {
    return null
  }
}
