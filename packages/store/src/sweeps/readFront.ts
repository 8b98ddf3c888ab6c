import { frontOf } from '@seesaw/shared/front';
import { objectivesOf, toLosses, type WithObjectives } from '@seesaw/shared/objective';
import type { FrontReply } from '@seesaw/shared/queries';
import type { Sql } from '../connection/database.ts';
import { sweepNotFound } from './lockSweep.ts';
import { objectiveValues } from './objectiveValues.ts';

/**
 * The results of a sweep that no other one beats in every objective. A trial is a result once it has completed or was stopped
 * early.
 *
 * @throws SeesawError 'not-found'
 */
export async function readFront(sql: Sql, sweepId: string): Promise<FrontReply> {
  const [sweep] = await sql<WithObjectives[]>`
    select definition -> 'metric' as metric, definition -> 'metrics' as metrics from sweeps where id = ${sweepId}`;
  if (sweep === undefined) throw sweepNotFound(sweepId);
  const objectives = objectivesOf(sweep);
  const trials = await sql<FrontReply['items']>`
    select t.id as trial_id, t.number, t.point, o.values
    from sweeps s join trials t on t.sweep_id = s.id ${objectiveValues(sql)}
    where s.id = ${sweepId} and t.state in ('completed', 'stopped-early')
    order by t.number`;
  const results = trials.flatMap((trial) => {
    const losses = toLosses(trial.values, objectives);
    return losses === null ? [] : [{ trial, losses }];
  });
  const front = frontOf(results.map(({ losses }) => losses));
  return {
    objectives: objectives.map(({ name, goal }) => ({ name, goal })),
    items: front.map((index) => results[index]!.trial),
  };
}

/** Numbers of the trials on the fronts of those sweeps that have several objectives. */
export async function frontNumbers(sql: Sql, sweepIds: readonly string[]): Promise<Map<string, ReadonlySet<number>>> {
  const several = await sql<{ id: string }[]>`
    select id from sweeps where id = any(${[...new Set(sweepIds)]}::text[]) and definition ? 'metrics'`;
  const fronts = new Map<string, ReadonlySet<number>>();
  for (const { id } of several) {
    const { items } = await readFront(sql, id);
    fronts.set(id, new Set(items.map(({ number }) => number)));
  }
  return fronts;
}
