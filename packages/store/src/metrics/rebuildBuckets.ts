import type { Sql } from '../connection/database.ts';
import { allBits } from './bucketLevels.ts';

/** Folds the stored points of these series again, for every bucket that reaches `fromStep` or lies beyond. The trial's row must be locked. */
export async function rebuildBuckets(
  sql: Sql,
  { trialId, keyIds, fromStep }: { trialId: number; keyIds: readonly number[]; fromStep: number },
): Promise<void> {
  for (const bits of allBits) {
    const firstBucket = fromStep >> bits;
    const firstStep = bits === 31 ? 0 : firstBucket << bits;
    await sql`
      delete from metric_buckets
      where trial_id = ${trialId} and bits = ${bits} and key_id = any(${keyIds as number[]}::integer[]) and bucket >= ${firstBucket}`;
    await sql`
      insert into metric_buckets (trial_id, bits, key_id, bucket, last, last_step, min, min_step, max, max_step, count)
      select trial_id, ${bits}::smallint, key_id, bucket,
        (array_agg(value order by step desc))[1], max(step),
        min(value) filter (where value <> 'NaN'),
        (array_agg(step order by value, step) filter (where value <> 'NaN'))[1],
        max(value) filter (where value <> 'NaN'),
        (array_agg(step order by value desc, step) filter (where value <> 'NaN'))[1],
        count(*)
      from (
        select *, step >> ${bits}::integer as bucket from metric_points
        where trial_id = ${trialId} and key_id = any(${keyIds as number[]}::integer[]) and step >= ${firstStep}
      ) points
      group by trial_id, key_id, bucket`;
  }
}
