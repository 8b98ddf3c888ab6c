import { SeesawError } from '@seesaw/shared/errors';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';

/** It is never resumed from again; the row stays, so that a person sees it. */
export async function markCorrupt(
  database: Database,
  { checkpointId, message }: { checkpointId: number; message: string },
): Promise<void> {
  await transaction(database, async (tx) => {
    const [row] = await tx<
      { corrupt: boolean; trialId: number; sweepId: string; number: number; attempt: number; step: number }[]
    >`
      select c.corrupt, c.trial_id, t.sweep_id, t.number, c.attempt, c.step
      from checkpoints c join trials t on t.id = c.trial_id where c.id = ${checkpointId} for no key update of c`;
    if (row === undefined) throw new SeesawError('not-found', `There is no checkpoint ${checkpointId}`);
    if (row.corrupt) return;
    await tx`update checkpoints set corrupt = true where id = ${checkpointId}`;
    await addEvent(tx, {
      kind: 'checkpoint.corrupt',
      sweepId: row.sweepId,
      trialId: row.trialId,
      trialNumber: row.number,
      attempt: row.attempt,
      step: row.step,
      message: `The checkpoint of trial ${row.number} at step ${row.step} cannot be used: ${storableText(message)}`,
      data: { checkpointId },
    });
  });
}
