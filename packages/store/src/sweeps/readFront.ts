import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { FrontReply } from '@seesaw/shared/queries';
import type { Database } from '../connection/database.ts';
import type { Front, Fronts } from './fronts.ts';
import { sweepNotFound } from './lockSweep.ts';

/**
 * The results of a sweep that no other one beats in every objective, with their points. A trial is a result once it has
 * completed or was stopped early.
 *
 * @throws SeesawError 'not-found'
 */
export async function readFront({ sql, fronts }: Database, sweepId: string): Promise<FrontReply> {
  const front = await frontOfSweep(fronts, sweepId);
  const points = await sql<{ id: number; point: Record<string, Scalar> }[]>`
    select id, point from trials where id = any(${front.items.map(({ trialId }) => trialId)}::integer[])`;
  const pointOf = new Map(points.map(({ id, point }) => [id, point]));
  return {
    objectives: [...front.objectives],
    items: front.items.flatMap(({ trialId, number, values }) => {
      const point = pointOf.get(trialId);
      return point === undefined ? [] : [{ trialId, number, point, values: [...values] }];
    }),
  };
}

/** @throws SeesawError 'not-found' */
export async function numbersOnFront({ fronts }: Pick<Database, 'fronts'>, sweepId: string): Promise<number[]> {
  const front = await frontOfSweep(fronts, sweepId);
  return front.items.map(({ number }) => number);
}

/** Numbers of the trials on the fronts of those sweeps that have several objectives. */
export async function frontNumbers(
  { fronts }: Pick<Database, 'fronts'>,
  sweepIds: readonly string[],
): Promise<Map<string, ReadonlySet<number>>> {
  const found = await fronts.ofSeveral(sweepIds);
  return new Map([...found].map(([id, { items }]) => [id, new Set(items.map(({ number }) => number))]));
}

async function frontOfSweep(fronts: Fronts, sweepId: string): Promise<Front> {
  const front = (await fronts.of([sweepId])).get(sweepId);
  if (front === undefined) throw sweepNotFound(sweepId);
  return front;
}
