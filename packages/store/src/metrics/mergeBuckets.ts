import type { Sql } from '../connection/database.ts';
import type { Bucket } from './foldPoints.ts';

/** Adds folded new points to the stored buckets. The trial's row must be locked. */
export async function mergeBuckets(sql: Sql, trialId: number, buckets: readonly Bucket[]): Promise<void> {
  const column = (name: keyof Bucket) => buckets.map((bucket) => bucket[name]);
  await sql`
    insert into metric_buckets as b
      (trial_id, bits, key_id, bucket, last, last_step, min, min_step, max, max_step, count)
    select ${trialId}::integer, * from unnest(
      ${column('bits')}::smallint[], ${column('keyId')}::integer[], ${column('bucket')}::integer[],
      ${column('last')}::double precision[], ${column('lastStep')}::integer[],
      ${column('min')}::double precision[], ${column('minStep')}::integer[],
      ${column('max')}::double precision[], ${column('maxStep')}::integer[],
      ${column('count')}::integer[])
    on conflict (trial_id, bits, key_id, bucket) do update set
      last = case when excluded.last_step >= b.last_step then excluded.last else b.last end,
      last_step = greatest(b.last_step, excluded.last_step),
      min = least(b.min, excluded.min),
      min_step = case when b.min is null or excluded.min < b.min then excluded.min_step else b.min_step end,
      max = greatest(b.max, excluded.max),
      max_step = case when b.max is null or excluded.max > b.max then excluded.max_step else b.max_step end,
      count = b.count + excluded.count`;
}
