import type { Database } from '../database.ts'

/** What makes a document itself: CSAF 2.0 clause 3.1.11 and clause 5. */
export type DocumentIdentity = { readonly namespace: string; readonly trackingId: string }

/**
 * The ids under which these documents stand at this site. It is the tracking id, unless another
 * publisher's document has it already: then the namespace stands behind it.
 */
export async function advisoryIdsOf(
  database: Database,
  site: string,
  documents: readonly DocumentIdentity[],
): Promise<readonly string[]> {
  const { pool } = database
  await adoptOlder(database, site, documents)
  const namespaces = documents.map((one) => one.namespace)
  const trackingIds = documents.map((one) => one.trackingId)
  const given = [site, namespaces, trackingIds]
  // First the plain ids; whoever does not get theirs takes the long one.
  await pool.query(claim('tracking_id'), given)
  await pool.query(claim(`tracking_id || ' of ' || namespace`), given)
  const { rows } = await pool.query<{ advisoryId: string }>(
    `select identity.advisory_id as "advisoryId"
     from unnest($2::text[], $3::text[]) with ordinality as given (namespace, tracking_id, place)
     join advisory_identity as identity using (namespace, tracking_id)
     where identity.site_id = $1 order by place`,
    given,
  )
  return rows.map((row) => row.advisoryId)
}

function claim(advisoryId: string): string {
  return `insert into advisory_identity (site_id, advisory_id, namespace, tracking_id)
    select $1, ${advisoryId}, namespace, tracking_id
    from unnest($2::text[], $3::text[]) with ordinality as given (namespace, tracking_id, place)
    group by namespace, tracking_id order by min(place)
    on conflict do nothing`
}

/** Documents from before identities were kept say themselves whose they are. */
async function adoptOlder(
  { pool }: Database,
  site: string,
  documents: readonly DocumentIdentity[],
): Promise<void> {
  const { rows } = await pool.query<{ advisoryId: string; bytes: Uint8Array }>(
    `select distinct on (advisory_id) advisory_id as "advisoryId", bytes from advisory
     where site_id = $1 and advisory_id = any($2) and not exists (
       select from advisory_identity as known
       where known.site_id = advisory.site_id and known.advisory_id = advisory.advisory_id)
     order by advisory_id`,
    [site, documents.map((one) => one.trackingId)],
  )
  for (const { advisoryId, bytes } of rows) {
    await pool.query(
      `insert into advisory_identity (site_id, advisory_id, namespace, tracking_id)
       values ($1, $2, $3, $2) on conflict do nothing`,
      [site, advisoryId, namespaceIn(bytes) ?? ''],
    )
  }
}

type Written = { readonly document?: { readonly publisher?: { readonly namespace?: unknown } } }

function namespaceIn(bytes: Uint8Array): string | null {
  const written = JSON.parse(new TextDecoder().decode(bytes)) as Written
  const namespace = written.document?.publisher?.namespace
  return typeof namespace === 'string' ? namespace : null
}
