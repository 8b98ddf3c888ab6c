import type { AttemptRow } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import type { TrialRow } from '@seesaw/shared/records';
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime, isoTimeOrNull } from '../connection/isoTime.ts';
import { attempts, trials } from '../tables/trialTables.ts';
import { trialNotFound } from './lockTrial.ts';
import { toTrialRows } from './trialRow.ts';

export async function getTrial(database: Database, trialId: number): Promise<TrialRow> {
  const records = await database.typed.select().from(trials).where(eq(trials.id, trialId));
  const [row] = await toTrialRows(database, records);
  if (row === undefined) throw trialNotFound(trialId);
  return row;
}

export async function trialByNumber(database: Database, sweepId: string, number: number): Promise<TrialRow> {
  const records = await database.typed
    .select()
    .from(trials)
    .where(and(eq(trials.sweepId, sweepId), eq(trials.number, number)));
  const [row] = await toTrialRows(database, records);
  if (row === undefined) {
    throw new SeesawError('not-found', `Sweep ${sweepId} has no trial ${number}`, { facts: { sweepId } });
  }
  return row;
}

/** Oldest first. */
export async function trialAttempts(database: Database, trialId: number): Promise<AttemptRow[]> {
  const rows = await database.typed
    .select()
    .from(attempts)
    .where(eq(attempts.trialId, trialId))
    .orderBy(asc(attempts.attempt));
  return rows.map(({ trialId: _, ...row }) => ({
    ...row,
    startedAt: isoTime(row.startedAt),
    endedAt: isoTimeOrNull(row.endedAt),
  }));
}
