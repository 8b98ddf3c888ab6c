import { SeesawError } from '@seesaw/shared/errors';
import type { Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';

/**
 * The sweep's row, locked until the end of the transaction. Whoever locks a sweep and one of its trials locks the sweep first.
 * @throws SeesawError 'not-found'
 */
export async function lockSweep(sql: Sql, sweepId: string): Promise<SweepRecord> {
  const [sweep] = await sql<SweepRecord[]>`select * from sweeps where id = ${sweepId} for no key update`;
  if (sweep === undefined) throw sweepNotFound(sweepId);
  return sweep;
}

export function sweepNotFound(sweepId: string): SeesawError {
  return new SeesawError('not-found', `There is no sweep ${sweepId}`, { facts: { sweepId } });
}
