import type { TrialRow } from '@seesaw/shared/records';
import type { Remark } from '@seesaw/shared/remark';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';
import { lockTrial } from '../trials/lockTrial.ts';
import { getTrial } from '../trials/readTrials.ts';

/** What is left out stays; ended trials take remarks too. @throws SeesawError 'not-found' */
export async function remarkTrial(
  database: Database,
  { trialId, remark }: { trialId: number; remark: Remark },
): Promise<TrialRow> {
  await transaction(database, async (tx) => {
    const trial = await lockTrial(tx, trialId);
    const notes = storableText(remark.notes ?? trial.notes);
    const tags = (remark.tags ?? trial.tags).map(storableText);
    await tx`update trials set remarked = true, notes = ${notes}, tags = ${JSON.stringify(tags)}::text::jsonb where id = ${trialId}`;
    await addEvent(tx, {
      kind: 'trial.remark',
      sweepId: trial.sweepId,
      trialId,
      trialNumber: trial.number,
      message: `Notes or tags of trial ${trial.number} were changed`,
      data: { tags },
    });
  });
  return getTrial(database, trialId);
}
