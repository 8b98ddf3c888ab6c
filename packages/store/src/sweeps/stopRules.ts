import { meanOf } from '@seesaw/shared/pointStanding';
import type { Database, Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { stopSweep } from './commands/stopSweep.ts';
import { readStandingPoints } from './readPoints.ts';

/**
 * Stops a locked, running sweep as the command does once its time is over or its target is reached; true when it did.
 */
export async function stopByRule(sql: Sql, sweep: SweepRecord): Promise<boolean> {
  const reason = await reasonToStop(sql, sweep);
  if (reason === undefined) return false;
  await stopSweep(sql, sweep, reason);
  return true;
}

/** Running sweeps that their own rules stop now, so that this happens also while nobody asks for trials. */
export async function sweepsToStop({ sql }: Database): Promise<string[]> {
  const ruled = await sql<SweepRecord[]>`
    select * from sweeps where state = 'running'
      and (definition->>'maxHours' is not null or definition #>> '{metric,target}' is not null)
    order by seq`;
  const due: string[] = [];
  for (const sweep of ruled) if ((await reasonToStop(sql, sweep)) !== undefined) due.push(sweep.id);
  return due;
}

/**
 * Why this sweep shall stop by its own rules, in words. Both count from when it was created, or from when a retry or an
 * extension last reopened it: a person who reopens a sweep wants it to go on.
 */
export async function reasonToStop(sql: Sql, sweep: SweepRecord): Promise<string | undefined> {
  const { maxHours } = sweep.definition;
  const reached = await targetReached(sql, sweep);
  const late = maxHours !== null && Date.now() - Date.parse(sweep.createdAt) >= maxHours * 3_600_000;
  if (reached === undefined && !late) return undefined;
  const { since, hours } = await timeRun(sql, sweep);
  if (reached !== undefined && reached.endedAtMs >= since) {
    return `${reached.who} reached the target with ${sweep.definition.metric.name} = ${reached.score}`;
  }
  if (late && hours >= maxHours) return `it has run for ${maxHours} h, the time that max_hours gives it`;
  return undefined;
}

/**
 * Who reached the target last. Of a trial counts what it ended with, not what it had in between; where points are repeated,
 * the mean of a complete point, since one lucky seed is no result.
 */
async function targetReached(
  sql: Sql,
  sweep: SweepRecord,
): Promise<{ who: string; score: number; endedAtMs: number } | undefined> {
  const { target, goal } = sweep.definition.metric;
  if (target === undefined) return undefined;
  if ((sweep.definition.repeats ?? 1) > 1) return pointAtTarget(sql, sweep, target);
  const [row] = await sql<{ number: number; score: number; endedAtMs: number }[]>`
    select number, score, extract(epoch from ended_at)::float8 * 1000 as ended_at_ms from trials
    where sweep_id = ${sweep.id} and state in ('completed', 'stopped-early') and ended_at is not null
      and ${goal === 'minimize' ? sql`score <= ${target}` : sql`score >= ${target}`}
    order by ended_at desc limit 1`;
  return row && { ...row, who: `trial ${row.number}` };
}

async function pointAtTarget(sql: Sql, sweep: SweepRecord, target: number): ReturnType<typeof targetReached> {
  const { goal } = sweep.definition.metric;
  const reached = (await readStandingPoints(sql, sweep)).flatMap(({ trials, complete, results }) => {
    const mean = complete ? meanOf(results)?.mean : undefined;
    if (mean === undefined || (goal === 'minimize' ? mean > target : mean < target)) return [];
    return { trials, mean };
  });
  if (reached.length === 0) return undefined;
  const ends = await sql<{ number: number; endedAtMs: number }[]>`
    select number, extract(epoch from ended_at)::float8 * 1000 as ended_at_ms from trials
    where sweep_id = ${sweep.id} and number = any(${reached.flatMap(({ trials }) => trials)}::integer[])`;
  const endOf = new Map(ends.map(({ number, endedAtMs }) => [number, endedAtMs]));
  return reached
    .map(({ trials, mean }) => ({
      who: `the mean of trials ${trials.join(', ')}`,
      score: mean,
      endedAtMs: Math.max(...trials.map((number) => endOf.get(number) ?? 0)),
    }))
    .reduce((last, each) => (each.endedAtMs > last.endedAtMs ? each : last));
}

/** When the sweep last began to run, and for how many hours it has run since, pauses left out. */
async function timeRun(sql: Sql, sweep: SweepRecord): Promise<{ since: number; hours: number }> {
  const [row] = await sql<{ since: number; hours: number }[]>`
    with moves as (
      select created_at as at, 'running' as state, true as begins from sweeps where id = ${sweep.id}
      union all
      select at, data->>'to', data->>'from' in ('stopped', 'cancelled', 'completed', 'failed')
      from events where sweep_id = ${sweep.id} and kind = 'sweep.state'
    ), spans as (
      select at, state, lead(at, 1, now()) over (order by at) as until from moves
    ), begun as (select max(at) as at from moves where begins)
    select extract(epoch from begun.at)::float8 * 1000 as since,
      coalesce(sum(extract(epoch from spans.until - spans.at)) filter (where spans.state <> 'paused'), 0)::float8 / 3600 as hours
    from begun join spans on spans.at >= begun.at group by begun.at`;
  return row ?? { since: 0, hours: 0 };
}
