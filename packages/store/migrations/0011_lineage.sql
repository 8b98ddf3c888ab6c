-- Population based training: a trial that went on from another one's checkpoint, with other hyperparameters.
create table lineage (
  trial_id integer not null references trials (id) on delete cascade,
  step integer not null,
  source_trial_id integer not null references trials (id) on delete cascade,
  -- The point that it had until then.
  point_before jsonb not null,
  at timestamptz not null default now(),
  primary key (trial_id, step)
);
