import type { openClient } from '@seesaw/store/connection/openClient';
import type { Store } from '@seesaw/store/storePort';
import { begin, newTrials } from '@seesaw/store/testing/exampleSweep';

type Sql = ReturnType<typeof openClient>;

const batchPoints = 5000;
/** As many trials report through the store; the others are copies of their rows. */
const reportingTrials = 10;

/** A sweep of finished trials with one curve of so many points each. */
export async function fillCurves({
  store,
  sql,
  trials,
  points,
}: {
  store: Store;
  sql: Sql;
  trials: number;
  points: number;
}): Promise<string> {
  const { sweepId, trials: rows } = await newTrials(store, trials, {
    plannedTrials: trials,
    concurrency: Math.min(Math.max(2, trials), 1000),
  });
  const reporting = rows.slice(0, reportingTrials);
  for (const { trialId } of reporting) {
    const segment = { trialId, attempt: (await begin(store, trialId)).attempt };
    for (let from = 0; from < points; from += batchPoints) {
      const steps = Array.from({ length: Math.min(batchPoints, points - from) }, (_, index) => from + index);
      const batch = steps.map((step) => ({ metric: 'curve', step, value: lossAt(step, trialId), at: step }));
      await store.metrics.append({ ...segment, points: batch });
    }
    await store.segments.finish({ ...segment, state: 'completed', step: points - 1, message: 'done' });
  }
  const copies = rows.slice(reportingTrials).map((row, index) => ({
    to: row.trialId,
    from: reporting[index % reporting.length]!.trialId,
  }));
  // By partition and key, as they would lie after such a sweep; a hundred trials at a time show that it goes on.
  for (let done = 0; done < copies.length; done += 100) {
    const some = copies.slice(done, done + 100);
    const pairs = sql`unnest(${some.map(({ to }) => to)}::integer[], ${some.map(({ from }) => from)}::integer[]) as c(copy, original)`;
    await sql`
      insert into metric_points (trial_id, key_id, step, attempt, value, at)
      select c.copy, p.key_id, p.step, p.attempt, p.value, p.at from ${pairs} join metric_points p on p.trial_id = c.original`;
    await sql`
      insert into metric_blocks
      select c.copy, b.bits, b.key_id, b.block, b.last, b.last_step, b.min, b.min_step, b.max, b.max_step, b.count, b.buckets
      from ${pairs} join metric_blocks b on b.trial_id = c.original`;
    await sql`
      insert into metric_summaries
      select c.copy, s.key_id, s.last, s.last_step, s.min, s.min_step, s.max, s.max_step, s.count
      from ${pairs} join metric_summaries s on s.trial_id = c.original`;
    await sql`
      update trials t set state = o.state, attempt = o.attempt, step = o.step, points_to = o.points_to, blocks_to = o.blocks_to
      from ${pairs} join trials o on o.id = c.original where t.id = c.copy`;
    console.error(`${new Date().toISOString()}  curves of ${done + some.length + reportingTrials} trials`);
  }
  await sql`analyze metric_points`;
  await sql`analyze metric_blocks`;
  return sweepId;
}

function lossAt(step: number, trialId: number): number {
  return 1 / (1 + step / 500) + 0.1 * Math.sin(step * 0.37 + trialId) * Math.cos(step * 1.7);
}
