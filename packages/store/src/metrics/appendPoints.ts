import { SeesawError } from '@seesaw/shared/errors';
import type { Database, Sql } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { MetricPoint } from '../storePort.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';
import { foldPoints, type KeyedPoint } from './foldPoints.ts';
import { mergeBuckets } from './mergeBuckets.ts';
import { rebuildBuckets } from './rebuildBuckets.ts';

/** A trial.progress event at most this often per trial. */
const progressEveryMs = 1000;

interface StoredPoint extends KeyedPoint {
  readonly at: number;
}

/**
 * One batch in one transaction under the lock of the trial's row, which is the fence and makes batches of a trial a queue of
 * one. New points are folded into the buckets. A batch that is there already (sent again after a lost answer) changes nothing;
 * when only some of it was, the buckets of its series are rebuilt.
 */
export async function appendPoints(
  database: Database,
  { trialId, attempt, points }: { trialId: number; attempt: number; points: readonly MetricPoint[] },
): Promise<void> {
  for (const point of points) refuseBadStep(trialId, point);
  const keys = await database.metricKeys.ensure(points.map((point) => point.metric));
  const stored = lastOfEachStep(points, keys);
  const toldProgress = await database.transaction(async (tx) => {
    const trial = await lockForAttempt(tx, trialId, attempt);
    if (stored.length === 0) return false;
    const inserted = await insertNew(tx, trialId, attempt, stored);
    if (inserted === stored.length) {
      await mergeBuckets(tx, trialId, foldPoints(stored));
    } else {
      const unchanged = (await overwrite(tx, trialId, attempt, stored)) === 0 && inserted === 0;
      if (unchanged) return false;
      const keyIds = [...new Set(stored.map((point) => point.keyId))];
      const fromStep = stored.reduce((least, point) => Math.min(least, point.step), Number.MAX_SAFE_INTEGER);
      await rebuildBuckets(tx, { trialId, keyIds, fromStep });
    }
    return advance(tx, trial, stored);
  });
  if (toldProgress) database.doorbell.ring();
}

function refuseBadStep(trialId: number, { metric, step }: MetricPoint): void {
  if (Number.isInteger(step) && step >= 0 && step < 2 ** 31) return;
  throw new SeesawError(
    'internal',
    `Metric ${metric} has the step ${step}: expected a whole number from 0 to 2^31 - 1`,
    {
      facts: { trialId },
    },
  );
}

function lastOfEachStep(points: readonly MetricPoint[], keys: ReadonlyMap<string, number>): StoredPoint[] {
  const byStep = new Map<string, StoredPoint>();
  for (const { metric, step, value, at } of points) {
    const keyId = keys.get(metric) as number;
    byStep.set(`${keyId}/${step}`, { keyId, step, value, at });
  }
  return [...byStep.values()];
}

async function insertNew(sql: Sql, trialId: number, attempt: number, points: readonly StoredPoint[]): Promise<number> {
  const inserted = await sql`
    insert into metric_points (trial_id, key_id, step, attempt, value, at)
    select ${trialId}::integer, p.key_id, p.step, ${attempt}::integer, p.value, to_timestamp(p.at / 1000)
    from ${unnested(sql, points)} as p(key_id, step, value, at)
    on conflict (trial_id, key_id, step) do nothing`;
  return inserted.count;
}

/** How many of the points were stored with another value before. */
async function overwrite(sql: Sql, trialId: number, attempt: number, points: readonly StoredPoint[]): Promise<number> {
  const changed = await sql`
    update metric_points m set attempt = ${attempt}, value = p.value, at = to_timestamp(p.at / 1000)
    from ${unnested(sql, points)} as p(key_id, step, value, at)
    where m.trial_id = ${trialId} and m.key_id = p.key_id and m.step = p.step
      and m.attempt <= ${attempt} and (m.attempt < ${attempt} or m.value <> p.value)`;
  return changed.count;
}

function unnested(sql: Sql, points: readonly StoredPoint[]) {
  return sql`unnest(
    ${points.map((point) => point.keyId)}::integer[],
    ${points.map((point) => point.step)}::integer[],
    ${points.map((point) => point.value)}::double precision[],
    ${points.map((point) => point.at)}::double precision[])`;
}

/** Step, score and version of the trial; a progress event now and then. True when it was written. */
async function advance(sql: Sql, trial: TrialRecord, points: readonly StoredPoint[]): Promise<boolean> {
  const step = points.reduce((most, point) => Math.max(most, point.step), trial.step);
  const [row] = await sql<{ due: boolean; score: number | null }[]>`
    with due as (
      select t.id, coalesce(t.progress_at < now() - ${progressEveryMs} * interval '1 ms', true) as due
      from trials t where t.id = ${trial.id}
    )
    update trials t set step = ${step}, max_step = greatest(t.max_step, ${step}), version = t.version + 1,
      progress_at = case when due.due then now() else t.progress_at end,
      score = (
        select case when b.last in ('NaN', 'Infinity', '-Infinity') then null else b.last end
        from metric_buckets b join sweeps s on s.objective_key = b.key_id
        where s.id = t.sweep_id and b.trial_id = t.id and b.bits = 31 and b.bucket = 0)
    from due where t.id = due.id
    returning due.due, t.score`;
  if (!row?.due) return false;
  await addEvent(sql, {
    kind: 'trial.progress',
    sweepId: trial.sweepId,
    trialId: trial.id,
    trialNumber: trial.number,
    attempt: trial.attempt,
    step,
    message: `Trial ${trial.number} is at step ${step}`,
    data: { steps: trial.config.steps, score: row.score },
  });
  return true;
}
