-- Summaries and curves apart: a summary is written with every batch, a stretch of curve once, when the training has passed it.
-- Buckets that were updated with every batch cost more than the points themselves.

-- What a series (trial, key) is so far. NaN is left out of min and max (null when there is nothing else); infinities count.
create table metric_summaries (
  trial_id integer not null,
  key_id integer not null,
  last double precision not null,
  last_step integer not null,
  min double precision,
  min_step integer,
  max double precision,
  max_step integer,
  count integer not null,
  primary key (trial_id, key_id)
) with (fillfactor = 50); -- room for the update of every batch to stay on its page

-- Derived from metric_points: up to 32 buckets of 2^bits steps each, packed (src/metrics/bucketRecords.ts), and all of them
-- folded into one. block = step >> (bits + 5). Every point below trials.blocks_to is in a block of bits = 4; a block of a
-- higher level exists when four of the level below are complete.
create table metric_blocks (
  trial_id integer not null,
  bits smallint not null,
  key_id integer not null,
  block integer not null,
  last double precision not null,
  last_step integer not null,
  min double precision,
  min_step integer,
  max double precision,
  max_step integer,
  count integer not null,
  buckets bytea not null,
  primary key (trial_id, bits, key_id, block)
) partition by hash (trial_id);

do $$
begin
  for i in 0..7 loop
    execute format('create table metric_blocks_%s partition of metric_blocks for values with (modulus 8, remainder %s)', i, i);
  end loop;
end $$;

alter table trials
  -- Highest step of any stored point, -1 before the first: what lies beyond is new and needs no look for a conflict.
  add column points_to integer not null default -1,
  -- Steps below are in metric_blocks; the rest of a curve is read from the points.
  add column blocks_to integer not null default 0;

insert into metric_summaries (trial_id, key_id, last, last_step, min, min_step, max, max_step, count)
select trial_id, key_id, last, last_step, min, min_step, max, max_step, count from metric_buckets where bits = 31;

update trials t set points_to = s.last_step
from (select trial_id, max(last_step) as last_step from metric_summaries group by trial_id) s where s.trial_id = t.id;

drop table metric_buckets;
