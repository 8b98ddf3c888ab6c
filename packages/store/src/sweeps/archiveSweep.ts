import { SeesawError } from '@seesaw/shared/errors';
import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { type Database, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import { lockSweep } from './lockSweep.ts';
import { getSweep } from './readSweeps.ts';

/** Nothing of it is removed. Repeating it changes nothing. */
export async function archiveSweep(
  database: Database,
  { sweepId, archived }: { sweepId: string; archived: boolean },
): Promise<SweepRow> {
  await transaction(database, async (tx) => {
    const sweep = await lockSweep(tx, sweepId);
    if ((sweep.archivedAt !== null) === archived) return;
    if (archived && !isEndedSweep(sweep.state)) {
      throw new SeesawError('conflict', `Sweep ${sweep.name} is ${sweep.state}: only an ended one can be archived`, {
        facts: { sweepId, hint: 'stop or cancel it first' },
      });
    }
    await tx`update sweeps set archived_at = ${archived ? tx`now()` : null} where id = ${sweepId}`;
    const message = archived ? `Sweep ${sweep.name} archived` : `Sweep ${sweep.name} taken out of the archive`;
    await addEvent(tx, { kind: 'sweep.archived', sweepId, message, data: { archived } });
  });
  return getSweep(database, sweepId);
}
