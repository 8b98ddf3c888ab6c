-- What search knows of a sweep, in the order in which it became known: a suggestion sees the results up to a position, so one
-- number per trial is enough to make it again. Append-only: a trial that was retried or extended gets a further row.
create table search_results (
  sweep_id text not null references sweeps (id) on delete cascade,
  position integer not null,
  number integer not null,
  -- Null: the trial ended without a finite value (diverged), which search takes as the worst.
  objective double precision,
  primary key (sweep_id, position)
);

-- Position of the newest result that the suggestion of this trial saw.
alter table trials add seen_results integer not null default 0;
-- The attempt whose ending is in search_results; 0 = none yet.
alter table trials add known_attempt integer not null default 0;
create index trials_unknown_result on trials (sweep_id, number)
  where state in ('completed', 'stopped-early', 'diverged') and known_attempt < attempt;
