import { SeesawError } from '@seesaw/shared/errors';
import type { SampleListQuery } from '@seesaw/shared/queries';
import type { SampleRow } from '@seesaw/shared/records';
import { and, asc, eq, sql as expression, getTableColumns, gte, inArray, lte } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { type SampleRecord, samples } from '../tables/artifactTables.ts';
import { trials } from '../tables/trialTables.ts';

const columns = { ...getTableColumns(samples), trialNumber: trials.number };

/** By sweep, trial number and step. The cursor names the last row of the page before. */
export async function listSamples(
  { typed }: Database,
  query: SampleListQuery,
): Promise<{ items: SampleRow[]; nextCursor: string | null }> {
  const { sweepId, trialIds, fromStep, toStep, limit, cursor } = query;
  if (trialIds?.length === 0) return { items: [], nextCursor: null };
  const rows = await typed
    .select({ ...columns, sweepId: trials.sweepId })
    .from(samples)
    .innerJoin(trials, eq(trials.id, samples.trialId))
    .where(
      and(
        sweepId === undefined ? undefined : eq(trials.sweepId, sweepId),
        trialIds === undefined ? undefined : inArray(samples.trialId, [...trialIds]),
        fromStep === undefined ? undefined : gte(samples.step, fromStep),
        toStep === undefined ? undefined : lte(samples.step, toStep),
        cursor === undefined ? undefined : behind(cursor),
      ),
    )
    .orderBy(asc(trials.sweepId), asc(trials.number), asc(samples.step))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(toSampleRow), nextCursor: last === undefined ? null : writeCursor(last) };
}

function writeCursor({ sweepId, trialNumber, step }: { sweepId: string; trialNumber: number; step: number }): string {
  return `${trialNumber}.${step}.${sweepId}`;
}

function behind(cursor: string) {
  const [, number, step, sweepId] = /^(\d{1,9})\.(\d{1,9})\.(\w+)$/.exec(cursor) ?? [];
  if (number === undefined) {
    throw new SeesawError('not-found', `There is no page ${cursor.slice(0, 100)}`, {
      facts: { hint: 'use nextCursor of the page before' },
    });
  }
  return expression`(${trials.sweepId}, ${trials.number}, ${samples.step}) > (${sweepId}, ${Number(number)}, ${Number(step)})`;
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
