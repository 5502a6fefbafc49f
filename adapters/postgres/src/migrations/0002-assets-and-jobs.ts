/** The inventory, and work that takes a while. */
export const assetsAndJobs = `
create table asset (
  site_id text not null,
  asset_id text not null,
  body jsonb not null,
  source text not null,
  observed_at timestamptz(3) not null,
  primary key (site_id, asset_id)
);

create table job (
  site_id text not null,
  job_id text not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  payload jsonb not null,
  progress jsonb,
  result jsonb,
  cancelled boolean not null default false,
  attempts int not null default 0,
  lease_until timestamptz(3),
  worker text,
  created_at timestamptz(3) not null,
  queue_order bigint generated always as identity,
  primary key (site_id, job_id)
);
create index job_open on job (site_id, queue_order) where state in ('queued', 'running');
`
