import type { Sql } from '../connection/database.ts';
import { curveBits } from './curveLevels.ts';
import { mostSummed } from './sums.ts';

/**
 * Says anew what these series are: from their blocks below `blocksTo`, from their points beyond. Blocks hold no sums, so those are
 * added up from all points. The trial's row must be locked, the blocks must be right.
 */
export async function rebuildSummaries(
  sql: Sql,
  { trialId, keyIds, blocksTo }: { trialId: number; keyIds: readonly number[]; blocksTo: number },
): Promise<void> {
  const ids = keyIds as number[];
  await sql`delete from metric_summaries where trial_id = ${trialId} and key_id = any(${ids}::integer[])`;
  await sql`
    insert into metric_summaries (trial_id, key_id, last, last_step, min, min_step, max, max_step, count)
    select ${trialId}::integer, key_id,
      (array_agg(last order by last_step desc))[1], max(last_step),
      min(min), (array_agg(min_step order by min, min_step) filter (where min is not null))[1],
      max(max), (array_agg(max_step order by max desc, max_step) filter (where max is not null))[1],
      sum(count)
    from (
      select key_id, last, last_step, min, min_step, max, max_step, count
      from metric_blocks where trial_id = ${trialId} and bits = ${curveBits[0]} and key_id = any(${ids}::integer[])
      union all
      select key_id, value, step, nullif(value, 'NaN'), step, nullif(value, 'NaN'), step, 1
      from metric_points where trial_id = ${trialId} and key_id = any(${ids}::integer[]) and step >= ${blocksTo}
    ) parts
    group by key_id`;
  await sql`
    update metric_summaries s set sum = p.sum, summed = p.summed
    from (
      select key_id, sum(value) as sum, count(*) as summed from metric_points
      where trial_id = ${trialId} and key_id = any(${ids}::integer[]) and value between ${-mostSummed} and ${mostSummed}
      group by key_id
    ) p where s.trial_id = ${trialId} and s.key_id = p.key_id`;
}
