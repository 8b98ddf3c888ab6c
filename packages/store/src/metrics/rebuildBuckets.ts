import type postgres from 'postgres';
import type { Sql } from '../connection/database.ts';
import { allBits } from './bucketLevels.ts';

interface Rebuild {
  readonly trialId: number;
  readonly keyIds: readonly number[];
  readonly fromStep: number;
}

/**
 * Folds these series again, for every bucket that reaches `fromStep` or lies beyond: the narrowest buckets from the points,
 * each wider level from the one below, so that the cost does not grow with what lies before. The trial's row must be locked.
 */
export async function rebuildBuckets(sql: Sql, rebuild: Rebuild): Promise<void> {
  const { trialId, fromStep } = rebuild;
  const keyIds = rebuild.keyIds as number[];
  for (const [level, bits] of allBits.entries()) {
    const firstBucket = fromStep >> bits;
    const finerBits = allBits[level - 1];
    await sql`
      delete from metric_buckets
      where trial_id = ${trialId} and bits = ${bits} and key_id = any(${keyIds}::integer[]) and bucket >= ${firstBucket}`;
    await sql`
      insert into metric_buckets (trial_id, bits, key_id, bucket, last, last_step, min, min_step, max, max_step, count)
      select ${trialId}::integer, ${bits}::smallint, key_id, bucket,
        (array_agg(last order by last_step desc))[1], max(last_step),
        min(min), (array_agg(min_step order by min, min_step) filter (where min is not null))[1],
        max(max), (array_agg(max_step order by max desc, max_step) filter (where max is not null))[1],
        sum(count)
      from (${
        finerBits === undefined
          ? pointsBelow(sql, { trialId, keyIds, bits, firstBucket })
          : bucketsBelow(sql, { trialId, keyIds, bits, firstBucket, finerBits })
      }) finer
      group by key_id, bucket`;
  }
}

interface Level {
  readonly trialId: number;
  readonly keyIds: number[];
  readonly bits: number;
  readonly firstBucket: number;
}

function pointsBelow(sql: Sql, { trialId, keyIds, bits, firstBucket }: Level): postgres.Fragment {
  return sql`
    select key_id, step >> ${bits}::integer as bucket, value as last, step as last_step, 1 as count,
      nullif(value, 'NaN') as min, step as min_step, nullif(value, 'NaN') as max, step as max_step
    from metric_points
    where trial_id = ${trialId} and key_id = any(${keyIds}::integer[]) and step >= ${firstBucket * 2 ** bits}`;
}

function bucketsBelow(sql: Sql, { trialId, keyIds, bits, firstBucket, finerBits }: Level & { finerBits: number }) {
  const shift = bits - finerBits;
  return sql`
    select key_id, bucket >> ${shift}::integer as bucket, last, last_step, count, min, min_step, max, max_step
    from metric_buckets
    where trial_id = ${trialId} and bits = ${finerBits} and key_id = any(${keyIds}::integer[])
      and bucket >= ${firstBucket * 2 ** shift}`;
}
