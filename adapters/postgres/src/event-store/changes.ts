import { createHash } from 'node:crypto'
import pg from 'pg'

// PostgreSQL cuts a channel's name at 63 bytes, silently; two long site names must not meet there.
const CHANNEL_BYTES_MAX = 63

export function changesChannel(site: string): string {
  const channel = `holdpoint_${site}`
  if (Buffer.byteLength(channel) <= CHANNEL_BYTES_MAX) return channel
  return `holdpoint_${createHash('sha256').update(site).digest('hex').slice(0, 32)}`
}

type Listener = (size: number) => void

/** Follows a site's ledger: one connection for all listeners, made again whenever it breaks. */
export class Changes {
  private readonly listeners = new Set<Listener>()
  private readonly at: { readonly url: string; readonly site: string }
  private client: pg.Client | null = null
  private connecting = false
  private closed = false
  private retry: NodeJS.Timeout | null = null
  private newest = -1

  constructor(at: { readonly url: string; readonly site: string }) {
    this.at = at
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener)
    if (this.client === null) void this.connect()
    return () => this.listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.closed = true
    this.listeners.clear()
    if (this.retry !== null) clearTimeout(this.retry)
    await this.client?.end().catch(() => {})
  }

  private async connect(): Promise<void> {
    if (this.connecting || this.closed) return
    this.connecting = true
    const application_name = 'holdpoint changes'
    const client = new pg.Client({ connectionString: this.at.url, application_name })
    client.on('error', () => this.lost(client))
    client.on('end', () => this.lost(client))
    client.on('notification', ({ payload }) => this.tell(Number(payload)))
    this.client = client
    try {
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(changesChannel(this.at.site))}`)
      // What was committed while nobody listened; at the first connection too, for a listener may
      // have looked before it. One call too many makes it look again, one too few lets it wait.
      const size = 'select size::int8::text as size from ledger_head where site_id = $1'
      const { rows } = await client.query(size, [this.at.site])
      if (rows.length > 0) this.tell(Number(rows[0].size))
    } catch {
      this.lost(client)
    } finally {
      this.connecting = false
    }
  }

  private lost(client: pg.Client): void {
    if (this.client !== client || this.closed) return
    this.client = null
    void client.end().catch(() => {})
    this.retry = setTimeout(() => void this.connect(), RETRY_MS)
  }

  private tell(size: number): void {
    if (size <= this.newest) return
    this.newest = size
    for (const listener of this.listeners) listener(size)
  }
}

const RETRY_MS = 250
