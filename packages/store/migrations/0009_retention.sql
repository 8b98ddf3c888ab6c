-- Somebody reads this checkpoint: it is not pruned before then, whatever the rules say.
alter table checkpoints add column leased_until timestamptz;
-- Since the sweep last came to rest, its checkpoints were looked through and nothing is left to prune.
alter table sweeps add column pruned boolean not null default false;
create index sweeps_to_prune on sweeps (seq) where not pruned;
