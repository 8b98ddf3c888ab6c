import { frontOf } from '@seesaw/shared/front';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { type Objective, objectivesOf, toLosses, type WithObjectives } from '@seesaw/shared/objective';
import type { FrontReply } from '@seesaw/shared/queries';
import type { Sql } from '../connection/database.ts';
import { sweepNotFound } from './lockSweep.ts';

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
  const objectives = objectivesOf(sweep).map(({ name, goal }) => ({ name, goal }));
  const results = await readResults(sql, sweepId, objectives);
  const front = frontOf(results.map(({ losses }) => losses)).map((index) => results[index]!);
  const points = await sql<{ trialId: number; number: number; point: Record<string, Scalar> }[]>`
    select id as trial_id, number, point from trials where id = any(${front.map(({ trialId }) => trialId)}::integer[])
    order by number`;
  return { objectives, items: points.map((trial, index) => ({ ...trial, values: front[index]!.values })) };
}

/** By number. All values in one go: a sweep may have ten thousand trials. */
async function readResults(sql: Sql, sweepId: string, objectives: readonly Objective[]) {
  const rows = await sql<{ trialId: number; name: string; last: number }[]>`
    select t.id as trial_id, k.name, m.last
    from metric_keys k
    join metric_summaries m on m.key_id = k.id
    join trials t on t.id = m.trial_id
    where k.name = any(${objectives.map(({ name }) => name)}::text[]) and t.sweep_id = ${sweepId}
      and t.state in ('completed', 'stopped-early')
    order by t.number`;
  const values = new Map<number, Map<string, number>>();
  for (const { trialId, name, last } of rows) {
    const known = values.get(trialId) ?? new Map<string, number>();
    values.set(trialId, known.set(name, last));
  }
  return [...values].flatMap(([trialId, own]) => {
    const ordered = objectives.map(({ name }) => own.get(name));
    const losses = toLosses(ordered, objectives);
    return losses === null ? [] : [{ trialId, losses, values: ordered as number[] }];
  });
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
