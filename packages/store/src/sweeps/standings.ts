import type { Standing } from '@seesaw/shared/standing';
import type { Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';

/** Every trial of the sweep that reported the metric at the step, by number. */
export async function standingsAt(
  sql: Sql,
  sweep: SweepRecord,
  {
    metric,
    step,
    since = step,
    earlierTo = -1,
  }: {
    metric: string;
    step: number;
    /** First step that counts for mean and best. */
    since?: number;
    /** Last step that counts for the earlier best. */
    earlierTo?: number;
  },
): Promise<Standing[]> {
  const best = sweep.definition.metric.goal === 'minimize' ? sql`min` : sql`max`;
  return sql<Standing[]>`
    select t.number,
      max(p.value) filter (where p.step = ${step} and p.finite) as value,
      avg(p.value) filter (where p.finite) as mean,
      ${best}(p.value) filter (where p.finite) as best,
      ${best}(p.value) filter (where p.finite and p.step <= ${earlierTo}) as earlier_best
    from trials t
    join lateral (
      select step, value, value not in ('NaN', 'Infinity', '-Infinity') as finite from metric_points
      where trial_id = t.id and key_id = (select id from metric_keys where name = ${metric})
        and step between ${since} and ${step}
    ) p on true
    where t.sweep_id = ${sweep.id}
    group by t.number having bool_or(p.step = ${step})
    order by t.number`;
}
