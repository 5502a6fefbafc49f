-- The first schema as it was shipped. Never edit: it stands for the databases that exist.
create table if not exists schema_migration (
  version int primary key,
  name text not null,
  sha256 text not null,
  applied_at timestamptz(3) not null default now()
);
insert into schema_migration (version, name, sha256)
  values (1, 'first-schema', '69c118560edadda0178ce9890d368f02e2e7223dfd5c0cf530a679d4fda01077');

create table ledger_head (
  site_id text primary key,
  size bigint not null,
  frontier text not null,
  last_at timestamptz(3)
);

create table event (
  site_id text not null,
  stream text not null,
  version int not null check (version > 0),
  kind text not null,
  body jsonb not null,
  at timestamptz(3) not null,
  actor text not null,
  command_id text not null,
  rules text not null,
  leaf_index bigint not null check (leaf_index >= 0),
  primary key (site_id, stream, version),
  unique (site_id, leaf_index)
);

create table ledger_entry (
  site_id text not null,
  leaf_index bigint not null check (leaf_index >= 0),
  bytes bytea not null,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  primary key (site_id, leaf_index)
);

create table checkpoint (
  site_id text not null,
  size bigint not null,
  root bytea not null check (length(root) = 32),
  note text not null,
  signed_at timestamptz(3) not null default now(),
  primary key (site_id, size)
);

create table command_receipt (
  site_id text not null,
  command_id text not null,
  digest bytea not null,
  outcome jsonb not null,
  primary key (site_id, command_id)
);

create table read_model (
  site_id text not null,
  kind text not null,
  id text not null,
  version bigint not null,
  body jsonb not null,
  updated_at timestamptz(3) not null,
  primary key (site_id, kind, id)
);

create table effect (
  site_id text not null,
  effect_id text not null,
  change_id text not null,
  step_id text not null,
  kind text not null,
  state text not null
    check (state in ('intended', 'sent', 'done', 'failed', 'unknown', 'cancelled')),
  payload jsonb not null,
  result jsonb,
  worker text,
  intended_leaf bigint not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (site_id, effect_id)
);
create index effect_open on effect (site_id, state, intended_leaf)
  where state in ('intended', 'sent', 'unknown');

create table advisory (
  site_id text not null,
  advisory_id text not null,
  version text not null,
  sha256 text not null,
  bytes bytea not null,
  imported_at timestamptz(3) not null,
  import_order bigint generated always as identity,
  primary key (site_id, advisory_id, version, sha256)
);
create index advisory_newest on advisory (site_id, advisory_id, import_order desc);

create table finding (
  site_id text not null,
  asset_id text not null,
  advisory_id text not null,
  product_id text not null,
  verdict text not null check (verdict in ('affected', 'not-affected', 'review')),
  confidence text not null,
  rule text not null,
  reasons jsonb not null,
  cves text[] not null,
  run_id text not null,
  primary key (site_id, asset_id, advisory_id, product_id)
);
create index finding_of_advisory on finding (site_id, advisory_id, verdict);

create table person (
  site_id text not null,
  person_id text not null,
  body jsonb not null,
  password_hash text,
  primary key (site_id, person_id)
);

create table session (
  site_id text not null,
  token_hash text not null,
  person_id text not null,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (site_id, token_hash),
  foreign key (site_id, person_id) references person on delete cascade
);
create index session_of_person on session (site_id, person_id);
create unique index person_login on person (site_id, (body ->> 'login'));

-- Whoever can write to the database still cannot rewrite the record by an ordinary statement.
-- Its owner can drop the trigger: that is what the hash tree and the lock of the newest
-- checkpoint, which lies outside the database, are for.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'HP001';
end $$;

create trigger append_only before update or delete on event
  for each row execute function refuse_rewriting();
create trigger append_only_whole before truncate on event
  for each statement execute function refuse_rewriting();
create trigger append_only before update or delete on ledger_entry
  for each row execute function refuse_rewriting();
create trigger append_only_whole before truncate on ledger_entry
  for each statement execute function refuse_rewriting();
create trigger append_only before update or delete on checkpoint
  for each row execute function refuse_rewriting();
create trigger append_only_whole before truncate on checkpoint
  for each statement execute function refuse_rewriting();
