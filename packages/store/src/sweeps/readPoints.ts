import {
  byMean,
  type PointStanding,
  pointStandings,
  type RepeatedTrial,
  toPointRow,
} from '@seesaw/shared/pointStanding';
import type { PointRow } from '@seesaw/shared/records';
import type { Database, Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { sweepNotFound } from './lockSweep.ts';

/** Every point of a sweep that has a trial, by number. */
export async function readStandingPoints(
  sql: Sql,
  { id, definition }: Pick<SweepRecord, 'id' | 'definition'>,
): Promise<PointStanding[]> {
  const trials = await sql<RepeatedTrial[]>`
    select number, state, score, point from trials where sweep_id = ${id} order by number`;
  return pointStandings(definition, trials);
}

/** The best first. */
export async function readPoints({ sql }: Database, sweepId: string): Promise<PointRow[]> {
  const [sweep] = await sql<SweepRecord[]>`select * from sweeps where id = ${sweepId}`;
  if (sweep === undefined) throw sweepNotFound(sweepId);
  const standings = await readStandingPoints(sql, sweep);
  return standings.map(toPointRow).sort(byMean(sweep.definition.metric.goal));
}
