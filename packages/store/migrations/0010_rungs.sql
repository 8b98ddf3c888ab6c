-- The newest decision step that the trial was let pass: it trains to the next one behind it, wherever it resumes. A trial in
-- state 'waiting' stands at its step; once passed_step has come there, too, it may be launched again.
alter table trials add passed_step integer not null default 0;
create index trials_waiting on trials (sweep_id, number) where state = 'waiting';
