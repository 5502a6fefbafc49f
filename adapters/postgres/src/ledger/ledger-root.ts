import { appendLeaf, emptyFrontier, type Frontier, frontierRoot } from '@holdpoint/evidence'
import { nodeSha256 } from '@holdpoint/evidence/node'
import type pg from 'pg'

type Queryable = pg.ClientBase | pg.Pool

const LEAVES_AT_A_TIME = 20_000

/** The root over the first leaves, computed from the leaf hashes that the database holds. */
export async function rootOver(client: Queryable, site: string, size: number): Promise<Uint8Array> {
  const text = `select leaf_hash from ledger_entry
    where site_id = $1 and leaf_index >= $2 and leaf_index < $3 order by leaf_index`
  let frontier: Frontier = emptyFrontier()
  while (frontier.size < size) {
    const end = Math.min(size, frontier.size + LEAVES_AT_A_TIME)
    const { rows } = await client.query(text, [site, frontier.size, end])
    if (rows.length === 0) break
    for (const { leaf_hash } of rows) frontier = appendLeaf(frontier, leaf_hash, nodeSha256)
  }
  return frontierRoot(frontier, nodeSha256)
}

/** A checkpoint signed at just this size spares the computing; null where there is none. */
export async function signedRoot(
  client: Queryable,
  site: string,
  size: number,
): Promise<Uint8Array | null> {
  const text = 'select root from checkpoint where site_id = $1 and size = $2'
  const { rows } = await client.query(text, [site, size])
  return rows.length === 0 ? null : rows[0].root
}

/** How many entries there are in truth, whatever the head says. */
export async function countEntries(client: Queryable, site: string): Promise<number> {
  const text =
    'select coalesce(max(leaf_index) + 1, 0) as size from ledger_entry where site_id = $1'
  const { rows } = await client.query(text, [site])
  return Number(rows[0].size)
}
