-- Location: `spool@<host>:<path>` or `mlflow:<experimentId>/<runId>/<artifact path>`; the host of the former.
create function spool_host(location text) returns text language sql immutable strict as
  $$ select case when location like 'spool@%' then split_part(substr(location, 7), ':', 1) end $$;

create table checkpoints (
  id bigint generated always as identity primary key,
  trial_id integer not null references trials (id) on delete cascade,
  attempt integer not null,
  step integer not null,
  state_sha text not null,
  bytes bigint not null,
  location text not null,
  manifest jsonb not null,
  corrupt boolean not null default false,
  created_at timestamptz not null default now(),
  unique (trial_id, step)
);
create index checkpoints_to_upload on checkpoints (spool_host(location), id) where spool_host(location) is not null and not corrupt;

create table samples (
  id bigint generated always as identity primary key,
  trial_id integer not null references trials (id) on delete cascade,
  attempt integer not null,
  step integer not null,
  kind text not null check (kind in ('images', 'points')),
  png_location text not null,
  tensors_location text not null,
  facts jsonb not null,
  created_at timestamptz not null default now(),
  unique (trial_id, step)
);
create index samples_to_upload on samples (spool_host(png_location), id) where spool_host(png_location) is not null;
