-- A sweep: a search over a space of hyperparameters with one objective, a budget and a concurrency.
create table sweeps (
  id text primary key,
  -- Order of creation: the cursor of lists.
  seq bigint generated always as identity unique,
  name text not null,
  description text not null,
  state text not null default 'running' check (state in (
    'running', 'pausing', 'paused', 'stopping', 'stopped', 'cancelling', 'cancelled', 'completed', 'failed')),
  definition jsonb not null,
  yaml text not null,
  idempotency_key text unique,
  concurrency integer not null check (concurrency between 1 and 1000),
  pool text not null,
  planned_trials integer not null check (planned_trials > 0),
  -- Highest trial number given out: numbers are 1, 2, 3… without gaps.
  last_number integer not null default 0,
  -- No trial will be suggested any more: the space is used up, or a person stopped or cancelled the search.
  search_ended boolean not null default false,
  -- Key of the objective in metric_keys.
  objective_key integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ended_at timestamptz,
  -- Raised with every change that the MLflow mirror shows; mirror_due_at is when the oldest unmirrored one happened.
  version bigint not null default 1,
  mirrored_version bigint not null default 0,
  mirror_due_at timestamptz default now(),
  mlflow_run_id text,
  mlflow_experiment_id text
);
create index sweeps_state on sweeps (state, seq desc);
create index sweeps_mirror_due on sweeps (mirror_due_at) where mirror_due_at is not null;

create function touch_sweep() returns trigger language plpgsql as $$
begin
  if (new.state, new.concurrency, new.name, new.description, new.search_ended)
     is distinct from (old.state, old.concurrency, old.name, old.description, old.search_ended) then
    new.updated_at := now();
    new.version := old.version + 1;
    new.mirror_due_at := coalesce(old.mirror_due_at, now());
  end if;
  return new;
end $$;
create trigger sweeps_touch before update on sweeps for each row execute function touch_sweep();

-- Answers of commands, so that a repeated command is answered again instead of being done again.
create table commands (
  command_id text primary key,
  sweep_id text not null references sweeps (id) on delete cascade,
  command jsonb not null,
  answer jsonb not null,
  at timestamptz not null default now()
);
create index commands_sweep on commands (sweep_id);

-- Trials chosen for a bulk command.
create table selections (
  id bigint generated always as identity primary key,
  sweep_id text not null references sweeps (id) on delete cascade,
  numbers integer[] not null,
  created_at timestamptz not null default now()
);
create index selections_sweep on selections (sweep_id);

-- What a deleted sweep left behind in spools and MLflow, so that a repeated delete gives the same answer.
create table deleted_sweeps (
  sweep_id text primary key,
  trial_ids integer[] not null,
  mlflow_run_ids text[] not null,
  at timestamptz not null default now()
);
