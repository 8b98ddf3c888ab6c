import { SeesawError } from '@seesaw/shared/errors';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import type { TrialRecord } from '../../tables/trialTables.ts';

/**
 * The trial of a locked sweep, locked until the end of the transaction.
 * @throws SeesawError 'not-found'
 */
export async function lockTrialNumber(sql: Sql, sweep: SweepRecord, number: number): Promise<TrialRecord> {
  const [trial] = await sql<TrialRecord[]>`
    select * from trials where sweep_id = ${sweep.id} and number = ${number} for no key update`;
  if (trial !== undefined) return trial;
  throw new SeesawError('not-found', `Sweep ${sweep.name} has no trial ${number}`, { facts: { sweepId: sweep.id } });
}
