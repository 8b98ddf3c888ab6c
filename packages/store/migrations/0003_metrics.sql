create table metric_keys (
  id integer generated always as identity primary key,
  name text not null unique
);
alter table sweeps add foreign key (objective_key) references metric_keys (id);

-- Every measured value as it was, NaN and infinities included. No foreign key: a batch is written under the lock of its trial's row.
create table metric_points (
  trial_id integer not null,
  key_id integer not null,
  step integer not null check (step >= 0),
  attempt integer not null,
  value double precision not null,
  at timestamptz not null,
  primary key (trial_id, key_id, step)
) partition by hash (trial_id);

-- The same values folded into buckets of 2^bits steps: bucket = step >> bits. bits = 31 is the summary of the whole series.
-- NaN is left out of min and max (null when there is nothing else); infinities count.
create table metric_buckets (
  trial_id integer not null,
  bits smallint not null,
  key_id integer not null,
  bucket integer not null,
  last double precision not null,
  last_step integer not null,
  min double precision,
  min_step integer,
  max double precision,
  max_step integer,
  count integer not null,
  primary key (trial_id, bits, key_id, bucket)
) partition by hash (trial_id);

do $$
begin
  for i in 0..7 loop
    execute format('create table metric_points_%s partition of metric_points for values with (modulus 8, remainder %s)', i, i);
    execute format('create table metric_buckets_%s partition of metric_buckets for values with (modulus 8, remainder %s) with (fillfactor = 70)', i, i);
  end loop;
end $$;

create index metric_points_non_finite on metric_points (trial_id, key_id, step)
  where value in ('NaN', 'Infinity', '-Infinity');
