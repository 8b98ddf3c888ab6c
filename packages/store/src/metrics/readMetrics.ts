import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { metricKeys, metricPoints } from '../tables/metricTables.ts';

/** Every point of one series, by step. */
export async function allPoints(
  { typed }: Database,
  { trialId, metric }: { trialId: number; metric: string },
): Promise<{ step: number; value: number; at: string; attempt: number }[]> {
  const rows = await typed
    .select({ step: metricPoints.step, value: metricPoints.value, at: metricPoints.at, attempt: metricPoints.attempt })
    .from(metricPoints)
    .innerJoin(metricKeys, eq(metricKeys.id, metricPoints.keyId))
    .where(and(eq(metricPoints.trialId, trialId), eq(metricKeys.name, metric)))
    .orderBy(asc(metricPoints.step));
  return rows.map((row) => ({ ...row, at: isoTime(row.at) }));
}

/** Names of all metrics that any trial of the sweep reported, sorted. */
export async function metricNames({ sql }: Database, sweepId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from metric_keys where id in (
      select m.key_id from trials t join metric_summaries m on m.trial_id = t.id where t.sweep_id = ${sweepId})
    order by name`;
  return rows.map((row) => row.name);
}
