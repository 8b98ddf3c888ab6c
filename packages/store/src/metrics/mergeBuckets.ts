import type { Sql } from '../connection/database.ts';
import { arrayText } from './arrayText.ts';
import type { Bucket } from './foldPoints.ts';

/** Adds folded new points to the stored buckets. The trial's row must be locked. */
export async function mergeBuckets(sql: Sql, trialId: number, buckets: readonly Bucket[]): Promise<void> {
  const column = (name: keyof Bucket) => arrayText(buckets.map((bucket) => bucket[name]));
  await sql`
    insert into metric_buckets as b
      (trial_id, bits, key_id, bucket, last, last_step, min, min_step, max, max_step, count)
    select ${trialId}::integer, * from unnest(
      ${column('bits')}::text::smallint[], ${column('keyId')}::text::integer[], ${column('bucket')}::text::integer[],
      ${column('last')}::text::double precision[], ${column('lastStep')}::text::integer[],
      ${column('min')}::text::double precision[], ${column('minStep')}::text::integer[],
      ${column('max')}::text::double precision[], ${column('maxStep')}::text::integer[],
      ${column('count')}::text::integer[])
    on conflict (trial_id, bits, key_id, bucket) do update set
      last = case when excluded.last_step >= b.last_step then excluded.last else b.last end,
      last_step = greatest(b.last_step, excluded.last_step),
      min = least(b.min, excluded.min),
      min_step = case when b.min is null or excluded.min < b.min then excluded.min_step else b.min_step end,
      max = greatest(b.max, excluded.max),
      max_step = case when b.max is null or excluded.max > b.max then excluded.max_step else b.max_step end,
      count = b.count + excluded.count`;
}
