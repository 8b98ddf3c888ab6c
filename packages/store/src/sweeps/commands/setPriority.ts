import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { type Outcome, refuse } from './outcome.ts';

/** Of an ended sweep too: it holds for what a retry or an extension starts. */
export async function setPriority(sql: Sql, sweep: SweepRecord, priority: number): Promise<Outcome> {
  if (!Number.isInteger(priority) || priority < 1 || priority > 5) {
    refuse(sweep, `set to a priority of ${priority}`, 'give a whole number from 1 (first) to 5 (last)');
  }
  await sql`update sweeps set priority = ${priority} where id = ${sweep.id}`;
  const message =
    `Priority is ${priority} (was ${sweep.priority}; 1 is served first, 5 last): trials that wait for a slot are queued ` +
    'anew, running ones keep theirs';
  return { state: sweep.state, message, trials: 0 };
}
