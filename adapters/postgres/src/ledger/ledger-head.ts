import { emptyFrontier, type Frontier, formatFrontier, parseFrontier } from '@holdpoint/evidence'
import { invariant } from '@holdpoint/std'
import type pg from 'pg'

/** What a writer needs of the ledger to append to it. */
export type Head = { readonly frontier: Frontier; readonly lastAt: string | null }

/** Waits until no other transaction appends to this site's ledger, and keeps others waiting. */
export async function lockHead(client: pg.ClientBase, site: string): Promise<Head> {
  return (await selectHead(client, site, 'for update')) ?? firstHead(client, site)
}

export async function readHead(client: pg.ClientBase | pg.Pool, site: string): Promise<Head> {
  return (await selectHead(client, site, '')) ?? { frontier: emptyFrontier(), lastAt: null }
}

async function firstHead(client: pg.ClientBase, site: string): Promise<Head> {
  await client.query(
    'insert into ledger_head (site_id, size, frontier) values ($1, 0, $2) on conflict do nothing',
    [site, formatFrontier(emptyFrontier())],
  )
  const head = await selectHead(client, site, 'for update')
  invariant(head !== null, 'the head is there: we or another writer just inserted it')
  return head
}

async function selectHead(
  client: pg.ClientBase | pg.Pool,
  site: string,
  lock: 'for update' | '',
): Promise<Head | null> {
  const { rows } = await client.query({
    name: `ledger-head ${lock}`,
    text: `select frontier, last_at from ledger_head where site_id = $1 ${lock}`,
    values: [site],
  })
  if (rows.length === 0) return null
  const frontier = parseFrontier(rows[0].frontier)
  invariant(frontier.ok, 'the head of the ledger holds a frontier that we wrote')
  return { frontier: frontier.value, lastAt: rows[0].last_at }
}
