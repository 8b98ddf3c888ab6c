-- The mean of a series: sum and number of its values between -1e150 and 1e150 (src/metrics/sums.ts), so that no sum overflows.
alter table metric_summaries
  add column sum double precision not null default 0,
  add column summed integer not null default 0;

update metric_summaries s set sum = p.sum, summed = p.summed
from (
  select trial_id, key_id, sum(value) as sum, count(*) as summed from metric_points
  where value between -1e150 and 1e150 group by trial_id, key_id
) p where p.trial_id = s.trial_id and p.key_id = s.key_id;
