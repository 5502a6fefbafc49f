/** Work that takes a while, with what it works on; and what lists show without reading a document. */
export const jobs = `
create table job (
  site_id text not null,
  job_id text not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  payload jsonb not null,
  progress jsonb,
  result jsonb,
  cancelled_by text,
  attempts int not null default 0,
  lease_until timestamptz(3),
  worker text,
  created_at timestamptz(3) not null,
  queue_order bigint generated always as identity,
  primary key (site_id, job_id)
);
create index job_open on job (site_id, queue_order) where state in ('queued', 'running');

create table job_document (
  site_id text not null,
  job_id text not null,
  ordinal int not null,
  file_name text not null,
  bytes bytea,
  outcome jsonb,
  staged_at timestamptz(3) not null default now(),
  primary key (site_id, job_id, ordinal)
);

alter table advisory add column summary jsonb;
alter table advisory add column import_id text not null default '';
alter table finding add column product_name text not null default '';
alter table finding add column highest_score double precision;
`
