/** The signature beside an advisory as it came, and what the plant's own keys said of it. */
export const advisorySignatures = `
create table advisory_signature (
  site_id text not null,
  advisory_id text not null,
  sha256 text not null,
  asc_text text,
  verdict jsonb not null,
  import_id text not null default '',
  primary key (site_id, advisory_id, sha256)
);
`
