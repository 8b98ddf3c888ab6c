create table logs (
  id bigint generated always as identity primary key,
  trial_id integer not null references trials (id) on delete cascade,
  attempt integer not null,
  step integer,
  level text not null check (level in ('debug', 'info', 'warn', 'error')),
  at timestamptz not null,
  message text not null
);
create index logs_trial on logs (trial_id, id);
-- A batch that is sent again after a lost answer adds nothing.
create unique index logs_once on logs (trial_id, attempt, at, hashtextextended(message, 0));

-- What happened. `position` is given out after commit, by readers, one at a time: a cursor over it never skips a late commit.
create table events (
  id bigint generated always as identity primary key,
  position bigint unique,
  kind text not null,
  sweep_id text,
  trial_id integer,
  trial_number integer,
  attempt integer,
  step integer,
  at timestamptz not null default now(),
  message text not null,
  data jsonb not null default '{}'
);
create sequence event_positions;
create index events_unpublished on events (id) where position is null;
create index events_sweep on events (sweep_id, position);
create index events_progress on events (at) where kind = 'trial.progress';

create table workers (
  id text primary key,
  host text not null,
  pid integer not null,
  pool text not null,
  version text not null,
  slots jsonb not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null default now(),
  gone_at timestamptz
);
