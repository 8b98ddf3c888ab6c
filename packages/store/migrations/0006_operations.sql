-- What a person may change of a sweep and its trials while it runs and after it has ended.
alter table trials
  -- Null: as the sweep has it.
  add column pool text,
  add column max_attempts integer check (max_attempts >= 1),
  -- Its last step was moved while it ran: the attempt that reaches the old one does not complete it.
  add column goes_on boolean not null default false,
  -- Who chose the point.
  add column origin text not null default 'search' check (origin in ('search', 'person')),
  drop constraint trials_wanted_check,
  -- 'stop': checkpoint and end as stopped-early.
  add constraint trials_wanted_check check (wanted in ('run', 'stop', 'cancel'));
-- Duplicates are looked for across sweeps.
create index trials_config_hash on trials (config_hash);

alter table sweeps
  -- 1 is served first; equal ones share the slots of a pool.
  add column priority integer not null default 3 check (priority between 1 and 5),
  -- Hidden in lists unless asked for; only ended sweeps are.
  add column archived_at timestamptz;

-- Under which definition trials were suggested, once a sweep was extended: from this number on, until the next row's.
create table sweep_definitions (
  sweep_id text not null references sweeps (id) on delete cascade,
  from_number integer not null check (from_number >= 1),
  definition jsonb not null,
  created_at timestamptz not null default now(),
  primary key (sweep_id, from_number)
);

create or replace function touch_sweep() returns trigger language plpgsql as $$
begin
  if (new.state, new.concurrency, new.name, new.description, new.search_ended, new.planned_trials, new.priority, new.archived_at)
     is distinct from
     (old.state, old.concurrency, old.name, old.description, old.search_ended, old.planned_trials, old.priority, old.archived_at) then
    new.updated_at := now();
    new.version := old.version + 1;
    new.mirror_due_at := coalesce(old.mirror_due_at, now());
  end if;
  return new;
end $$;
