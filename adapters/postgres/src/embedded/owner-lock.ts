import pg from 'pg'

/** Held while this process lives: when it ends, its connection does, and so does the lock. */
export type OwnerLock = { release(): Promise<void> }

const OWNER_LOCK = 'select pg_try_advisory_lock(7410, 1) as held'
const TRIES = 20
const TRY_EVERY_MS = 100

/** Null: another living server owns this cluster. One that just died frees it in a moment. */
export async function takeOwnerLock(url: string): Promise<OwnerLock | null> {
  const client = await connectPatiently(url)
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { rows } = await client.query(OWNER_LOCK)
    if (rows[0].held === true) return { release: () => client.end().catch(() => {}) }
    await pause()
  }
  await client.end()
  return null
}

// A cluster that recovers, or that another server is just starting, does not answer at once.
async function connectPatiently(url: string): Promise<pg.Client> {
  for (let tried = 1; ; tried += 1) {
    const client = new pg.Client({ connectionString: url, application_name: 'holdpoint owner' })
    // A postmaster that dies ends this connection; whoever restarts it takes the lock anew.
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      if (tried === TRIES) throw error
      await pause()
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS))
}
