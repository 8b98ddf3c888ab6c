-- What a sweep knew of its space before its first trial: results of earlier sweeps, copied when it was created, so that nothing
-- that happens to those afterwards changes a suggestion. Every suggestion sees all of them.
create table warm_results (
  sweep_id text not null references sweeps (id) on delete cascade,
  position integer not null,
  point jsonb not null,
  -- Mean of n trials at this point; null: one of them diverged, which search takes as the worst.
  objective double precision,
  n integer not null check (n >= 1),
  standard_error double precision,
  primary key (sweep_id, position)
);
-- How many trials of which sweep that was, and what was left out and why: WarmSource[] of the contract.
alter table sweeps add column warm_sources jsonb;
