import { openDatabase, openSiteStore, type SiteStore } from '@holdpoint/postgres'
import { afterAll } from 'vitest'
import { eventStoreContract } from './event-store.contract.ts'
import { InMemoryEventStore } from './event-store-in-memory.ts'
import { withPostgres } from './with-postgres.ts'

eventStoreContract('the event store in memory', async () => new InMemoryEventStore())

const { url, folder } = withPostgres()
let database: ReturnType<typeof openDatabase> | null = null
const opened: SiteStore[] = []

afterAll(async () => {
  for (const { store } of opened) await store.close()
  await database?.close()
})

eventStoreContract('the event store on PostgreSQL', async () => {
  database ??= openDatabase({ url: url() })
  const site = `site-${opened.length}`
  const store = await openSiteStore({ database, site, dataFolder: folder() })
  if (!store.ok) throw new Error(JSON.stringify(store.refusal))
  opened.push(store.value)
  return store.value.store
})
