import { SeesawError } from '@seesaw/shared/errors';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Known } from '@seesaw/shared/known';
import type { Database, Sql } from '../connection/database.ts';
import { objectiveValues } from './objectiveValues.ts';
import { warmResults } from './warmStart.ts';

/**
 * Results of ended trials enter the list here, at ask time and under the lock on the sweep, by number: so every suggestion
 * sees a list of its own length, and the same list again whenever it is made again. Answers the list's length.
 */
export async function noteResults(sql: Sql, sweepId: string): Promise<number> {
  const [row] = await sql<{ position: number }[]>`
    with ended as (
      update trials set known_attempt = attempt
      where sweep_id = ${sweepId} and state in ('completed', 'stopped-early', 'diverged') and known_attempt < attempt
      returning id, sweep_id, number, state, case when state = 'diverged' then null else score end as objective
    ), before as (
      select coalesce(max(position), 0) as position from search_results where sweep_id = ${sweepId}
    ), valued as (
      select t.id, o.values as objectives
      from ended t join sweeps s on s.id = t.sweep_id and s.definition ? 'metrics' ${objectiveValues(sql)}
      where t.state <> 'diverged'
    ), added as (
      insert into search_results (sweep_id, position, number, objective, objectives)
      select ${sweepId}, before.position + row_number() over (order by number), number, objective, objectives
      from ended left join valued using (id), before
      returning position
    )
    select coalesce((select max(position) from added), (select position from before)) as position`;
  return row?.position ?? 0;
}

/**
 * What the suggestion of trial `number` may look at, given that it sees `seen` results: what the sweep knew from the start,
 * those results, in the order in which they became known (a later one of the same trial replaces its earlier one), and the
 * points of the trials before it that have none. Both when a trial is suggested and when somebody checks a suggestion
 * afterwards.
 */
export async function knownResults(
  sql: Sql,
  { sweepId, seen, number }: { sweepId: string; seen: number; number: number },
): Promise<Known> {
  const rows = await sql<
    {
      number: number;
      point: Record<string, Scalar>;
      position: number | null;
      objective: number | null;
      objectives: (number | null)[] | null;
    }[]
  >`
    select t.number, t.point, r.position, r.objective, r.objectives
    from trials t
    left join lateral (
      select position, objective, objectives from search_results
      where sweep_id = t.sweep_id and number = t.number and position <= ${seen}
      order by position desc limit 1
    ) r on true
    where t.sweep_id = ${sweepId} and t.number < ${number}
    order by r.position nulls last, t.number`;
  return {
    results: [
      ...(await warmResults(sql, sweepId)),
      ...rows
        .filter((row) => row.position !== null)
        .map(({ number, point, objective, objectives }) => ({
          ...{ number, point, objective },
          ...(objectives !== null && { objectives }),
        })),
    ],
    open: rows.filter((row) => row.position === null).map((row) => ({ number: row.number, point: row.point })),
  };
}

/** @throws SeesawError 'not-found' */
export async function knownBy({ sql }: Database, sweepId: string, number: number): Promise<Known> {
  const [trial] = await sql<{ seen: number }[]>`
    select seen_results as seen from trials where sweep_id = ${sweepId} and number = ${number}`;
  if (trial === undefined)
    throw new SeesawError('not-found', `Sweep ${sweepId} has no trial ${number}`, { facts: { sweepId } });
  return knownResults(sql, { sweepId, seen: trial.seen, number });
}
