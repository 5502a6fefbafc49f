/**
 * Findings are kept as they are found: what the advisories say of one asset they say of all that are
 * described in the same words. A run of matches stands once, and its members beside it; a finding is
 * the two together. What is there belongs to a generation; the one that is shown is named in one row,
 * so that a new one is written beside it and comes into view at once or not at all. Each has tables of its
 * own, filled before they are indexed, and dropped as a whole. Reasons are JSON that nobody searches.
 */
export const findingRuns = `
drop table finding;

create sequence finding_numbers;

create table finding_shown (
  site_id text primary key,
  run_id text not null,
  generation bigint not null
);

create table finding_entry (
  generation bigint not null,
  entry bigint not null,
  advisory_id text not null,
  product_id text not null,
  product_name text not null,
  cves text[] not null,
  highest_score double precision
) partition by list (generation);

create table finding_match (
  generation bigint not null,
  run bigint not null,
  entry bigint not null,
  verdict text not null check (verdict in ('affected', 'not-affected', 'review')),
  confidence text not null,
  rule text not null,
  reasons text not null
) partition by list (generation);

create table finding_member (
  generation bigint not null,
  asset_id text collate "C" not null,
  run bigint not null
) partition by list (generation);

create view finding_row as
  select shown.site_id, shown.run_id, member.asset_id, entry.advisory_id, entry.product_id,
    match.verdict, match.confidence, match.rule, match.reasons::jsonb as reasons, entry.cves, entry.product_name,
    entry.highest_score
  from finding_shown shown
  join finding_member member on member.generation = shown.generation
  join finding_match match on match.generation = shown.generation and match.run = member.run
  join finding_entry entry on entry.generation = shown.generation and entry.entry = match.entry;
`
