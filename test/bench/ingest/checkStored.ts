import type { openClient } from '@seesaw/store/connection/openClient';
import type { Store } from '@seesaw/store/storePort';

/** Compares what was sent with what is stored: every point once, summaries and curve of a series equal to its points. */
export async function checkStored({
  sql,
  store,
  trials,
  sent,
}: {
  sql: ReturnType<typeof openClient>;
  store: Store;
  trials: readonly { trialId: number }[];
  sent: number;
}): Promise<unknown> {
  await sql`set statement_timeout = 0`;
  const [points] = await sql<{ count: number }[]>`select count(*) from metric_points`;
  const [summed] = await sql<{ count: number }[]>`select sum(count)::bigint as count from metric_summaries`;
  const [wrong] = await sql<{ count: number }[]>`
    select count(*) from metric_summaries s join lateral (
      select min(value) as min, max(value) as max, max(step) as last_step, count(*) as count
      from metric_points p where p.trial_id = s.trial_id and p.key_id = s.key_id
    ) p on (p.min, p.max, p.last_step, p.count) is distinct from (s.min, s.max, s.last_step, s.count)
    where s.trial_id = ${trials[0]?.trialId ?? 0}`;
  const trialIds = trials.map(({ trialId }) => trialId);
  const { series } = await store.metrics.curves({ trialIds, metrics: ['bench/metric_0'], buckets: 200 });
  const inCurves = series.reduce((sum, one) => sum + one.totalPoints, 0);
  const [ofMetric] = await sql<{ count: number }[]>`
    select count(*) from metric_points where key_id = (select id from metric_keys where name = 'bench/metric_0')`;
  const [size] = await sql<{ points: number; blocks: number }[]>`
    select sum(pg_total_relation_size(c.oid)) filter (where relname like 'metric_points%')::bigint as points,
      sum(pg_total_relation_size(c.oid)) filter (where relname like 'metric_blocks%')::bigint as blocks
    from pg_class c where relkind = 'r'`;
  const right = points?.count === sent && summed?.count === sent && wrong?.count === 0 && inCurves === ofMetric?.count;
  return {
    right,
    points: points?.count,
    summed: summed?.count,
    wrongSummaries: wrong?.count,
    inCurves,
    bytesPerPoint: { points: perPoint(size?.points, sent), blocks: perPoint(size?.blocks, sent) },
  };
}

function perPoint(bytes: number | undefined, points: number): number {
  return Number(((bytes ?? 0) / points).toFixed(1));
}
