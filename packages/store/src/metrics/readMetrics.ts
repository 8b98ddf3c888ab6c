import { and, asc, eq, gt } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { metricKeys, metricPoints } from '../tables/metricTables.ts';

/** The points of one series after a step (all unless told), by step. */
export async function allPoints(
  { typed }: Database,
  { trialId, metric, afterStep = -1 }: { trialId: number; metric: string; afterStep?: number },
): Promise<{ step: number; value: number; at: string; attempt: number }[]> {
  const rows = await typed
    .select({ step: metricPoints.step, value: metricPoints.value, at: metricPoints.at, attempt: metricPoints.attempt })
    .from(metricPoints)
    .innerJoin(metricKeys, eq(metricKeys.id, metricPoints.keyId))
    .where(and(eq(metricPoints.trialId, trialId), eq(metricKeys.name, metric), gt(metricPoints.step, afterStep)))
    .orderBy(asc(metricPoints.step));
  return rows.map((row) => ({ ...row, at: isoTime(row.at) }));
}

/** Points of several series, each read from its own place in the index. */
export async function readStretch(
  { sql }: Database,
  input: { trialId: number; metrics: readonly string[]; afterStep: number; toStep: number },
): Promise<Map<string, { step: number; value: number }[]>> {
  const { trialId, metrics, afterStep, toStep } = input;
  const rows = await sql<{ name: string; step: number; value: number }[]>`
    select k.name, p.step, p.value from metric_keys k cross join lateral (
      select step, value from metric_points
      where trial_id = ${trialId} and key_id = k.id and step > ${afterStep} and step <= ${toStep}
    ) p
    where k.name = any(${metrics as string[]}::text[]) order by k.id, p.step`;
  const series = new Map<string, { step: number; value: number }[]>();
  for (const { name, step, value } of rows) {
    const points = series.get(name);
    if (points === undefined) series.set(name, [{ step, value }]);
    else points.push({ step, value });
  }
  return series;
}

export async function countNonFinite({ sql }: Database, trialId: number): Promise<Record<string, number>> {
  // From the partial index of these points alone.
  const rows = await sql<{ name: string; count: number }[]>`
    select k.name, count(*) from metric_points p join metric_keys k on k.id = p.key_id
    where p.trial_id = ${trialId} and p.value in ('NaN', 'Infinity', '-Infinity') group by k.name`;
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

/** Names of all metrics that any trial of the sweep reported, sorted. */
export async function metricNames({ sql }: Database, sweepId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from metric_keys where id in (
      select m.key_id from trials t join metric_summaries m on m.trial_id = t.id where t.sweep_id = ${sweepId})
    order by name`;
  return rows.map((row) => row.name);
}
