import type { SweepRow } from '@seesaw/shared/records';
import type { Remark } from '@seesaw/shared/remark';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';
import { lockSweep } from '../sweeps/lockSweep.ts';
import { getSweep } from '../sweeps/readSweeps.ts';

/** What is left out stays. @throws SeesawError 'not-found' */
export async function remarkSweep(
  database: Database,
  { sweepId, remark }: { sweepId: string; remark: Remark },
): Promise<SweepRow> {
  await transaction(database, async (tx) => {
    const sweep = await lockSweep(tx, sweepId);
    const notes = storableText(remark.notes ?? sweep.notes);
    const tags = (remark.tags ?? sweep.tags).map(storableText);
    await tx`update sweeps set remarked = true, notes = ${notes}, tags = ${JSON.stringify(tags)}::text::jsonb where id = ${sweepId}`;
    const message = `Notes or tags of sweep ${sweep.name} were changed`;
    await addEvent(tx, { kind: 'sweep.remark', sweepId, message, data: { tags } });
  });
  return getSweep(database, sweepId);
}
