import { type Database, type Sql, transaction } from '../connection/database.ts';
import { blockStart } from '../metrics/curveLevels.ts';
import { rebuildSummaries } from '../metrics/rebuildSummaries.ts';
import { updateScore } from '../metrics/score.ts';
import { dropBlocks } from '../metrics/writeBlocks.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';

/** Drops what lies beyond `fromStep`: a replay writes it again. From step 0 everything goes, what was written at step 0 too. */
export async function truncateTrial(
  database: Database,
  { trialId, attempt, fromStep }: { trialId: number; attempt: number; fromStep: number },
): Promise<void> {
  await transaction(database, async (tx) => {
    const trial = await lockForAttempt(tx, trialId, attempt);
    const keptUpTo = fromStep === 0 ? -1 : fromStep;
    await tx`delete from samples where trial_id = ${trialId} and step > ${keptUpTo}`;
    await tx`delete from checkpoints where trial_id = ${trialId} and step > ${keptUpTo}`;
    await dropPoints(tx, trial, keptUpTo);
    await tx`update attempts set from_step = ${fromStep} where trial_id = ${trialId} and attempt = ${attempt}`;
    await tx`
      update trials set step = ${fromStep}, mirrored_step = least(mirrored_step, ${fromStep}), version = version + 1
      where id = ${trialId}`;
    await updateScore(tx, trial);
  });
}

/** Blocks that the replay will write into go too, also when no point of theirs does: the end of a segment is not full. */
async function dropPoints(tx: Sql, trial: TrialRecord, keptUpTo: number): Promise<void> {
  const trialId = trial.id;
  const pointsTo = Math.min(trial.pointsTo, keptUpTo);
  const blocksTo = Math.min(trial.blocksTo, blockStart(keptUpTo + 1));
  if (pointsTo === trial.pointsTo && blocksTo === trial.blocksTo) return;
  const series = await tx<{ keyId: number }[]>`
    select key_id from metric_summaries where trial_id = ${trialId} and last_step > ${keptUpTo}`;
  const keyIds = series.map((row) => row.keyId);
  await tx`
    delete from metric_points
    where trial_id = ${trialId} and key_id = any(${keyIds}::integer[]) and step > ${keptUpTo}`;
  await dropBlocks(tx, { trialId, keyIds: null, from: blocksTo });
  await rebuildSummaries(tx, { trialId, keyIds, blocksTo });
  await tx`update trials set points_to = ${pointsTo}, blocks_to = ${blocksTo} where id = ${trialId}`;
}
