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

-- Sums for filters of trials, as JavaScript calculates them, but null instead of a result that is no finite number: Postgres
-- would end the whole query there. The range in front is only the quick way.
create function finite_result(value double precision) returns double precision
  language sql immutable strict parallel safe as
  $$ select case when value in ('NaN', 'Infinity', '-Infinity') then null else value end $$;

create function finite_sum(a double precision, b double precision) returns double precision
  language plpgsql immutable strict parallel safe as $$
begin
  if abs(a) < 1e300 and abs(b) < 1e300 then return a + b; end if;
  begin
    return finite_result(a + b);
  exception when numeric_value_out_of_range then return null;
  end;
end $$;

create function finite_product(a double precision, b double precision) returns double precision
  language plpgsql immutable strict parallel safe as $$
begin
  if abs(a) between 1e-150 and 1e150 and abs(b) between 1e-150 and 1e150 then return a * b; end if;
  begin
    return finite_result(a * b);
  exception when numeric_value_out_of_range then
    -- Too large, or so small that it rounds to nothing; the sign of that nothing is of no account.
    return case when abs(a) < 1 or abs(b) < 1 then 0 end;
  end;
end $$;

create function finite_quotient(a double precision, b double precision) returns double precision
  language plpgsql immutable strict parallel safe as $$
begin
  if b = 0 then return null; end if;
  if abs(a) between 1e-150 and 1e150 and abs(b) between 1e-150 and 1e150 then return a / b; end if;
  begin
    return finite_result(a / b);
  exception when numeric_value_out_of_range then
    return case when abs(b) > 1 then 0 end;
  end;
end $$;

-- Sorts and counts of a large sweep read this instead of the wide rows; step is not in it, which changes with every batch.
create index trials_list on trials (sweep_id, number) include (id, state, score, health, attempt);
