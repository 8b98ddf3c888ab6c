-- In which lane of its slot an attempt ran, counted from 0; null where it had the slot to itself.
alter table attempts add column lane integer check (lane >= 0);

-- What a slot trains is a list by now, one entry for each of its lanes.
update workers set slots = (
  select coalesce(jsonb_agg((slot - 'trialId' - 'step') || '{"lanes": [null]}'::jsonb order by place), '[]'::jsonb)
  from jsonb_array_elements(slots) with ordinality as each(slot, place)
);
