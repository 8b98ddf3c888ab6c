import { SeesawError } from '@seesaw/shared/errors';
import { canMoveSweep, isEndedSweep, type SweepState } from '@seesaw/shared/sweepState';
import type { Sql } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';

/**
 * Moves a locked sweep along the contract's table and tells it. One that runs is in no archive. A move to where it is already is no move.
 * @throws SeesawError 'conflict' for a move outside the table.
 */
export async function moveSweep(sql: Sql, sweep: SweepRecord, to: SweepState, message: string): Promise<void> {
  if (sweep.state === to) return;
  if (!canMoveSweep(sweep.state, to)) {
    throw new SeesawError('conflict', `Sweep ${sweep.name} is ${sweep.state} and cannot become ${to}`, {
      facts: { sweepId: sweep.id },
    });
  }
  await sql`
    update sweeps set state = ${to}, pruned = false, ended_at = ${isEndedSweep(to) ? sql`now()` : null},
      archived_at = ${isEndedSweep(to) ? sql`archived_at` : null}
    where id = ${sweep.id}`;
  await addEvent(sql, { kind: 'sweep.state', sweepId: sweep.id, message, data: { from: sweep.state, to } });
}
