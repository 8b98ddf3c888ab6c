import { SeesawError } from '@seesaw/shared/errors';
import type { Database, Sql } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { MetricPoint } from '../storePort.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';
import { closeBlocks } from './closeBlocks.ts';
import { blockStart } from './curveLevels.ts';
import { mergeSummaries } from './mergeSummaries.ts';
import { type KeyedPoint, orderPoints } from './orderPoints.ts';
import { rebuildSummaries } from './rebuildSummaries.ts';
import { scoreOf } from './score.ts';
import { dropBlocks, writeBlocks } from './writeBlocks.ts';

/** A trial.progress event at most this often per trial. */
const progressEveryMs = 1000;

/**
 * One batch in one transaction under the lock of the trial's row, which is the fence and makes batches of a trial a queue of
 * one. Points beyond every stored step, the normal case, are inserted without a look for conflicts. A batch that is there
 * already (sent again after a lost answer) changes nothing; when only some of it was, its series are summed up anew.
 */
export async function appendPoints(
  database: Database,
  { trialId, attempt, points }: { trialId: number; attempt: number; points: readonly MetricPoint[] },
): Promise<void> {
  for (const point of points) refuseBadStep(trialId, point);
  const keys = await database.metricKeys.ensure(points.map((point) => point.metric));
  const batch = orderPoints(
    points.map(({ metric, step, value, at }) => ({ keyId: keys.get(metric) as number, step, value, at })),
  );
  const toldProgress = await database.transaction(async (tx) => {
    const trial = await lockForAttempt(tx, trialId, attempt);
    if (batch.length === 0) return false;
    if ((await store(tx, trial, batch)) === 'unchanged') return false;
    const pointsTo = batch.reduce((most, { step }) => Math.max(most, step), trial.pointsTo);
    const blocksTo = await closeBlocks(tx, trial, blockStart(pointsTo));
    return advance(tx, trial, { batch, pointsTo, blocksTo });
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

/** Points, summaries, and the blocks that points fall into which were folded already. */
async function store(tx: Sql, trial: TrialRecord, batch: readonly KeyedPoint[]): Promise<'changed' | 'unchanged'> {
  const late = batch.filter(({ step }) => step <= trial.pointsTo);
  const fresh = late.length === 0 ? batch : batch.filter(({ step }) => step > trial.pointsTo);
  if (fresh.length > 0) await insert(tx, trial, fresh, 'fresh');
  const inserted = late.length === 0 ? 0 : await insert(tx, trial, late, 'late');
  const known = inserted < late.length;
  const overwritten = known ? await overwrite(tx, trial, late) : 0;
  if (fresh.length + inserted + overwritten === 0) return 'unchanged';
  const folded = batch.filter(({ step }) => step < trial.blocksTo);
  if (folded.length > 0) {
    const first = folded.reduce((least, { step }) => Math.min(least, step), trial.blocksTo);
    const stretch = { trialId: trial.id, keyIds: keyIdsOf(folded), from: blockStart(first) };
    await dropBlocks(tx, stretch);
    await writeBlocks(tx, { ...stretch, to: trial.blocksTo });
  }
  if (known) await rebuildSummaries(tx, { trialId: trial.id, keyIds: keyIdsOf(batch), blocksTo: trial.blocksTo });
  else await mergeSummaries(tx, trial.id, batch);
  return 'changed';
}

/** How many were not there yet. Fresh ones cannot be. */
async function insert(
  tx: Sql,
  trial: TrialRecord,
  points: readonly KeyedPoint[],
  kind: 'fresh' | 'late',
): Promise<number> {
  const inserted = await tx`
    insert into metric_points (trial_id, key_id, step, attempt, value, at)
    select ${trial.id}::integer, p.key_id, p.step, ${trial.attempt}::integer, p.value, ${timeOf(tx, points)}
    from ${unnested(tx, points)} as p(key_id, step, value, at)
    ${kind === 'late' ? tx`on conflict (trial_id, key_id, step) do nothing` : tx``}`;
  return inserted.count;
}

/** How many of the points were stored with another value before. */
async function overwrite(tx: Sql, { id, attempt }: TrialRecord, points: readonly KeyedPoint[]): Promise<number> {
  const changed = await tx`
    update metric_points m set attempt = ${attempt}, value = p.value, at = ${timeOf(tx, points)}
    from ${unnested(tx, points)} as p(key_id, step, value, at)
    where m.trial_id = ${id} and m.key_id = p.key_id and m.step = p.step
      and m.attempt <= ${attempt} and (m.attempt < ${attempt} or m.value <> p.value)`;
  return changed.count;
}

function unnested(sql: Sql, points: readonly KeyedPoint[]) {
  const start = startOf(points);
  return sql`unnest(
    ${points.map((point) => point.keyId)}::integer[],
    ${points.map((point) => point.step)}::integer[],
    ${points.map((point) => point.value)}::double precision[],
    ${points.map((point) => point.at - start)}::double precision[])`;
}

function timeOf(sql: Sql, points: readonly KeyedPoint[]) {
  return sql`to_timestamp((${startOf(points)}::double precision + p.at) / 1000)`;
}

/** Times are sent relative to it: writing thirteen digits as text takes longer than all the rest of a point. */
function startOf(points: readonly KeyedPoint[]): number {
  return points[0]?.at ?? 0;
}

function keyIdsOf(points: readonly KeyedPoint[]): number[] {
  return [...new Set(points.map((point) => point.keyId))];
}

interface Advance {
  readonly batch: readonly KeyedPoint[];
  readonly pointsTo: number;
  readonly blocksTo: number;
}

/** Step, score and version of the trial; a progress event now and then. True when it was written. */
async function advance(tx: Sql, trial: TrialRecord, { batch, pointsTo, blocksTo }: Advance): Promise<boolean> {
  const step = batch.reduce((most, point) => Math.max(most, point.step), trial.step);
  const [row] = await tx<{ due: boolean; score: number | null }[]>`
    with due as (
      select t.id, coalesce(t.progress_at < now() - ${progressEveryMs} * interval '1 ms', true) as due
      from trials t where t.id = ${trial.id}
    )
    update trials t set step = ${step}, max_step = greatest(t.max_step, ${step}), version = t.version + 1,
      points_to = ${pointsTo}, blocks_to = ${blocksTo},
      progress_at = case when due.due then now() else t.progress_at end,
      score = ${scoreOf(tx)}
    from due where t.id = due.id
    returning due.due, t.score`;
  if (!row?.due) return false;
  await addEvent(tx, {
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
