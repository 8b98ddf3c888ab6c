import type { Sql } from '../connection/database.ts';
import { addPoint, type Fold, foldOf } from './fold.ts';
import type { KeyedPoint } from './orderPoints.ts';
import { type Sum, sumsOf } from './sums.ts';

/** Adds points that were not stored before, ordered, to the summaries of their series. The trial's row must be locked. */
export async function mergeSummaries(sql: Sql, trialId: number, points: readonly KeyedPoint[]): Promise<void> {
  const folds = foldSeries(points);
  const keyIds = [...folds.keys()];
  const column = (name: keyof Fold) => Array.from(folds.values(), (fold) => fold[name]);
  const sums = sumsOf(points);
  const summed = (name: keyof Sum) => keyIds.map((keyId) => sums.get(keyId)?.[name] ?? 0);
  await sql`
    insert into metric_summaries as s (trial_id, key_id, last, last_step, min, min_step, max, max_step, count, sum, summed)
    select ${trialId}::integer, * from unnest(
      ${keyIds}::integer[], ${column('last')}::double precision[], ${column('lastStep')}::integer[],
      ${column('min')}::double precision[], ${column('minStep')}::integer[],
      ${column('max')}::double precision[], ${column('maxStep')}::integer[], ${column('count')}::integer[],
      ${summed('sum')}::double precision[], ${summed('summed')}::integer[])
    on conflict (trial_id, key_id) do update set
      last = case when excluded.last_step >= s.last_step then excluded.last else s.last end,
      last_step = greatest(s.last_step, excluded.last_step),
      min = least(s.min, excluded.min),
      min_step = case when s.min is null or excluded.min < s.min then excluded.min_step else s.min_step end,
      max = greatest(s.max, excluded.max),
      max_step = case when s.max is null or excluded.max > s.max then excluded.max_step else s.max_step end,
      count = s.count + excluded.count,
      sum = s.sum + excluded.sum, summed = s.summed + excluded.summed`;
}

function foldSeries(points: readonly KeyedPoint[]): Map<number, Fold> {
  const folds = new Map<number, Fold>();
  let keyId = -1;
  let fold: Fold | undefined;
  for (const point of points) {
    if (fold === undefined || point.keyId !== keyId) {
      keyId = point.keyId;
      fold = foldOf(point.step, point.value);
      folds.set(keyId, fold);
    } else addPoint(fold, point.step, point.value);
  }
  return folds;
}
