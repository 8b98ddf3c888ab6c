import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { type Outcome, refuse } from './outcome.ts';

/** More trials start at once where lanes are free; with fewer, running ones finish and are not replaced. */
export async function setConcurrency(sql: Sql, sweep: SweepRecord, concurrency: number): Promise<Outcome> {
  if (isEndedSweep(sweep.state) || sweep.state === 'cancelling')
    refuse(sweep, 'widened or narrowed', 'it launches nothing more');
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 1000) {
    refuse(sweep, `set to a concurrency of ${concurrency}`, 'give a whole number from 1 to 1000');
  }
  await sql`update sweeps set concurrency = ${concurrency} where id = ${sweep.id}`;
  return { state: sweep.state, message: `Concurrency is ${concurrency} (was ${sweep.concurrency})`, trials: 0 };
}
