import { SeesawError } from '@seesaw/shared/errors';
import type { SampleRow } from '@seesaw/shared/records';
import { and, asc, eq, getTableColumns, gte, inArray, lte } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { type SampleRecord, samples } from '../tables/artifactTables.ts';
import { trials } from '../tables/trialTables.ts';

const columns = { ...getTableColumns(samples), trialNumber: trials.number };

/** By trial number, then step. */
export async function listSamples(
  { typed }: Database,
  query: { sweepId?: string; trialIds?: readonly number[]; fromStep?: number; toStep?: number },
): Promise<SampleRow[]> {
  if (query.trialIds?.length === 0) return [];
  const rows = await typed
    .select(columns)
    .from(samples)
    .innerJoin(trials, eq(trials.id, samples.trialId))
    .where(
      and(
        query.sweepId === undefined ? undefined : eq(trials.sweepId, query.sweepId),
        query.trialIds === undefined ? undefined : inArray(samples.trialId, [...query.trialIds]),
        query.fromStep === undefined ? undefined : gte(samples.step, query.fromStep),
        query.toStep === undefined ? undefined : lte(samples.step, query.toStep),
      ),
    )
    .orderBy(asc(trials.sweepId), asc(trials.number), asc(samples.step));
  return rows.map(toSampleRow);
}

export async function getSample({ typed }: Database, sampleId: number): Promise<SampleRow> {
  const [row] = await typed
    .select(columns)
    .from(samples)
    .innerJoin(trials, eq(trials.id, samples.trialId))
    .where(eq(samples.id, sampleId));
  if (row === undefined) throw new SeesawError('not-found', `There is no sample ${sampleId}`);
  return toSampleRow(row);
}

export function toSampleRow(record: SampleRecord & { trialNumber: number }): SampleRow {
  const { id, trialId, trialNumber, attempt, step, kind, pngLocation, tensorsLocation, facts, createdAt } = record;
  return {
    id,
    trialId,
    trialNumber,
    attempt,
    step,
    kind,
    pngLocation,
    tensorsLocation,
    facts,
    createdAt: isoTime(createdAt),
  };
}
