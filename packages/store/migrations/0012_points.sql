-- Which point of its sweep a trial trains, where points are repeated over training seeds; null: the trial is a point of its own.
alter table trials add column point_number integer;
-- Nobody could pick a point of such a sweep by hand so far, so its points follow one another.
update trials t set point_number = ceil(t.number::numeric / (s.definition ->> 'repeats')::integer)
from sweeps s where s.id = t.sweep_id and (s.definition ->> 'repeats')::integer > 1;
