/**
 * Every revision of an advisory is kept, and the one with the highest version is the latest, whenever
 * it came. A document is known by the namespace of its publisher and its tracking id. `version_rank`
 * sorts as the versions do; what was stored before is ranked here by its numbers.
 */
export const advisoryRevisions = `
alter table advisory add column version_rank text collate "C" not null default '';
alter table advisory add column terms jsonb;

update advisory set version_rank = (
  select string_agg(lpad(length(digits)::text, 3, '0') || digits, '' order by place)
  from (
    select place, coalesce(nullif(ltrim(part, '0'), ''), '0') as digits
    from unnest(
      string_to_array(substring(version from '^[0-9]+(?:[.][0-9]+[.][0-9]+)?') ||
        case when version ~ '^[0-9]+$' then '.0.0' else '' end, '.')
    ) with ordinality as parts (part, place)
  ) as ranked
) || case when version ~ '^[0-9.]+-' then '-' else '~' end
where version ~ '^([0-9]+|[0-9]+[.][0-9]+[.][0-9]+([-+].*)?)$';

create index advisory_latest on advisory (site_id, advisory_id, version_rank desc,
  import_order desc);
drop index advisory_newest;

create table advisory_identity (
  site_id text not null,
  advisory_id text not null,
  namespace text not null,
  tracking_id text not null,
  primary key (site_id, advisory_id),
  unique (site_id, namespace, tracking_id)
);
`
