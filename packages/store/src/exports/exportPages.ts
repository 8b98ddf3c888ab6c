import type { TrialRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import { type PackedPoints, packedPoints, unpackPoints } from '../metrics/seriesPoints.ts';
import type { SeriesPart } from '../storePort.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { toTrialRows } from '../trials/trialRow.ts';

/** Names of all hyperparameters that any trial of the sweep has, sorted; without seed and steps, which every trial has. */
export async function settingNames({ sql }: Database, sweepId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct jsonb_object_keys(config -> 'values') as name from trials where sweep_id = ${sweepId} order by 1`;
  return rows.map((row) => row.name);
}

export async function trialsAfter(
  database: Database,
  { sweepId, number, limit }: { sweepId: string; number: number; limit: number },
): Promise<TrialRow[]> {
  const records = await database.sql<TrialRecord[]>`
    select * from trials where sweep_id = ${sweepId} and number > ${number} order by number limit ${limit}`;
  return toTrialRows(database, records);
}

export async function trialIdsAfter(
  { sql }: Database,
  { sweepId, number, limit }: { sweepId: string; number: number; limit: number },
): Promise<{ id: number; number: number }[]> {
  return sql<{ id: number; number: number }[]>`
    select id, number from trials where sweep_id = ${sweepId} and number > ${number} order by number limit ${limit}`;
}

/**
 * Along the primary key, so that each page costs the same however many points lie before it. Packed: ten thousand objects a
 * page, alive until it is sent, make the heap of the process grow.
 */
export async function pointsAfter(
  { sql }: Database,
  { trialId, after, limit }: { trialId: number; after: { key: number; step: number } | null; limit: number },
): Promise<SeriesPart[]> {
  const { key, step } = after ?? { key: 0, step: -1 };
  const rows = await sql<({ key: number; metric: string } & PackedPoints)[]>`
    select k.id as key, k.name as metric, ${packedPoints(sql)}
    from (
      select key_id, step, value from metric_points
      where trial_id = ${trialId} and (key_id, step) > (${key}::integer, ${step}::integer)
      order by key_id, step limit ${limit}
    ) p join metric_keys k on k.id = p.key_id
    group by k.id, k.name order by k.id`;
  return rows.map((row) => ({ key: row.key, metric: row.metric, points: unpackPoints(row) }));
}
