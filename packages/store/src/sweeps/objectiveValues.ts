import type postgres from 'postgres';
import type { Sql } from '../connection/database.ts';

/**
 * Joins `o.values` to trials `t` of sweeps `s`: the last value of each objective, in the order of the file, null where a trial
 * never reported it.
 */
export function objectiveValues(sql: Sql) {
  return lastValues(
    sql,
    sql`jsonb_array_elements(coalesce(s.definition -> 'metrics', jsonb_build_array(s.definition -> 'metric')))`,
  );
}

/** The same of the objectives in `metrics`, rows of JSON with a name. */
export function lastValues(sql: Sql, metrics: postgres.Fragment) {
  return sql`
    cross join lateral (
      select array_agg(m.last order by named.place) as values
      from ${metrics} with ordinality as named(metric, place)
      left join metric_keys k on k.name = named.metric ->> 'name'
      left join metric_summaries m on m.key_id = k.id and m.trial_id = t.id
    ) o`;
}
