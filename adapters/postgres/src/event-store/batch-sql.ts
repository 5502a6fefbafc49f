/** All that a batch must know, read after the head is locked: one round trip. */
export const BATCH_FACTS = `select
  (select json_object_agg(command_id,
       outcome || jsonb_build_object('digest', encode(digest, 'hex')))
     from command_receipt
     where site_id = $1 and command_id = any($2::text[])) as receipts,
  (select json_object_agg(wanted.stream, newest.version)
     from unnest($3::text[]) as wanted (stream), lateral (
       select version from event where site_id = $1 and event.stream = wanted.stream
       order by version desc limit 1) as newest) as versions,
  (select json_object_agg(effect_id, state)
     from effect where site_id = $1 and effect_id = any($4::text[])) as effects`

/**
 * All that a batch writes, in one round trip. The events are read out of the entries' own bytes,
 * so that the table of events cannot say anything but what the ledger says.
 */
export const WRITE_BATCH = `with leaf as (
  select $2::bigint + ordinal - 1 as leaf_index, bytes, hash,
         convert_from(bytes, 'UTF8')::jsonb as entry
  from unnest($3::bytea[], $4::bytea[]) with ordinality as sent (bytes, hash, ordinal)
), entries as (
  insert into ledger_entry (site_id, leaf_index, bytes, leaf_hash)
  select $1, leaf_index, bytes, hash from leaf
), events as (
  insert into event
    (site_id, stream, version, kind, body, at, actor, command_id, rules, leaf_index)
  select $1, entry ->> 'stream', (entry ->> 'version')::int, entry ->> 'kind', entry -> 'body',
         (entry ->> 'at')::timestamptz, entry ->> 'by', entry ->> 'command', entry ->> 'rules',
         leaf_index
  from leaf
), receipts as (
  insert into command_receipt (site_id, command_id, digest, outcome)
  select $1, "commandId", decode(digest, 'hex'),
         jsonb_build_object('firstLeaf', "firstLeaf", 'size', size)
  from json_to_recordset($5::json)
    as sent ("commandId" text, digest text, "firstLeaf" bigint, size bigint)
), model as (
  select * from json_to_recordset($6::json)
    as sent (kind text, id text, version bigint, at timestamptz, body jsonb)
), models_written as (
  insert into read_model (site_id, kind, id, version, body, updated_at)
  select $1, kind, id, version, body, at from model where body is not null
  on conflict (site_id, kind, id) do update
    set version = excluded.version, body = excluded.body, updated_at = excluded.updated_at
), models_removed as (
  delete from read_model using model
  where site_id = $1 and read_model.kind = model.kind and read_model.id = model.id
    and model.body is null
), effects_intended as (
  insert into effect
    (site_id, effect_id, change_id, step_id, kind, state, payload, result, worker,
     intended_leaf, created_at, updated_at)
  select $1, "effectId", "changeId", "stepId", kind, state, coalesce(payload, 'null'), result,
         worker, version, at, at
  from json_to_recordset($7::json) as sent
    ("effectId" text, "changeId" text, "stepId" text, kind text, state text, payload jsonb,
     result jsonb, worker text, version bigint, at timestamptz)
), effects_moved as (
  update effect set state = moved.state, result = moved.result, updated_at = moved.at,
                    worker = coalesce(moved.worker, effect.worker)
  from json_to_recordset($8::json) as moved
    ("effectId" text, state text, result jsonb, worker text, at timestamptz)
  where site_id = $1 and effect_id = moved."effectId"
), head as (
  update ledger_head set size = $9, frontier = $10, last_at = $11::timestamptz
  where site_id = $1 returning size
)
select pg_notify($12, size::text) from head`
