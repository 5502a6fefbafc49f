/**
 * Which revision of each advisory the findings that are shown were made with, so that of a new one its own
 * findings are exchanged and the others stand; and the next free numbers of the generation that is shown.
 * Where these are not known the whole is matched once more.
 */
export const matchedAdvisories = `
alter table finding_shown add column next_run bigint, add column next_entry bigint;

create table finding_matched (
  site_id text not null,
  advisory_id text not null,
  sha256 text not null,
  primary key (site_id, advisory_id)
);
`
