-- A trial: one fixed, fully resolved configuration of a sweep; identity = sweep + number.
create table trials (
  id integer generated always as identity primary key,
  sweep_id text not null references sweeps (id) on delete cascade,
  number integer not null check (number >= 1),
  state text not null default 'pending' check (state in (
    'pending', 'running', 'waiting', 'paused', 'completed', 'stopped-early', 'diverged', 'failed', 'cancelled', 'skipped')),
  -- Raised whenever a segment starts; fences every write of a trainer.
  attempt integer not null default 0,
  -- What a person wants of this one trial; the sweep's state adds to it.
  wanted text not null default 'run' check (wanted in ('run', 'cancel')),
  -- The next attempt starts from nothing although checkpoints exist.
  from_scratch boolean not null default false,
  point jsonb not null,
  config jsonb not null,
  config_hash text not null,
  step integer not null default 0,
  max_step integer not null default 0,
  score double precision,
  health text not null default 'unknown',
  health_evidence text not null default '',
  health_advice text not null default '',
  last_error text,
  last_heartbeat_at timestamptz,
  -- When the last trial.progress event was written: these are throttled.
  progress_at timestamptz,
  worker_id text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  version bigint not null default 1,
  mirrored_version bigint not null default 0,
  mirrored_step integer not null default 0,
  mirror_due_at timestamptz default now(),
  mlflow_run_id text,
  mlflow_experiment_id text,
  unique (sweep_id, number)
) with (fillfactor = 70); -- room for the update of every second to stay on its page
create index trials_sweep_state on trials (sweep_id, state);
create index trials_mirror_due on trials (mirror_due_at) where mirror_due_at is not null;

-- A writer that raised the version itself (a batch of metrics changes no column of the row) is left alone.
create function touch_trial() returns trigger language plpgsql as $$
begin
  if new.version = old.version
     and (new.state, new.attempt, new.step, new.score, new.health, new.health_evidence, new.last_error)
     is distinct from (old.state, old.attempt, old.step, old.score, old.health, old.health_evidence, old.last_error) then
    new.version := old.version + 1;
  end if;
  if new.version > old.version then
    new.mirror_due_at := coalesce(old.mirror_due_at, now());
  end if;
  return new;
end $$;
create trigger trials_touch before update on trials for each row execute function touch_trial();

-- One row per attempt: who ran it, from where, how it ended.
create table attempts (
  trial_id integer not null references trials (id) on delete cascade,
  attempt integer not null,
  from_step integer not null default 0,
  host text not null,
  worker_id text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  -- The trial state it led to, the error code it failed with, or 'superseded'; null while it runs.
  outcome text,
  error text,
  primary key (trial_id, attempt)
);
