import type { TrialClockQuery, TrialClocks } from '@seesaw/shared/queries';
import type { Database } from '../connection/database.ts';

type Attempt = TrialClocks['items'][number]['attempts'][number];

/**
 * Of each trial its attempts, and at `knots` steps of its longest series the time at which they were measured. The last point
 * before an attempt began is always among them: a trial may have rested there for days. In the order of the ids.
 */
export async function readClocks({ sql }: Database, { trialIds, knots }: TrialClockQuery): Promise<TrialClocks> {
  const [trials, attempts, times] = await Promise.all([
    sql<{ id: number; number: number; samplesPerStep: number | null }[]>`
      select id, number, (config->'values'->>'batch_size')::double precision
        * coalesce((config->'values'->>'d_steps')::double precision, 1) as samples_per_step
      from trials where id = any(${trialIds}::integer[])`,
    sql<({ trialId: number } & Attempt)[]>`
      select trial_id, attempt, from_step, worker_id, slot, lane, outcome, ${milliseconds(sql`started_at`)} as started_at,
        ${milliseconds(sql`ended_at`)} as ended_at
      from attempts where trial_id = any(${trialIds}::integer[]) order by trial_id, attempt`,
    knots === 0 ? [] : readTimes(),
  ]);
  const attemptsOf = grouped(attempts);
  const timesOf = new Map(times.map((row) => [row.trialId, row]));
  const place = new Map(trialIds.map((id, index) => [id, index]));
  return {
    items: trials
      .toSorted((a, b) => place.get(a.id)! - place.get(b.id)!)
      .map(({ id, ...trial }) => ({
        trialId: id,
        ...trial,
        attempts: (attemptsOf.get(id) ?? []).map(({ trialId: _, ...attempt }) => attempt),
        steps: timesOf.get(id)?.steps ?? [],
        at: timesOf.get(id)?.at ?? [],
      })),
  };

  function milliseconds(time: ReturnType<typeof sql>) {
    return sql`round(extract(epoch from ${time}) * 1000)::double precision`;
  }

  function readTimes() {
    return sql<{ trialId: number; steps: number[]; at: number[] }[]>`
      with longest as (
        select distinct on (trial_id) trial_id, key_id, last_step from metric_summaries
        where trial_id = any(${trialIds}::integer[]) order by trial_id, count desc, key_id
      ), known as (
        select l.trial_id, p.step, p.at
        from longest l cross join generate_series(0, ${knots}::integer) as k(knot) cross join lateral (
          select step, at from metric_points where trial_id = l.trial_id and key_id = l.key_id
            and step >= l.last_step::bigint * k.knot / ${knots}::integer
          order by step limit 1
        ) p
        union
        select l.trial_id, p.step, p.at
        from longest l join attempts a on a.trial_id = l.trial_id and a.attempt > 1 cross join lateral (
          select step, at from metric_points
          where trial_id = l.trial_id and key_id = l.key_id and step <= a.from_step
          order by step desc limit 1
        ) p
      )
      select trial_id, array_agg(step order by step) as steps,
        array_agg(${milliseconds(sql`at`)} order by step) as at
      from known group by trial_id`;
  }
}

function grouped<T extends { trialId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.trialId);
    if (group === undefined) groups.set(row.trialId, [row]);
    else group.push(row);
  }
  return groups;
}
